import ArgumentParser
import Messages

struct RestorationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restoration",
        abstract: "Shows how a restored service comes to agree with the others, and what differs.",
        discussion: """
            After quen restore a service begins nothing new until the others have said what they hold. One that will \
            not come back is left out by --settle-without. It exits with 1 while the restoration is open.
            """)

    @OptionGroup var selection: ServiceSelection
    @OptionGroup var waiting: Waiting
    @Option(parsing: .upToNextOption, help: "Wait no longer for the answers of these services.")
    var settleWithout: [String] = []

    func validate() throws {
        if let unknown = settleWithout.first(where: { ServiceName(rawValue: $0) == nil }) {
            throw ValidationError("There is no service \(unknown).")
        }
    }

    func run() async throws {
        let client = try selection.client()
        if !settleWithout.isEmpty { try await client.settle(without: settleWithout) }
        if waiting.wait {
            _ = try await waiting.until {
                let waits = try await Self.open(client)
                return (waits, waits.isEmpty ? "settled" : "waits for \(waits.joined(separator: ", "))")
            }
        }
        guard let restoration = try await client.restoration(), restoration.restoredAt != nil || restoration.isOpen
        else { return Console.note("\(client.service) was never restored.") }
        Console.print(restoration.text)
        guard !restoration.isOpen else { throw ExitCode(1) }
    }

    private static func open(_ client: AdminClient) async throws -> [String] {
        guard let restoration = try await client.restoration(), restoration.isOpen else { return [] }
        return restoration.waitsFor ?? ["its own start"]
    }
}

extension RestorationStatus {
    fileprivate var text: String {
        let facts = [
            backupAt.map { "backup of: \($0)" }, restoredAt.map { "restored at: \($0)" }, epoch.map { "epoch: \($0)" },
            isOpen
                ? "open; waits for: \((waitsFor ?? []).joined(separator: ", "))"
                : settledAt.map { "settled at: \($0)" },
        ].compactMap(\.self)
        let lines = reportLines
        return (facts + (lines.isEmpty ? ["differences: none"] : ["differences:"] + lines.map { "  \($0)" }))
            .joined(separator: "\n")
    }
}
