import ArgumentParser

struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Loads data from other systems through the same door that they use.",
        subcommands: [LoadSales.self, LoadDemo.self, LoadPlaces.self])
}
