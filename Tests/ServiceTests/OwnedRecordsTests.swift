import Messages
import ServiceKit
import TestKit
import Testing

@testable import Contracts
@testable import Customers
@testable import Gateway
@testable import Notifications
@testable import Pipeline
@testable import Scheduling

/// A kind of record that others keep copies of and that its service forgot to register could never be made whole again.
@Suite struct OwnedRecordsTests {
    @Test func everyKindOfRecordIsRegisteredByItsOwner() {
        let registered =
            Customers.Subscriptions.owned + Pipeline.Subscriptions.owned + Contracts.Subscriptions.owned
            + SchedulingSubscriptions.owned + NotificationsSubscriptions.owned + GatewaySubscriptions.owned
        #expect(Set(registered.map(\.name)) == Set(Catalogue.entities.map { $0.entity }))
    }
}
