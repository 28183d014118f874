import ArgumentParser
import ServiceKit

/// Timers that wait for an operator's word: after a restore nobody knows whether they fired since the backup.
struct TimersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timers", abstract: "Timers that do not fire without an operator's word: list, release, drop.",
        subcommands: [List.self, Release.self, Drop.self])

    struct Selection: ParsableArguments {
        @OptionGroup var service: ServiceSelection
        @Option(help: "Only this kind, such as contract-expiring.")
        var kind: String?
        @Option(help: "Only this record, such as contract/0190….")
        var subject: String?

        var choice: ParkedTimerChoice { ParkedTimerChoice(kind: kind, subject: subject) }
        func client() throws -> AdminClient { try service.client() }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists them, the earliest due first.")
        @OptionGroup var selection: Selection
        @Option(help: "table, csv or json.")
        var format = TableFormat.table

        func run() async throws {
            let timers = try await selection.client().parkedTimers(selection.choice)
            let rows = timers.map { [$0.kind, $0.subject, $0.occurrence, "\($0.dueAt)", $0.reason ?? ""] }
            Console.print(
                try format.text(ReportTable(columns: ["kind", "subject", "occurrence", "due", "reason"], rows: rows)))
        }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lets them fire; what is due fires at once.")
        @OptionGroup var selection: Selection

        func run() async throws {
            let count = try await selection.client().changeTimers("release", selection.choice)
            Console.print("\(count) timers released")
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Gives them up for good.")
        @OptionGroup var selection: Selection

        func run() async throws {
            let count = try await selection.client().changeTimers("drop", selection.choice)
            Console.print("\(count) timers dropped")
        }
    }
}
