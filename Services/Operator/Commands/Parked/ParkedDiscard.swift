import ArgumentParser

struct ParkedDiscard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard",
        abstract: "Drops a message for good; the audit keeps what it was, and what waits behind it follows.")

    @OptionGroup var selection: ParkedSelection
    @Option(help: "Why; kept in the audit.")
    var reason: String

    func validate() throws {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw ValidationError("--reason must say why.") }
    }

    func run() async throws {
        try await selection.client().discard(selection.number, reason: reason)
        Console.note("\(selection.service) has dropped \(selection.number).")
    }
}
