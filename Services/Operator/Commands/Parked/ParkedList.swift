import ArgumentParser
import ServiceKit

struct ParkedList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists messages put aside, newest first.")

    private static let pageSize = 200

    @OptionGroup var options: OperatorOptions
    @Option(help: "Only this service; else all.")
    var service: String?
    @Option(help: "Only this state: retry, blocked, unknown or parked.")
    var state: String?
    @Option(help: "At most so many of each service.")
    var limit = 50
    @Option(help: "table, csv or json.")
    var format = TableFormat.table

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1.") }
        guard state.map({ DeferredRow.State(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("--state is retry, blocked, unknown or parked.")
        }
    }

    func run() async throws {
        let clients = try options.configuration().admins(only: service)
        let (answers, away) = try await AdminClient.askEach(clients, fetch)
        let rows = answers.flatMap { service, parked in parked.map { Self.cells(service, $0) } }
        let columns = ["service", "number", "state", "type", "subject", "attempts", "code", "reason", "last"]
        Console.print(try format.text(ReportTable(columns: columns, rows: rows)))
        guard away.isEmpty else { throw ExitCode(1) }
    }

    private func fetch(_ client: AdminClient) async throws -> [DeferredRow] {
        var rows: [DeferredRow] = []
        while rows.count < limit {
            let size = min(Self.pageSize, limit - rows.count)
            let page = try await client.parked(state: state, before: rows.last?.number, limit: size)
            rows += page
            if page.count < size { break }
        }
        return rows
    }

    private static func cells(_ service: String, _ row: DeferredRow) -> [String] {
        [
            service, "\(row.number)", row.state.rawValue, row.type ?? "", row.subject ?? "", "\(row.attempts)",
            row.code ?? "", row.reason ?? "", "\(row.lastAt)",
        ]
    }
}
