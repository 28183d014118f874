import Foundation
import ServiceKit

/// What the Gateway listens to beyond employees and branches, which the kit keeps copies of for every service; and what
/// it does when a time comes.
enum GatewaySubscriptions {
    static let events: [Subscription] = []

    static let timers: [TimerHandler] = [
        TimerHandler(PublishSigningKey.retire) { try OnSigningKeyDue(timer: $1).react(in: $0) }
    ]

    /// The records that others' copies of are kept whole from here.
    static let owned: [OwnedRecords] = [.of(Account.self), .of(Session.self), .of(SigningKey.self)]
}
