import ArgumentParser

struct BootstrapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bootstrap",
        abstract: "Fills a service's copies of others' records anew, from their owners (OPS-6).",
        discussion: """
            The service asks the owners for all records of the kind, or of every kind that it copies, and takes in what \
            goes on happening meanwhile. Old facts cause no notifications. It exits with 1 if it waited and one was \
            not complete in time.
            """)

    @OptionGroup var selection: ServiceSelection
    @OptionGroup var waiting: Waiting
    @Argument(help: "The kind of record, such as product; else all that the service copies.")
    var entity: String?

    func run() async throws {
        let client = try selection.client()
        try await client.bootstrap(entity)
        guard waiting.wait else {
            return Console.note("\(client.service) has begun; quen doctor names what is not complete.")
        }
        let open = try await waiting.until {
            let all = try await client.bootstraps()?.filter { entity == nil || $0.entity == entity } ?? []
            return (all.filter { $0.completedAt == nil }.map(\.text), all.map(\.text).joined(separator: "; "))
        }
        for line in open { Console.print("not complete: \(line)") }
        guard open.isEmpty else { throw ExitCode(1) }
        Console.note("\(client.service): complete.")
    }
}
