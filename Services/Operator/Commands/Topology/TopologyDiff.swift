import ArgumentParser

struct TopologyDiff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Prints how the broker differs from the topology, one difference a line; exits with 1 if it does.")

    @OptionGroup var options: OperatorOptions

    func run() async throws {
        let differences = try await TopologyKeeper(try options.configuration()).drift()
        for difference in differences { Console.print("\(difference)") }
        guard differences.isEmpty else { throw ExitCode(1) }
    }
}
