import ArgumentParser
import Messages

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Lets services compare their copies with the owners' records, and mend what differs.",
        discussion: """
            Every service does so by itself each night. With --wait it prints each comparison and exits with 1 if one \
            still had differences, or no answer, when the time was up.
            """)

    @OptionGroup var selection: ServicesSelection
    @OptionGroup var waiting: Waiting
    @Argument(help: "The kind of record, such as product; else all.")
    var entity: String?

    func run() async throws {
        let (done, away) = try await AdminClient.askEach(try selection.clients(), compare)
        let bad = done.flatMap(\.answer)
        for line in bad { Console.print("does not agree: \(line)") }
        guard bad.isEmpty, away.isEmpty else { throw ExitCode(1) }
        Console.note(waiting.wait ? "All agree." : "They compare; quen doctor names what does not agree.")
    }

    /// What does not agree when the time is up.
    private func compare(_ client: AdminClient) async throws -> [String] {
        let before = try await client.comparisons() ?? []
        try await client.compare(entity)
        guard waiting.wait else { return [] }
        return try await waiting.until {
            let all = try await client.comparisons()?.filter { entity == nil || $0.entity == entity } ?? []
            // One that was asked for earlier says nothing of now.
            let open = all.filter { new in
                !new.isAgreed || before.contains { Self.isSame($0, new) && $0.requestedAt == new.requestedAt }
            }
            return (
                open.map { "\(client.service): \($0.text)" },
                "\(client.service): \(all.count - open.count) of \(all.count) agree"
            )
        }
    }

    private static func isSame(_ a: ComparisonStatus, _ b: ComparisonStatus) -> Bool {
        a.entity == b.entity && a.service == b.service
    }
}
