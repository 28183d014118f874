import ArgumentParser
import Messages
import ServiceKit

struct AuditSearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Lists entries of all services that the Gateway has gathered, the newest first.")

    @OptionGroup var options: OperatorOptions
    @OptionGroup var filters: AuditFilters
    @Option(help: "How many, at most 200.")
    var limit = 50
    @Option(help: "table, csv or json.")
    var format = TableFormat.table

    func run() async throws {
        let query = filters.query + [("limit", "\(limit)")]
        let (items, next) = try await options.gateway().searchAudit(query)
        let rows = items.map { item in
            let subject = [item.entity, item.recordId].compactMap(\.self).joined(separator: "/")
            return [
                "\(item.at)", item.service, "\(item.seq)", item.who, item.address ?? "", item.act, subject,
                item.summary,
            ]
        }
        let columns = ["at", "service", "seq", "who", "address", "act", "record", "what"]
        Console.print(try format.text(ReportTable(columns: columns, rows: rows)))
        if next != nil { Console.note("There are more: narrow the search, or use quen audit export.") }
    }
}

struct AuditShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows one entry as its service has it, with all that is under its hash.")

    @OptionGroup var selection: ServiceSelection
    @Argument(help: "Its number, as search shows it.")
    var seq: Int64

    func run() async throws {
        guard let entry = try await selection.client().auditEntry(seq) else {
            throw OperatorError("\(selection.service) has no entry \(seq).")
        }
        var shown = try JSONValue(parsing: WireJSON.encode(entry))
        // As JSON rather than as text that is JSON.
        if let body = entry.body { shown["body"] = try JSONValue(parsing: body.utf8) }
        Console.print(String(shown.prettyJSON.dropLast()))
    }
}

struct AuditExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes what a search finds as CSV to standard output; the export is noted in the audit.")

    @OptionGroup var options: OperatorOptions
    @OptionGroup var filters: AuditFilters

    func run() async throws {
        let gateway = try options.gateway()
        let count = try await gateway.noteAuditExport(filters.query)
        Console.print(CSVText.line(AuditFinding.columns))
        var (cursor, written) = (String?.none, 0)
        repeat {
            let more = cursor.map { [("cursor", $0)] } ?? []
            let (items, next) = try await gateway.searchAudit(filters.query + [("limit", "200")] + more)
            for item in items { Console.print(CSVText.line(try item.fields())) }
            (cursor, written) = (next, written + items.count)
        } while cursor != nil && written < count
        Console.note("\(written) entries.")
    }
}
