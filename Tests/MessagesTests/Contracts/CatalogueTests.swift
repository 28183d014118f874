import Foundation
import Messages
import Testing

@Suite struct CatalogueTests {
    @Test func wireNamesAreUniqueAndWellFormed() throws {
        let names =
            Catalogue.types.map(\.wireName) + Catalogue.inbound.map { $0.type.wireName }
            + Catalogue.copies.map { $0.type.wireName } + Catalogue.auditTypes.map(\.wireName)
        #expect(Set(names).count == names.count)
        for name in names {
            #expect(name.wholeMatch(of: /vn\.quen\.[a-z]+\.[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*\.v1/) != nil, "\(name)")
        }
    }

    /// A subject names a record by its kind alone, so no two services may have kinds of the same name.
    @Test func kindsOfRecordsAreUniqueAcrossServices() {
        let kinds = Catalogue.entities.map { $0.entity }
        #expect(Set(kinds).count == kinds.count)
    }

    @Test func everySubscriptionIsToARecordOfTheCatalogueAndOfAnotherService() {
        for entry in Catalogue.subscriptions {
            #expect(Catalogue.entities.contains { $0 == entry.entity }, "\(entry.entity)")
            #expect(entry.entity.owner != entry.service, "\(entry.service) listens to itself")
        }
        let pairs = Catalogue.subscriptions.map { "\($0.service) \($0.entity)" }
        #expect(Set(pairs).count == pairs.count)
    }

    @Test func everyServiceKnowsWhoMayDoWhat() {
        for service in ServiceName.allCases {
            for kind in ["employee", "branch", "team", "account", "role", "session", "signing-key"] {
                let isOwner = Catalogue.entities.contains { $0.entity == kind && $0.owner == service }
                let listens = Catalogue.subscriptions.contains { $0.service == service && $0.entity.entity == kind }
                #expect(isOwner != listens, "\(service) \(kind)")
            }
        }
    }

    @Test func onlyWhatSomebodyListensToHasASubscriber() {
        #expect(Catalogue.hasSubscriber(CustomerState.type(.created)))
        #expect(!Catalogue.hasSubscriber(AlertState.type("raised")))
        #expect(!Catalogue.hasSubscriber(.inbound("lead", "captured")))
        #expect(Catalogue.hasSubscriber(AuditPage.type(of: .customers)))
        #expect(!Catalogue.hasSubscriber(AuditPage.type(of: .gateway)))
    }

    @Test func namesOnTheWire() {
        let type = ContractState.type("status-changed")
        #expect(type.wireName == "vn.quen.contracts.contract.status-changed.v1")
        #expect(type.routingKey == "contracts.contract.status-changed.v1")
        #expect(type.schema == "urn:quen:schema:contracts.contract.status-changed:1.2")
        #expect(ContractState.bindingKey == "contracts.contract.#")
    }
}
