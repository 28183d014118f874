import Messages

/// A projection that is, or was last, built anew from its owner's records.
struct BootstrapStatus: Codable, Sendable, Equatable {
    var entity: String
    var startedAt: Instant
    var pages: Int
    var records: Int
    /// When the last page was there.
    var receivedAt: Instant?
    /// When it had been found equal to the owner's.
    var completedAt: Instant?

    var text: String { "\(entity): \(records) records in \(pages) pages\(completedAt == nil ? "" : ", complete")" }
}

/// The latest comparison of records with another service's.
struct ComparisonStatus: Codable, Sendable, Equatable {
    var entity: String
    var service: String
    var requestedAt: Instant
    var answeredAt: Instant?
    var round: Int
    var differences: Int

    var isAgreed: Bool { answeredAt != nil && differences == 0 }
    var text: String {
        let result = answeredAt == nil ? "not answered yet" : "\(differences) differences"
        return "\(entity) with \(service): \(result), round \(round)"
    }
}

/// How a service stands that was put back to a backup.
struct RestorationStatus: Codable, Sendable, Equatable {
    var isOpen: Bool
    var backupAt: Instant?
    var restoredAt: Instant?
    var epoch: Int64?
    var settledAt: Instant?
    var report: [JSONValue]?
    /// Whose answer about what is awaited, such as `contracts: invoice`.
    var waitsFor: [String]?

    var reportLines: [String] {
        (report ?? []).map { entry in
            entry.text
                ?? entry.prettyJSON.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }.joined(
                    separator: " ")
        }
    }
}

extension AdminClient {
    private struct Wanted: Encodable { var entity: String? }

    /// - Parameter entity: nothing for all that the service copies.
    func bootstrap(_ entity: String?) async throws { try await post(["admin", "bootstrap"], Wanted(entity: entity)) }
    func compare(_ entity: String?) async throws { try await post(["admin", "compare"], Wanted(entity: entity)) }

    /// These are nothing from a release that does not know of them.
    func bootstraps() async throws -> [BootstrapStatus]? { try await find(["admin", "bootstraps"]) }
    func comparisons() async throws -> [ComparisonStatus]? { try await find(["admin", "comparisons"]) }
    func restoration() async throws -> RestorationStatus? { try await find(["admin", "restoration"]) }

    /// Ends the waiting for these services' answers.
    func settle(without services: [String]) async throws {
        try await post(["admin", "restoration", "settle"], ["without": services])
    }

    private func post(_ path: [String], _ body: some Encodable) async throws {
        _ = try checked(try await endpoint.send("POST", path, json: try WireJSON.encode(body), timeout: .seconds(120)))
    }
}
