import ArgumentParser
import Foundation
import Messages
import Messaging

struct SystemsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the outside systems: their broker users, and how these stand on the broker.",
        discussion: """
            state: good; another password (than the one in the secret's file); no user; revoked (its queue was kept). \
            connected: how many connections are open and since when the newest. answers: how many are unread. Where the \
            broker does not answer these are left empty, and it says so.
            """)

    @OptionGroup var options: OperatorOptions

    func run() async throws {
        let configuration = try options.configuration()
        let rows: [OutsideSystemRow]
        do {
            rows = try await OutsideSystemRow.all(configuration, asking: true)
        } catch let error as NoAnswer {
            rows = try await OutsideSystemRow.all(configuration, asking: false)
            Console.note(error.description)
        }
        let columns = ["system", "user", "state", "connected", "keys", "replies", "answers"]
        Console.print(TextTable(columns: columns, rows: rows.map(\.cells)).text)
    }
}

/// One broker user of an outside system.
struct OutsideSystemRow: Sendable, Equatable {
    var system: String
    /// Nothing for a system that was revoked.
    var user: String?
    var state = ""
    var connections: Int?
    var newest: Instant?
    var answers: Int?

    /// A system has one connection, or a few; of one that has very many only so many are asked about.
    private static let mostLookedAt = 20

    var cells: [String] {
        let since = newest.map { " since \($0)" } ?? ""
        return [
            system, user ?? "", state, connections.map { $0 == 0 ? "no" : "\($0)\(since)" } ?? "",
            user == nil ? "" : "ext.\(system).#", "ext.\(system).replies", answers.map(String.init) ?? "",
        ]
    }

    /// Throws `NoAnswer` where the broker is asked and does not answer.
    static func all(_ configuration: OperatorConfiguration, asking: Bool) async throws -> [OutsideSystemRow] {
        let secrets = configuration.secrets
        let bridged = Set(try secrets.bridgedSystems())
        let systems = try secrets.outsideSystems()
        var rows = systems.flatMap { system in
            [OutsideSystemRow(system: system, user: "ext.\(system)")]
                + (bridged.contains(system)
                    ? [OutsideSystemRow(system: system, user: Topology.bridge(of: system))] : [])
        }
        rows += try secrets.revokedSystems().filter { !systems.contains($0) }
            .map { OutsideSystemRow(system: $0, state: "revoked") }
        guard asking else { return rows }
        let management = try configuration.management()
        let users = try await management.users()
        for index in rows.indices { try await rows[index].ask(management, secrets, users) }
        return rows
    }

    private mutating func ask(
        _ management: ManagementAPI, _ secrets: SecretFiles, _ users: [ManagementAPI.User]
    ) async throws {
        if case .detail(let detail) = try await management.queue("ext.\(system).replies") { answers = detail.messages }
        guard let user else { return }
        let open = try await management.connections(of: user)
        connections = open.count
        for name in open.compactMap(\.name).prefix(Self.mostLookedAt) {
            guard let at = try await management.connection(name)?.connectedAt else { continue }
            newest = max(newest ?? Instant(milliseconds: at), Instant(milliseconds: at))
        }
        guard let known = users.first(where: { $0.name == user }) else {
            state = "no user"
            return
        }
        let password = try secrets.read(file: secrets.file(ofBrokerUser: user))
        state =
            known.passwordHash.map { PasswordCheck.hash($0, belongsTo: password) } == true ? "good" : "another password"
    }
}
