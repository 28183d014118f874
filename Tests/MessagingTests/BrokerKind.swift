import TestKit

/// The two brokers that the contract binds.
enum BrokerKind: String, CaseIterable, Sendable {
    case memory, rabbit

    /// Both, but for `QUEN_SKIP_BROKER=1`.
    static var tested: [BrokerKind] { PrivateBroker.isWanted ? allCases : [.memory] }
}
