import Foundation

/// How a broker's actual state differs from the `Topology` that it should have.
///
/// The virtual host is Quen's own, so *everything* in it that the topology does not know is `unexpected`, except the
/// names given to be ignored (a bootstrap's queue while it runs, the operator's own user). Users without permission in
/// the virtual host are somebody else's and never looked at. Passwords are not compared.
public struct TopologyDrift: Sendable, Equatable {
    public enum Kind: String, Sendable { case missing, differs, unexpected }

    /// One difference; its description is a sentence such as `queue customers.events is missing`.
    public struct Difference: Sendable, Equatable, CustomStringConvertible {
        public var kind: Kind
        /// What it is about, such as `queue customers.events`.
        public var object: String
        /// For `differs`: what is and what should be.
        public var detail: String

        public var description: String {
            switch kind {
            case .missing: "\(object) is missing"
            case .unexpected: "\(object) is unexpected"
            case .differs: "\(object) differs: \(detail)"
            }
        }
    }

    /// Empty where the broker is as it should be.
    public let differences: [Difference]

    /// Throws a `DecodingError` where the JSON is not RabbitMQ's.
    ///
    /// - Parameters:
    ///   - virtualHostDefinitions: the answer of `GET /api/definitions/{vhost}`.
    ///   - serverDefinitions: the answer of `GET /api/definitions`, for users and their permissions.
    ///   - ignoredQueues: queues, with their bindings, that may be there or not.
    ///   - ignoredUsers: users who may have permissions here.
    public init(
        from topology: Topology, virtualHost: String, virtualHostDefinitions: Data, serverDefinitions: Data,
        ignoredQueues: Set<String> = [], ignoredUsers: Set<String> = []
    ) throws {
        let decoder = JSONDecoder()
        let server = try decoder.decode(BrokerDefinitions.self, from: serverDefinitions)
        var actual = try decoder.decode(BrokerDefinitions.self, from: virtualHostDefinitions)
        actual.queues?.removeAll { ignoredQueues.contains($0.name) }
        actual.bindings?.removeAll { ignoredQueues.contains($0.destination) && $0.destinationType == "queue" }
        actual.permissions = server.permissions?.filter {
            $0.vhost == virtualHost && !ignoredUsers.contains($0.user)
        }
        actual.topicPermissions = server.topicPermissions?.filter {
            $0.vhost == virtualHost && !ignoredUsers.contains($0.user)
        }
        let known = Set(topology.users.map(\.name))
        actual.users = server.users?.filter { known.contains($0.name) }

        let wanted = topology.rendered(vhost: virtualHost).facts
        differences = Self.compare(wanted: wanted, actual: actual.facts)
    }

    private static func compare(wanted: [DefinitionFact], actual: [DefinitionFact]) -> [Difference] {
        let wantedByName = Dictionary(wanted.map { ($0.object, $0.values) }) { first, _ in first }
        let actualByName = Dictionary(actual.map { ($0.object, $0.values) }) { first, _ in first }
        let fromWanted = wanted.compactMap { fact -> Difference? in
            guard let values = actualByName[fact.object] else {
                return Difference(kind: .missing, object: fact.object, detail: "")
            }
            guard values != fact.values else { return nil }
            return Difference(kind: .differs, object: fact.object, detail: detail(wanted: fact.values, actual: values))
        }
        let unexpected = actual.filter { wantedByName[$0.object] == nil }
        return fromWanted + unexpected.map { Difference(kind: .unexpected, object: $0.object, detail: "") }
    }

    private static func detail(wanted: [String: String], actual: [String: String]) -> String {
        let names = Set(wanted.keys).union(actual.keys).sorted()
        return names.filter { wanted[$0] != actual[$0] }
            .map { "\($0) is \(actual[$0] ?? "not set"), should be \(wanted[$0] ?? "not set")" }
            .joined(separator: "; ")
    }
}
