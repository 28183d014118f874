import Foundation
import HTTPTypes
import Messages
import Money
import ServiceKit
import TestKit
import Testing

@testable import Contracts

/// Random commands, some of which are refused; after each the invariants of CON-10 hold.
@Suite("Contracts: the invariants hold whatever is done")
struct ContractsInvariantTests {
    @Test func randomCommandsLeaveNoContradiction() async throws {
        let seed =
            ProcessInfo.processInfo.environment["QUEN_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0 ... .max)
        print("seed of the random commands: QUEN_SEED=\(seed)")
        try await withContracts { service in
            try await service.registerSeries()
            var play = RandomPlay(service: service, generator: SeededGenerator(seed: seed))
            play.contracts = [
                try await service.signedContract(), try await service.signedContract(lines: Sample.tenPumps),
            ]
            // The pumps become beer: those contracts stay in pieces, of these is drawn in cases, packs and cans.
            try await service.hearOfBeer()
            play.contracts += [
                try await service.signedContract(lines: Beer.line("10", "thùng") + "," + Beer.line("30", "lon")),
                try await service.signedContract(lines: Beer.line("2.5", "thùng", #","discount":{"value":1000}"#)),
            ]
            for step in 0..<350 {
                let (what, answer) = try await play.step()
                #expect(
                    [200, 201, 404, 409, 422].contains(answer.status),
                    "seed \(seed), step \(step) \(what): \(answer.text)")
                let faults = try await service.contractFaults()
                guard faults.isEmpty else { throw TestFailure("seed \(seed), step \(step), \(what): \(faults)") }
            }
            #expect(play.accepted > 80, "seed \(seed): only \(play.accepted) commands were accepted")
        }
    }
}

private struct RandomPlay {
    let service: ServiceUnderTest
    var generator: SeededGenerator
    var contracts: [EntityID] = []
    var orders: [EntityID] = []
    var invoices: [EntityID] = []
    var payments: [EntityID] = []
    var corrections: [EntityID] = []
    /// The first line of each invoice.
    var lines: [EntityID: EntityID] = [:]
    var accepted = 0

    mutating func step() async throws -> (String, TestAnswer) {
        let (path, body, method) = command()
        let answer =
            if method == .post { try await service.request(.post, path, body: body) } else {
                try await service.change(method, path, body)
            }
        if answer.status < 300 { accepted += 1 }
        if answer.status == 201, let id = answer.id {
            keep(id, path)
            if path.hasPrefix("/invoices") {
                lines[id] = try await service.newest(InvoiceState.self, id)?.lines.first?.id
            }
        }
        if method == .delete, answer.status == 200 { forget(path) }
        return ("\(method) \(path) \(body ?? "")", answer)
    }

    private mutating func command() -> (String, String?, HTTPRequest.Method) {
        let (contract, order) = (pick(contracts), pick(orders))
        let (invoice, payment) = (pick(invoices), pick(payments))
        switch Int.random(in: 0..<20, using: &generator) {
        case 0, 1: return ("/orders", #"{"contractId":"\#(contract)","lines":[\#(line())]}"#, .post)
        case 2: return ("/orders/\(order)", #"{"lines":[\#(line())]}"#, .patch)
        case 3: return ("/orders/\(order)", nil, .delete)
        case 4, 5:
            let command = ["confirm", "confirm", "confirm", "cancel", "fulfil"].randomElement(using: &generator) ?? ""
            return ("/orders/\(order)/transitions", Sample.step(command), .post)
        case 6: return ("/invoices", #"{"orderId":"\#(order)","lines":[\#(line())]}"#, .post)
        case 7: return ("/invoices", #"{"contractId":"\#(contract)","lines":[\#(line())]}"#, .post)
        case 8: return ("/invoices", Sample.invoiceBody(number(5_000_000)), .post)
        case 9: return ("/invoices/\(invoice)", #"{"lines":[\#(line())]}"#, .patch)
        case 10: return ("/invoices/\(invoice)", nil, .delete)
        case 11: return ("/invoices/\(invoice)/issue", "{}", .post)
        case 12: return ("/payments/\(payment)/reverse", "{}", .post)
        case 16: return ("/invoices/\(invoice)/corrections", adjustment(of: invoice), .post)
        case 17: return ("/invoices/\(invoice)/corrections", Self.replacing, .post)
        case 18: return ("/invoices/\(corrections.randomElement(using: &generator) ?? invoice)/issue", "{}", .post)
        case 13: return ("/payments/\(payment)/allocations", #"{"invoiceId":"\#(invoice)"}"#, .post)
        default: return ("/payments", paymentBody(contract, order, invoice), .post)
        }
    }

    private mutating func paymentBody(_ contract: EntityID, _ order: EntityID, _ invoice: EntityID) -> String {
        let target =
            [
                #""invoiceId":"\#(invoice)""#, #""contractId":"\#(contract)""#, #""orderId":"\#(order)""#,
                #""customerId":"\#(Sample.customer)""#,
            ].randomElement(using: &generator) ?? ""
        return #"{"amount":{"amount":\#(number(4_000_000)),"currency":"VND"},\#(target)}"#
    }

    private static let replacing = #"{"kind":"replacing","reason":"Sai","agreement":"BB 1"}"#

    /// Of quantity or of price, up or down.
    private mutating func adjustment(of invoice: EntityID) -> String {
        let sign = Bool.random(using: &generator) ? "-" : ""
        let change =
            Bool.random(using: &generator)
            ? #""quantity":"\#(sign)\#(number(2))""# + (Bool.random(using: &generator) ? #","unit":"lon""# : "")
            : #""unitPrice":"\#(sign)\#(number(200_000))""#
        let line = lines[invoice] ?? invoice
        return
            #"{"kind":"adjusting","reason":"Sai","agreement":"BB 1","adjustments":[{"lineId":"\#(line)",\#(change)}]}"#
    }

    private mutating func line() -> String {
        let unit = [nil, nil, "lon", "lốc", "thùng", "két"].randomElement(using: &generator) ?? nil
        return Beer.line("\(number(unit == "lon" ? 60 : 4))", unit)
    }

    private mutating func number(_ most: Int) -> Int { Int.random(in: 1...most, using: &generator) }

    /// An id; one that names nothing where there is none yet, which the service refuses as not found.
    private mutating func pick(_ ids: [EntityID]) -> EntityID {
        ids.randomElement(using: &generator) ?? contracts.first ?? Sample.product
    }

    private mutating func keep(_ id: EntityID, _ path: String) {
        if path == "/orders" { orders.append(id) }
        if path == "/invoices" { invoices.append(id) }
        if path == "/payments" { payments.append(id) }
        if path.hasSuffix("/corrections") {
            invoices.append(id)
            corrections.append(id)
        }
    }

    private mutating func forget(_ path: String) {
        orders.removeAll { path.hasSuffix($0.description) }
        invoices.removeAll { path.hasSuffix($0.description) }
    }
}
