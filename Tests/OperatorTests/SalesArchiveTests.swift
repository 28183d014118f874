import Foundation
import Messages
import Messaging
import Money
import Testing

@testable import Operator

@Suite struct SalesArchiveTests {
    @Test func aWonRowBecomesOpportunityInvoiceAndPayment() throws {
        let archive = try SalesFiles().archive()
        let opportunity = try archive.opportunities.documents[0].payload(OpportunityRecorded.self)
        #expect(opportunity.externalId == "W1" && opportunity.status == .won && opportunity.stage == "Won")
        #expect(opportunity.value == Amount(minorUnits: 55_600, currency: .usd))
        #expect(opportunity.startedOn == Day("2016-11-12") && opportunity.closedOn == Day("2017-03-01"))
        let invoice = try archive.invoices.documents[0].payload(InvoiceRecorded.self)
        #expect(invoice.externalId == "W1" && invoice.issuedOn == Day("2017-03-01") && invoice.lines.count == 1)
        #expect(invoice.lines[0].unitPrice.description == "556" && invoice.lines[0].tax == .notDeclared)
        let payment = try #require(archive.payments[archive.invoices.documents[0].id]).payload(PaymentReceived.self)
        #expect(payment.amount == opportunity.value && payment.invoice?.externalId == "W1")
        #expect(payment.paidOn == Day("2017-03-01"))
    }

    @Test func anOpenRowHasNeitherValueNorCloseNorInvoice() throws {
        let archive = try SalesFiles().archive()
        let opportunity = try archive.opportunities.documents[1].payload(OpportunityRecorded.self)
        #expect(opportunity.status == .open && opportunity.value == nil && opportunity.closedOn == nil)
        #expect(archive.invoices.documents.count == 1)
    }

    @Test func aRowWithoutAnAccountIsSentAndLeftToQuenToRefuse() throws {
        let document = try SalesFiles().archive().opportunities.documents[2]
        let data = try document.payload(OpportunityRecorded.self)
        #expect(data.customer == RecordReference() && data.product?.externalId == "GTXPro")
    }

    @Test func aLostRowKeepsItsZero() throws {
        let opportunity = try SalesFiles().archive().opportunities.documents[3].payload(OpportunityRecorded.self)
        #expect(opportunity.status == .lost && opportunity.value == Amount(minorUnits: 0, currency: .usd))
    }

    @Test func rowsWithoutAnIdentifierAreBlank() throws {
        let archive = try SalesFiles().archive()
        #expect((archive.customers.read, archive.customers.blank, archive.customers.documents.count) == (3, 1, 2))
        #expect((archive.opportunities.read, archive.opportunities.blank) == (5, 1))
    }

    @Test func aSubsidiaryNamesItsParent() throws {
        let customers = try SalesFiles().archive().customers.documents.map { try $0.payload(CustomerRecorded.self) }
        #expect(customers[0].parent == nil && customers[1].parent?.externalId == "Acme")
        #expect(customers[0].industry == "technolgy" && customers[0].size == "2822")
    }

    @Test func managersComeBeforeTheirAgentsAndOnce() throws {
        let people = try SalesFiles().archive().employees.documents.map { try $0.payload(EmployeeRecorded.self) }
        #expect(people.map(\.name) == ["Mara", "Ann", "Bob"])
        #expect(people[0].manager == nil && people[1].manager?.externalId == "Mara" && people[1].branch == "Central")
    }

    @Test func aValueThatCannotBeReadRefusesItsRowOnly() throws {
        var files = SalesFiles()
        files.pipeline +=
            "\nX1,Ann,GTX Basic,Acme,Won,13/45/17,3/1/17,556\nX2,Ann,GTX Basic,Acme,Won,1/1/17,3/1/17,many"
        let archive = try files.archive()
        #expect(archive.opportunities.unreadable.map(\.externalId) == ["X1", "X2"])
        #expect(archive.opportunities.unreadable.map(\.path) == ["engage_date", "close_value"])
        #expect(archive.opportunities.unreadable.first?.origin == RowOrigin(file: "sales_pipeline.csv", row: 7))
        #expect(archive.invoices.documents.count == 1)
    }

    @Test func aWonRowWithoutADayIsNotInvoiced() throws {
        var files = SalesFiles()
        files.pipeline += "\nX1,Ann,GTX Basic,Acme,Won,1/1/17,00/00/0000,556"
        let archive = try files.archive()
        #expect(archive.invoices.unreadable.map(\.path) == ["close_date"])
        #expect(archive.opportunities.documents.last?.externalId == "X1")
    }

    @Test func aMissingColumnIsNamed() throws {
        var files = SalesFiles()
        files.products = "product,series\nGTX Basic,GTX"
        #expect(throws: OperatorError.self) { try files.archive() }
    }

    @Test func readingTwiceMakesEqualMessages() throws {
        let (first, second) = (try SalesFiles().archive(), try SalesFiles().archive())
        #expect(first.opportunitiesAndInvoices.map(\.message) == second.opportunitiesAndInvoices.map(\.message))
        var changed = SalesFiles()
        changed.pipeline = changed.pipeline.replacing("556", with: "557")
        #expect(try changed.archive().opportunities.documents[0].id != first.opportunities.documents[0].id)
        #expect(try changed.archive().opportunities.documents[1].id == first.opportunities.documents[1].id)
    }

    @Test func anInvoiceFollowsItsOpportunity() throws {
        let keys = try SalesFiles().archive().opportunitiesAndInvoices.map(\.message.routingKey)
        #expect(keys.first == "ext.sales-archive.opportunity.recorded.v1")
        #expect(keys.dropFirst().first == "ext.sales-archive.invoice.recorded.v1")
        #expect(keys.count == 5)
    }

    /// The public data set, where it lies beside the checkout.
    @Test(.enabled(if: SalesFiles.publicFolder != nil))
    func thePublicDataSetIsReadWhole() throws {
        let folder = try #require(SalesFiles.publicFolder)
        let setting = SalesFiles.setting
        let archive = try SalesArchive(setting) { try CSVFile.read($0, in: folder, columns: $1) }
        #expect((archive.customers.documents.count, archive.customers.blank) == (85, 1))
        #expect((archive.products.documents.count, archive.employees.documents.count) == (7, 35 + 6))
        #expect((archive.opportunities.read, archive.opportunities.blank) == (8801, 1))
        #expect(archive.opportunities.documents.count == 8800)
        #expect((archive.invoices.documents.count, archive.payments.count) == (4238, 4238))
        #expect(archive.opportunities.unreadable.isEmpty && archive.invoices.unreadable.isEmpty)
        let withoutAccount = try archive.opportunities.documents.filter {
            try $0.payload(OpportunityRecorded.self).customer == RecordReference()
        }
        #expect(withoutAccount.count == 1425)
    }
}
