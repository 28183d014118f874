import Messages
import ServiceKit

/// A service's admin listener.
struct AdminClient: Sendable {
    let service: String
    let endpoint: HTTPEndpoint

    struct CheckResult: Decodable, Sendable, Equatable {
        var name: String
        var faults: [String]
    }

    /// Nothing where the service offers no such report.
    func report(_ name: String, by: String) async throws -> ReportTable? {
        let answer = try await endpoint.send("GET", ["admin", "reports", name], query: [("by", by)])
        guard answer.status != 404 else { return nil }
        return try checked(answer).decoded(ReportTable.self, from: endpoint.base)
    }

    func status() async throws -> KernelStatus { try await get(["admin", "status"]) }
    func check() async throws -> [CheckResult] { try await get(["admin", "check"], timeout: .seconds(600)) }
    func parameters() async throws -> [ParameterValue] { try await get(["admin", "parameters"]) }

    func setParameter(_ name: String, value: String, qualifier: String?) async throws -> [ParameterValue] {
        struct NewValue: Encodable {
            var value: String
            var qualifier: String?
        }
        let body = try WireJSON.encode(NewValue(value: value, qualifier: qualifier))
        let answer = try await endpoint.send("PUT", ["admin", "parameters", name], json: body)
        return try checked(answer).decoded([ParameterValue].self, from: endpoint.base)
    }

    // MARK: Parked messages

    func parked(state: String?, before: Int64?, limit: Int) async throws -> [DeferredRow] {
        var query = [("limit", "\(limit)")]
        if let state { query.append(("state", state)) }
        if let before { query.append(("before", "\(before)")) }
        return try await get(["admin", "parked"], query: query)
    }

    func parked(_ number: Int64) async throws -> DeferredRow { try await get(["admin", "parked", "\(number)"]) }

    func replay(_ number: Int64, editedBody: String?) async throws {
        struct Replay: Encodable { var body: String? }
        let body = try WireJSON.encode(Replay(body: editedBody))
        _ = try checked(try await endpoint.send("POST", ["admin", "parked", "\(number)", "replay"], json: body))
    }

    func discard(_ number: Int64, reason: String) async throws {
        let body = try WireJSON.encode(["reason": reason])
        _ = try checked(try await endpoint.send("POST", ["admin", "parked", "\(number)", "discard"], json: body))
    }

    // MARK: Timers

    func parkedTimers(_ choice: ParkedTimerChoice) async throws -> [ParkedTimer] {
        let query = [("kind", choice.kind), ("subject", choice.subject)].compactMap { name, value in
            value.map { (name, $0) }
        }
        return try await get(["admin", "timers", "parked"], query: query)
    }

    /// `action` is `release` or `drop`; how many it was done to.
    func changeTimers(_ action: String, _ choice: ParkedTimerChoice) async throws -> Int {
        struct Count: Decodable { var count: Int }
        let answer = try await endpoint.send("POST", ["admin", "timers", action], json: try WireJSON.encode(choice))
        return try checked(answer).decoded(Count.self, from: endpoint.base).count
    }

    // MARK: Answers

    /// What each service answers; one that cannot be asked is named on standard error and does not keep the others
    /// from answering.
    static func askEach<T>(
        _ clients: [AdminClient], _ question: (AdminClient) async throws -> T
    ) async throws -> (answers: [(service: String, answer: T)], away: [String]) {
        var (answers, away): ([(service: String, answer: T)], [String]) = ([], [])
        for client in clients {
            do {
                answers.append((client.service, try await question(client)))
            } catch let error as NoAnswer {
                Console.note("\(client.service): \(error)")
                away.append(client.service)
            }
        }
        return (answers, away)
    }

    func get<T: Decodable>(
        _ path: [String], query: [(String, String)] = [], timeout: Duration = .seconds(30)
    ) async throws -> T {
        try checked(try await endpoint.send("GET", path, query: query, timeout: timeout))
            .decoded(T.self, from: endpoint.base)
    }

    func checked(_ answer: HTTPAnswer) throws -> HTTPAnswer {
        guard answer.status != 401 else {
            throw OperatorError(
                "\(service) does not accept the admin token. The file named by adminTokenFile must hold the one it was started with."
            )
        }
        guard answer.isSuccess else { throw OperatorError("\(service) refused: \(answer.explanation)") }
        return answer
    }
}
