import Messages
import Testing

@testable import Operator

@Suite struct DemonstrationTests {
    @Test func itIsTheSameEveryTime() throws {
        let (first, second) = (try Demonstration(system: "website"), try Demonstration(system: "website"))
        #expect(first.invoices.documents.map(\.message) == second.invoices.documents.map(\.message))
        #expect(first.customers.documents.count == 30 && Set(first.customers.documents.map(\.externalId)).count == 30)
        #expect(first.invoices.documents.count == 27 && first.payments.documents.count < 27)
    }

    @Test func everyReferenceNamesARecordOfTheSet() throws {
        let demonstration = try Demonstration(system: "website")
        let customers = Set(demonstration.customers.documents.map(\.externalId))
        let people = Set(demonstration.employees.documents.map(\.externalId))
        let products = Set(demonstration.products.documents.map(\.externalId))
        for document in demonstration.opportunities.documents {
            let deal = try document.payload(OpportunityRecorded.self)
            #expect(customers.contains(deal.customer.externalId ?? ""))
            #expect(
                products.contains(deal.product?.externalId ?? "") && people.contains(deal.responsible?.externalId ?? "")
            )
        }
    }
}
