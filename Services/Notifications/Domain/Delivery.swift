import Foundation
import Messages

/// An alert on its way to one person over one channel; there is one for each (NOT-2, NOT-7).
struct Delivery: Codable, Sendable, Hashable {
    enum Channel: String, Codable, Sendable, Hashable, CaseIterable { case inbox, email }

    /// An inbox delivery is `sent` when it is written. Mail goes `waiting → sending → sent | failed | unknown`; back to
    /// `waiting` only where the server certainly took nothing. What is doubtful stays `unknown`: at most one mail.
    enum State: String, Codable, Sendable, Hashable, CaseIterable {
        case waiting, sending, sent, failed, unknown, skipped
    }

    var id: EntityID
    var alertId: EntityID
    var employeeId: EntityID
    var channel: Channel
    private(set) var state: State
    /// Where the mail goes.
    var address: String?
    var language: Language
    private(set) var attempts = 0
    /// When it may next be tried.
    private(set) var dueAt: Instant?
    /// Why it was skipped, failed or is doubtful; what went wrong at the last try.
    private(set) var reason: String?
    var createdAt: Instant
    private(set) var changedAt: Instant

    private init(
        _ alertId: EntityID, _ employeeId: EntityID, _ channel: Channel, _ state: State, _ language: Language,
        at now: Instant
    ) {
        id = EntityID(
            namespace: .quen, parts: ["delivery", alertId.description, employeeId.description, channel.rawValue])
        (self.alertId, self.employeeId, self.channel, self.state) = (alertId, employeeId, channel, state)
        (self.language, createdAt, changedAt) = (language, now, now)
    }

    static func inbox(_ alertId: EntityID, to employeeId: EntityID, _ language: Language, at now: Instant) -> Delivery {
        Delivery(alertId, employeeId, .inbox, .sent, language, at: now)
    }

    static func mail(
        _ alertId: EntityID, to employeeId: EntityID, address: String, _ language: Language, at now: Instant
    ) -> Delivery {
        var delivery = Delivery(alertId, employeeId, .email, .waiting, language, at: now)
        (delivery.address, delivery.dueAt) = (address, now)
        return delivery
    }

    /// A mail that cannot be, and why: shown, not hidden.
    static func skippedMail(
        _ alertId: EntityID, to employeeId: EntityID, because reason: String, _ language: Language, at now: Instant
    ) -> Delivery {
        var delivery = Delivery(alertId, employeeId, .email, .skipped, language, at: now)
        delivery.reason = reason
        return delivery
    }

    /// Committed before the server is spoken to. `false`: someone else has it, or it is over.
    mutating func begin(at now: Instant) -> Bool {
        guard state == .waiting else { return false }
        (state, attempts, dueAt, changedAt) = (.sending, attempts + 1, nil, now)
        return true
    }

    mutating func finish(_ outcome: MailOutcome, at now: Instant) {
        guard state == .sending else { return }
        changedAt = now
        reason = outcome.reason
        switch outcome {
        case .accepted: state = .sent
        case .refused: state = .failed
        case .doubtful: state = .unknown
        case .postponed:
            let delay = Self.delays.indices.contains(attempts - 1) ? Self.delays[attempts - 1] : nil
            (state, dueAt) = (delay == nil ? .failed : .waiting, delay.map(now.adding))
        }
    }

    /// The process ended while it was being sent: nobody knows whether the server took it.
    mutating func interrupt(at now: Instant) {
        guard state == .sending else { return }
        (state, reason, changedAt) = (.unknown, "the service stopped while it was being sent", now)
    }

    /// After the first, second … try that the server put off; after the last it has failed.
    static let delays: [Duration] = [60, 300, 1800, 7200, 21_600].map { .seconds($0) }
}

/// What came of one try to send a mail.
enum MailOutcome: Sendable, Hashable {
    /// The server took it over.
    case accepted
    /// The server will never take it.
    case refused(reason: String)
    /// The server certainly has not taken it, and may later.
    case postponed(reason: String)
    /// All was sent but no answer came: the server may have it.
    case doubtful(reason: String)

    var name: String {
        switch self {
        case .accepted: "accepted"
        case .refused: "refused"
        case .postponed: "postponed"
        case .doubtful: "doubtful"
        }
    }

    var reason: String? {
        switch self {
        case .accepted: nil
        case .refused(let reason), .postponed(let reason), .doubtful(let reason): reason
        }
    }
}
