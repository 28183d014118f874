import Messages
import Store

/// An entry of the gathered audits as the Gateway shows it.
struct AuditFinding: Decodable, Sendable {
    struct Actor: Decodable, Sendable {
        var id: EntityID
        var signInName: String?
        var name: String?
    }

    var service: String
    var seq: Int64
    var epoch: Int64
    var at: Instant
    var actor: Actor?
    var session: EntityID?
    var address: String?
    var origin: String
    var cause: String?
    var correlation: String?
    var act: String
    var entity: String?
    var recordId: String?
    var body: JSONValue?
    var isErased: Bool
    var bodyBytes: Int?
    var hash: String
}

extension AdminClient {
    /// Verifying twenty thousand entries takes a fraction of a second, on a busy machine some.
    private static let patience = Duration.seconds(120)

    // MARK: A service's own audit

    func auditState() async throws -> AuditState { try await get(["admin", "audit"]) }
    func auditEntry(_ seq: Int64) async throws -> AuditEntry? {
        try await find(["admin", "audit", "entries", "\(seq)"])
    }

    /// The next after `seq`; none at the end.
    func auditMarks(after seq: Int64) async throws -> [AuditMark] {
        try await get(["admin", "audit", "marks"], query: [("after", "\(seq)")], timeout: Self.patience)
    }

    /// Verifies the whole chain, part by part.
    func verifyAudit(_ progress: (Int) -> Void) async throws -> AuditSummary {
        try await verify(["admin", "audit", "verify"], service: nil, AuditCheck.self, progress)
    }

    // MARK: What the Gateway gathered

    /// A position is the Gateway's affair: it is handed back as it came.
    func verifyGathered(of service: String, _ progress: (Int) -> Void) async throws -> AuditSummary {
        try await verify(["admin", "audit", "trail", "verify"], service: service, JSONValue.self, progress)
    }

    func witnessFaults() async throws -> [AuditFault] {
        try await get(["admin", "audit", "trail", "witnesses"], timeout: Self.patience)
    }

    /// Those of the places from behind `after` on, as many as `perPart`.
    func gatheredMarks(of service: String, _ store: EntityID, after: Int64) async throws -> [AuditMark] {
        try await get(
            ["admin", "audit", "trail", "marks"],
            query: [("service", service), ("store", store.description), ("after", "\(after)")], timeout: Self.patience)
    }

    static let marksPerPart: Int64 = 20_000

    /// The last entry of the service up to which nothing is missing at the Gateway.
    func gathered(of service: String) async throws -> Int64 {
        struct Gathered: Decodable { var seq: Int64 }
        let gathered: Gathered = try await get(
            ["admin", "audit", "trail", "gathered"], query: [("service", service)])
        return gathered.seq
    }

    /// The last place of the store that the Gateway knows of, in any epoch.
    func lastGathered(of service: String, _ store: EntityID) async throws -> Int64 {
        struct Chains: Decodable {
            struct Chain: Decodable {
                struct Branch: Decodable { var lastSeq: Int64 }
                var service: String
                var store: EntityID
                var branches: [Branch]
            }
            var chains: [Chain]
        }
        let chains: Chains = try await get(["admin", "audit", "trail", "chains"])
        return chains.chains.filter { $0.service == service && $0.store == store }.flatMap(\.branches).map(\.lastSeq)
            .max() ?? 0
    }

    /// Has the Gateway ask all services for what it lacks.
    func gatherAudits() async throws {
        _ = try checked(try await endpoint.send("POST", ["admin", "audit", "trail", "gather"]))
    }

    func searchAudit(_ query: [(String, String)]) async throws -> (items: [AuditFinding], next: String?) {
        struct Page: Decodable {
            var items: [AuditFinding]
            var next: String?
        }
        let page: Page = try await get(["admin", "audit", "trail"], query: query, timeout: Self.patience)
        return (page.items, page.next)
    }

    /// Notes the export and says how many entries it has.
    func noteAuditExport(_ query: [(String, String)]) async throws -> Int {
        struct Count: Decodable { var count: Int }
        let answer = try await endpoint.send(
            "POST", ["admin", "audit", "trail", "exported"], query: query, timeout: Self.patience)
        return try checked(answer).decoded(Count.self, from: endpoint.base).count
    }

    private func verify<Position: Codable & Sendable>(
        _ path: [String], service: String?, _ type: Position.Type, _ progress: (Int) -> Void
    ) async throws -> AuditSummary {
        var (summary, position) = (AuditSummary(), Position?.none)
        repeat {
            let body = try WireJSON.encode(NextPart(service: service, position: position))
            let answer = try await endpoint.send("POST", path, json: body, timeout: Self.patience)
            let part = try checked(answer).decoded(AuditVerification<Position>.self, from: endpoint.base)
            summary.add(part.faults, checked: part.checked, erased: part.erased)
            position = part.next
            progress(summary.checked)
        } while position != nil
        return summary
    }
}

/// Which part of a verification comes next.
private struct NextPart<Position: Encodable>: Encodable {
    var service: String?
    /// Nothing to begin.
    var position: Position?
}

/// What a verification came to. Of a great many faults only the first are kept.
struct AuditSummary: Sendable {
    private(set) var faults: [AuditFault] = []
    private(set) var count = 0
    private(set) var checked = 0
    private(set) var erased = 0
    static let most = 1000

    mutating func add(_ faults: [AuditFault], checked: Int = 0, erased: Int = 0) {
        self.faults += faults.prefix(Self.most - self.faults.count)
        count += faults.count
        self.checked += checked
        self.erased += erased
    }
}
