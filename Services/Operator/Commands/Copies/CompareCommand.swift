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
        let wanted = Self.copies(of: client.service, entity)
        return try await waiting.until {
            let all = try await client.comparisons() ?? []
            let open = wanted.compactMap { pair in Self.open(pair, before, all).map { "\(client.service): \($0)" } }
            return (open, "\(client.service): \(wanted.count - open.count) of \(wanted.count) agree")
        }
    }

    typealias Pair = (entity: String, owner: String)

    /// What a service copies and from whom. Its list also has what others copy of it, compared after a restore.
    static func copies(of service: String, _ entity: String?) -> [Pair] {
        Catalogue.subscriptions.filter { $0.service.rawValue == service }
            .map { ($0.entity.entity, $0.entity.owner.rawValue) }
            .filter { entity == nil || $0.0 == entity }
    }

    /// Why it is not settled that a copy agrees; nothing where it is. A comparison that was asked for `before` says
    /// nothing of now.
    static func open(_ pair: Pair, _ before: [ComparisonStatus], _ now: [ComparisonStatus]) -> String? {
        func find(_ list: [ComparisonStatus]) -> ComparisonStatus? {
            list.first { $0.entity == pair.entity && $0.service == pair.owner }
        }
        guard let newest = find(now), newest.requestedAt != find(before)?.requestedAt else {
            return "\(pair.entity) with \(pair.owner): not asked yet"
        }
        return newest.isAgreed ? nil : newest.text
    }
}
