import Foundation
import Messages

/// RabbitMQ's management HTTP API, as far as the tool needs it.
struct ManagementAPI: Sendable {
    let endpoint: HTTPEndpoint
    let vhost: String

    struct User: Decodable, Sendable {
        var name: String
        var passwordHash: String?

        enum CodingKeys: String, CodingKey {
            case name
            case passwordHash = "password_hash"
        }
    }

    func version() async throws -> String {
        struct Overview: Decodable {
            var version: String
            enum CodingKeys: String, CodingKey { case version = "rabbitmq_version" }
        }
        return try await get(Overview.self, ["overview"]).version
    }

    func nodes() async throws -> [BrokerNode] { try await get([BrokerNode].self, ["nodes"]) }
    func users() async throws -> [User] { try await get([User].self, ["users"]) }

    /// `GET /api/definitions`, for users and their permissions.
    func serverDefinitions() async throws -> Data { Data(try await get(["definitions"]).body) }
    /// `GET /api/definitions/{vhost}`. Throws where the virtual host does not exist.
    func virtualHostDefinitions() async throws -> Data { Data(try await get(["definitions", vhost]).body) }

    func importDefinitions(_ definitions: Data) async throws {
        _ = try checked(
            try await endpoint.send("POST", ["api", "definitions"], json: Array(definitions), timeout: .seconds(120)))
    }

    /// Makes the virtual host, where it is missing, and lets the tool's own user into it.
    func ensureVirtualHost(user: String) async throws {
        guard try await endpoint.send("GET", ["api", "vhosts", vhost]).status == 404 else { return }
        _ = try checked(try await endpoint.send("PUT", ["api", "vhosts", vhost], json: Array("{}".utf8)))
        let all = try WireJSON.encode(["configure": ".*", "write": ".*", "read": ".*"])
        _ = try checked(try await endpoint.send("PUT", ["api", "permissions", vhost, user], json: all))
    }

    /// An open connection of a user.
    struct Connection: Decodable, Sendable {
        var name: String?
        /// Milliseconds since 1970.
        var connectedAt: Int64?

        enum CodingKeys: String, CodingKey {
            case name
            case connectedAt = "connected_at"
        }
    }

    func connections(of user: String) async throws -> [Connection] {
        let answer = try await endpoint.send("GET", ["api", "connections", "username", user])
        guard answer.status != 404 else { return [] }
        return try checked(answer).decoded([Connection].self, from: endpoint.base)
    }

    /// The same with since when it is open, which the list of a user's does not say; nothing while the broker has not
    /// counted it yet, and where it has closed meanwhile.
    func connection(_ name: String) async throws -> Connection? {
        let answer = try await endpoint.send("GET", ["api", "connections", name])
        guard answer.status != 404 else { return nil }
        return try checked(answer).decoded(Connection.self, from: endpoint.base)
    }

    /// Closes what the user has open; whoever knows the password connects again.
    func closeConnections(of user: String, reason: String) async throws {
        let answer = try await endpoint.send(
            "DELETE", ["api", "connections", "username", user], headers: [("X-Reason", reason)])
        guard answer.status != 404 else { return }
        _ = try checked(answer)
    }

    /// Its connections end with it. Does nothing where there is no such user.
    func deleteUser(_ user: String) async throws { try await delete(["api", "users", user]) }

    /// With what is in it. Does nothing where there is no such queue.
    func deleteQueue(_ queue: String) async throws { try await delete(["api", "queues", vhost, queue]) }

    private func delete(_ path: [String]) async throws {
        let answer = try await endpoint.send("DELETE", path)
        guard answer.status != 404 else { return }
        _ = try checked(answer)
    }

    /// What is known of a queue. A queue without a leader may not answer at all: that is a finding, not an error.
    func queue(_ name: String) async throws -> QueueObservation {
        do {
            let answer = try await endpoint.send("GET", ["api", "queues", vhost, name], timeout: .seconds(5))
            guard answer.status != 404 else { return .missing }
            let detail = try checked(answer).decoded(QueueDetail.self, from: endpoint.base)
            return .detail(detail)
        } catch let error as NoAnswer where error.isTimeout {
            return .noAnswer
        }
    }

    /// Every queue by name, asked side by side.
    func queues(_ names: [String]) async throws -> [String: QueueObservation] {
        try await withThrowingTaskGroup(of: (String, QueueObservation).self) { group in
            for name in names { group.addTask { (name, try await queue(name)) } }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    private func get(_ path: [String]) async throws -> HTTPAnswer {
        try checked(try await endpoint.send("GET", ["api"] + path, timeout: .seconds(60)))
    }

    private func get<T: Decodable>(_ type: T.Type, _ path: [String]) async throws -> T {
        try await get(path).decoded(type, from: endpoint.base)
    }

    private func checked(_ answer: HTTPAnswer) throws -> HTTPAnswer {
        guard answer.status != 401 else {
            throw OperatorError(
                "The broker refuses the tool's user. The file named by broker.adminPasswordFile must hold its password."
            )
        }
        guard answer.isSuccess else { throw OperatorError("The broker refused: \(answer.explanation)") }
        return answer
    }
}
