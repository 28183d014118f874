import Foundation
import Messages
import ServiceHTTP
import ServiceKit
import Store
import TestKit

@testable import Gateway

/// A service's audit as its pages would tell it.
struct ToldAudit {
    let service: ServiceName
    let store: EntityID
    private(set) var entries: [AuditEntry] = []
    private let clock: TestClock
    private var source: String { "urn:quen:main:\(service.rawValue)" }

    init(_ service: ServiceName, _ clock: TestClock, store: String = "store") {
        self.service = service
        self.clock = clock
        self.store = EntityID(namespace: .quen, parts: [service.rawValue, store])
    }

    private func hash(before index: Int) -> [UInt8] {
        guard index > 0 else { return AuditChain.beginning(source: source, store: store) }
        return AuditChain.bytes(hex: entries[index - 1].hash, count: 32) ?? []
    }

    /// The next entry. `after` begins another branch behind the entry of that number instead.
    mutating func add(
        _ act: String, actor: EntityID? = nil, address: String? = nil, origin: AuditOrigin = .request,
        correlation: String? = nil, subject: String? = nil, body: String = "{}", epoch: Int64 = 0, after: Int? = nil
    ) {
        if let after { entries.removeSubrange(after...) }
        let subject = subject.flatMap { Subject($0) }
        let link = AuditChain.Link(
            seq: Int64(entries.count) + 1, epoch: epoch, at: clock.now, actor: actor, address: address, origin: origin,
            correlation: correlation, act: act, entity: subject?.entity, recordId: subject?.id)
        let salt = [UInt8](repeating: 7, count: 16)
        let digest = AuditChain.bodyDigest(body, salt: salt)
        let hash = AuditChain.hash(link, bodyDigest: digest, previous: hash(before: entries.count))
        entries.append(
            AuditEntry(
                seq: link.seq, epoch: epoch, at: link.at, actor: actor, session: nil, address: address, origin: origin,
                cause: nil, correlation: correlation, act: act, entity: link.entity, recordId: link.recordId,
                body: body, salt: AuditChain.hex(salt), bodyDigest: AuditChain.hex(digest), hash: AuditChain.hex(hash)))
        clock.advance(by: .seconds(1))
    }

    /// Those of `range`, counted from 0.
    func page(_ range: Range<Int>) -> AuditPage {
        AuditPage(
            store: store, previousHash: AuditChain.hex(hash(before: range.lowerBound)), entries: Array(entries[range]))
    }

    /// Lets the Gateway hear a page; returns when it has.
    func tell(
        _ gateway: GatewayUnderTest, _ page: AuditPage? = nil, _ range: Range<Int>? = nil, key: ServiceName? = nil
    ) async throws {
        let told = page ?? self.page(range ?? entries.indices)
        let type = AuditPage.type(of: service)
        let before = try await gateway.service.app.kernel.status()
        let envelope = Envelope(
            id: clock.world.newID(), source: source, type: type.wireName, time: clock.now, dataschema: type.schema)
        try await gateway.service.send(
            exchange: "quen.events", key: AuditPage.type(of: key ?? service).routingKey,
            body: try envelope.encoded(data: told))
        try await gateway.service.wait("the page") {
            let now = try await gateway.service.app.kernel.status()
            return now.inbox > before.inbox
        }
    }
}
