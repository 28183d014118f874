import Foundation
import Messages
import Money
import NIOHTTP1
import TestKit
import Testing

/// The main job, end to end (overview.md): one deal from lead to loyal customer through the one door, each step by a person
/// with a token of their own, and the events that each step causes.
@Suite("One deal", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct DealTests {
    @Test func aLeadBecomesALoyalCustomer() async throws {
        try await Installation.with(outsideSystems: ["website", "bank"]) { installation in
            _ = try await installation.quen(
                "parameters", "set", "customers.loyalty-threshold", "10000000", "--currency", "VND")
            var staff = try await Staff(installation)
            try await staff.hire("Nguyễn Thị Lan", signInName: "lan", role: .salesManager)
            try await staff.hire("Trần Văn Mai", signInName: "mai", role: .director)
            try await staff.hire("Lê Văn Hùng", signInName: "hung", role: .accountant)
            let witness = EventWitness(installation)
            _ = try await witness.news()
            let deal = Deal(installation: installation, staff: staff, witness: witness)
            let (customer, opportunity) = try await deal.leadToOpportunity()
            try await deal.meeting(customer, opportunity)
            try await deal.quote(customer, opportunity)
            let contract = try await deal.contract(opportunity)
            let number = try await deal.orderAndInvoice(contract)
            try await deal.payment(customer, number)
            try await deal.alert(contract)
            _ = try await installation.quen("check", "--settled")
        }
    }
}

/// The steps of the deal.
private struct Deal {
    let installation: Installation
    let staff: Staff
    let witness: EventWitness

    private func members(_ path: String, by name: String) async throws -> [String: JSONValue] {
        try await staff.call(.GET, path, by: name).object
    }

    private func status(of customer: String) async throws -> String? {
        try await members("/api/customers/customers/\(customer)", by: "mai")["status"]?.text
    }

    private func waitForStatus(_ status: String, of customer: String) async throws {
        try await waitUntil("the customer to be \(status)", atMost: .seconds(15)) {
            try await self.status(of: customer) == status
        }
    }

    func leadToOpportunity() async throws -> (customer: String, opportunity: String) {
        let website = try await OutsideSystem("website", installation)
        try await website.send(
            LeadCaptured(
                externalId: "form-1", personName: "Trần Thị Hoa", firmName: "Công ty TNHH Hoa Sen",
                phone: "0912 345 678",
                email: "hoa@hoasen.vn", need: "Ba máy in"))
        let answer = try #require(try await website.answers(1).first)
        let lead = try answer.decode(InboundAccepted.self).subject.id
        await website.close()
        try await witness.expect("A form on the website", ["customers.lead.captured"])
        let key = ["Idempotency-Key": "convert-\(lead)"]
        let path = "/api/customers/leads/\(lead)/convert"
        let body = #"{"opportunityName":"Máy in cho Hoa Sen"}"#
        for _ in 0..<2 {
            let converted = try await installation.request(
                .POST, path, token: staff.tokens["mai"], body: body, headers: key)
            #expect((200..<300).contains(converted.status), "\(converted.text)")
        }
        try await witness.expect(
            "Mai converts the lead (and her browser sends it twice)",
            [
                "customers.customer.created", "customers.contact.created", "customers.lead.converted",
                "pipeline.opportunity.created",
            ])
        let conversion = try #require(try await members("/api/customers/leads/\(lead)", by: "mai")["conversion"])
        return (try #require(conversion["customerId"]?.text), try #require(conversion["opportunityId"]?.text))
    }

    func meeting(_ customer: String, _ opportunity: String) async throws {
        let start = Instant(Date()).adding(.seconds(-3600))
        let lan = try #require(staff.employees["lan"])
        let made = try await staff.call(
            .POST, "/api/scheduling/appointments", by: "mai",
            body: """
                {"title":"Giới thiệu máy in","customerId":"\(customer)","opportunityId":"\(opportunity)","employeeIds":["\(lan)"],\
                "startsAt":"\(start)","endsAt":"\(start.adding(.seconds(1800)))"}
                """)
        let appointment = try Staff.id(made)
        try await witness.expect("Mai books a meeting for Lan", ["scheduling.appointment.scheduled"])
        _ = try await staff.call(
            .POST, "/api/scheduling/appointments/\(appointment)/outcome", by: "lan",
            body: #"{"outcome":"promising","notes":"Muốn báo giá"}"#)
        try await witness.expect(
            "Lan writes down what came of it",
            ["scheduling.appointment.outcome-recorded", "customers.customer.status-changed"])
        #expect(try await status(of: customer) == "prospective")
    }

    func quote(_ customer: String, _ opportunity: String) async throws {
        let product = try Staff.id(
            try await staff.call(
                .POST, "/api/pipeline/products", by: "mai",
                body: """
                    {"name":"Máy in laser A4","kind":"goods","unit":"cái","taxClass":"standard",\
                    "prices":[{"currency":"VND","price":"4500000"}]}
                    """))
        let made = try await staff.call(
            .POST, "/api/pipeline/quotes", by: "mai",
            body: """
                {"opportunityId":"\(opportunity)","currency":"VND","lines":[{"productId":"\(product)","quantity":"3"}]}
                """)
        let quote = try Staff.id(made)
        _ = try await staff.call(.POST, "/api/pipeline/quotes/\(quote)/send", by: "mai", body: "{}")
        try await witness.expect(
            "Mai makes a quote and sends it",
            ["pipeline.product.created", "pipeline.quote.created", "pipeline.quote.sent"])
        _ = try await staff.call(.POST, "/api/pipeline/quotes/\(quote)/accept", by: "mai", body: #"{"win":true}"#)
        try await witness.expect(
            "Hoa Sen accepts: the opportunity is won",
            ["pipeline.quote.accepted", "pipeline.opportunity.won", "contracts.contract.created"])
    }

    func contract(_ opportunity: String) async throws -> String {
        let list = try await members("/api/contracts/contracts?limit=5", by: "mai")
        let item = try #require(list["items"]?.items?.first)
        let id = try #require(item["id"]?.text)
        #expect(item["opportunityId"]?.text == opportunity)
        #expect(item["status"]?.text == "requested")
        let path = "/api/contracts/contracts/\(id)"
        try await transit(path, "draft")
        let tag = try await staff.call(.GET, path, by: "mai").etag
        let end = LocalZone.vietNam.day(of: Instant(Date())).adding(days: 20)
        _ = try await staff.call(.PATCH, path, by: "mai", body: #"{"effectiveTo":"\#(end)"}"#, version: tag)
        for command in ["negotiate", "agree", "sign", "start"] { try await transit(path, command) }
        try await witness.expect(
            "The contract is drafted, agreed, signed and begun", ["contracts.contract.status-changed"])
        #expect(try await members(path, by: "mai")["status"]?.text == "in-progress")
        return id
    }

    private func transit(_ path: String, _ command: String) async throws {
        _ = try await staff.call(
            .POST, path + "/transitions", by: "mai", body: #"{"command":"\#(command)","note":"theo thoả thuận"}"#)
    }

    func orderAndInvoice(_ contract: String) async throws -> String {
        let order = try Staff.id(
            try await staff.call(
                .POST, "/api/contracts/orders", by: "mai", body: #"{"contractId":"\#(contract)"}"#))
        _ = try await staff.call(
            .POST, "/api/contracts/orders/\(order)/transitions", by: "mai", body: #"{"command":"confirm"}"#)
        try await witness.expect(
            "An order is made from the contract", ["contracts.order.created", "contracts.order.status-changed"])
        let year = LocalZone.vietNam.day(of: Instant(Date())).year % 100
        _ = try await staff.call(
            .POST, "/api/contracts/invoice-series", by: "mai", body: #"{"symbol":"1C\#(year)TAA"}"#)
        let invoice = try Staff.id(
            try await staff.call(
                .POST, "/api/contracts/invoices", by: "mai", body: #"{"orderId":"\#(order)"}"#))
        _ = try await staff.call(
            .POST, "/api/contracts/invoices/\(invoice)/issue", by: "mai", body: #"{"series":"1C\#(year)TAA"}"#)
        try await witness.expect(
            "The invoice is issued",
            ["contracts.invoice.created", "contracts.invoice.issued", "contracts.customer-account.changed"])
        let issued = try await members("/api/contracts/invoices/\(invoice)", by: "mai")
        let tooMuch = try await installation.request(
            .POST, "/api/contracts/invoices", token: staff.tokens["mai"], body: #"{"orderId":"\#(order)"}"#)
        #expect(tooMuch.status == 409 || tooMuch.status == 422, "an order is not invoiced twice: \(tooMuch.text)")
        return "\(try #require(issued["series"]?.text))/\(try #require(issued["number"]?.text))"
    }

    func payment(_ customer: String, _ number: String) async throws {
        let bank = try await OutsideSystem("bank", installation)
        let today = LocalZone.vietNam.day(of: Instant(Date()))
        func pay(_ reference: String, _ dong: Int64) async throws {
            try await bank.send(
                PaymentReceived(
                    externalId: reference, amount: Amount(minorUnits: dong, currency: .vnd), paidOn: today,
                    invoiceNumber: number))
        }
        try await pay("FT-1", 5_000_000)
        try await witness.expect(
            "The bank reports a first payment",
            ["contracts.payment.received", "contracts.invoice.paid-changed", "customers.customer.status-changed"])
        try await waitForStatus("official", of: customer)
        try await pay("FT-2", 9_850_000)
        try await witness.expect(
            "and the rest",
            ["contracts.payment.received", "contracts.invoice.paid-changed", "customers.customer.status-changed"])
        try await waitForStatus("loyal", of: customer)
        for answer in try await bank.answers(2) { #expect(answer.envelope.type == InboundAccepted.wireName) }
        await bank.close()
    }

    /// The contract ends in twenty days, so the newest stage (30 days before) is due at once.
    func alert(_ contract: String) async throws {
        try await waitUntil("the alert", atMost: .seconds(20)) {
            let text = try await staff.call(.GET, "/api/notifications/inbox", by: "mai").text
            return text.contains("contract-expiring") || text.contains(contract)
        }
        try await witness.expect("The contract's end comes near: the person responsible is alerted", [])
    }
}
