import ArgumentParser
import Messages

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Who did what to which record (ACC-5): verify, search, show, export.",
        discussion: """
            Every service keeps its own audit, in which each entry carries the hash of the one before, and tells the Gateway \
            of it. verify holds the two against each other; search and export read what the Gateway has gathered.
            """,
        subcommands: [AuditVerify.self, AuditSearchCommand.self, AuditShow.self, AuditExportCommand.self])
}

/// What entries are looked for.
struct AuditFilters: ParsableArguments {
    @Option(help: "Only this service's.")
    var service: String?
    @Option(help: "What this account did: its id.")
    var actor: String?
    @Option(help: "What was done to this kind of record, such as customer.")
    var entity: String?
    @Option(help: "What was done to this record: its id.")
    var record: String?
    @Option(help: "What was done, such as updated, deleted, \"signed in\", refused, exported.")
    var act: String?
    @Option(help: "request, message, timer, operator or system.")
    var origin: String?
    @Option(help: "From this address.")
    var address: String?
    @Option(help: "All that this request or message began, in every service.")
    var correlation: String?
    @Option(help: "From this time, or day in Viet Nam, on.")
    var from: String?
    @Option(help: "Before this time, or to the end of this day.")
    var to: String?
    @Option(help: "Words in what was changed.")
    var text: String?

    var query: [(String, String)] {
        [
            ("service", service), ("actor", actor), ("entity", entity), ("recordId", record), ("act", act),
            ("origin", origin), ("address", address), ("correlation", correlation), ("from", from), ("to", to),
            ("q", text),
        ].compactMap { name, value in value.map { (name, $0) } }
    }
}

extension OperatorOptions {
    func gateway() throws -> AdminClient {
        guard let client = try configuration().admins(only: "gateway").first else {
            throw OperatorError("The configuration names no gateway, which has the gathered audits.")
        }
        return client
    }
}

extension AuditFinding {
    static let columns = [
        "at", "service", "epoch", "seq", "origin", "actor", "signInName", "name", "session", "address", "act", "entity",
        "recordId", "body", "cause", "correlation", "hash",
    ]

    /// Everything, for a file.
    func fields() throws -> [String] {
        let numbers = ["\(at)", service, "\(epoch)", "\(seq)", origin]
        let who: [String?] = [actor?.id.description, actor?.signInName, actor?.name, session?.description, address]
        let text: String? = try body.map { String(decoding: try WireJSON.encode($0), as: UTF8.self) }
        let what: [String?] = [act, entity, recordId, text, cause, correlation]
        let texts: [String] = (who + what).map { CSVText.plain($0 ?? "") }
        return numbers + texts + [hash]
    }

    /// Who did it, as far as there is a name.
    var who: String { actor.map { $0.name ?? $0.signInName ?? $0.id.description } ?? cause ?? origin }

    /// What changed, or what the act was about, on one line.
    var summary: String {
        if isErased { return "(erased)" }
        guard let body else { return bodyBytes.map { "(\($0) bytes at the service)" } ?? "" }
        if let before = body["before"]?.members, let after = body["after"]?.members {
            return Set(before.keys).union(after.keys).sorted().joined(separator: " ")
        }
        if let details = body["details"]?.members {
            return details.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text ?? "")" }.joined(separator: " ")
        }
        return (body["after"] ?? body["before"])?["name"]?.text ?? ""
    }
}
