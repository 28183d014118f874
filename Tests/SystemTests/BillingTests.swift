import Foundation
import Messages
import Money
import NIOHTTP1
import TestKit
import Testing

/// Billing under load and kills, with the real executables: numbers without a gap, balances exact (CON-5, CON-6, CON-10).
@Suite("Billing", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct BillingTests {
    private static let (clerks, each, kills) = (50, 40, 8)

    @Test func fiftyClerksIssueWhileTheServiceIsKilled() async throws {
        try await Installation.with(start: [.gateway, .scheduling, .contracts]) { installation in
            let staff = try await Staff(installation)
            let clerk = Clerk(installation: installation, token: staff.administrator)
            try await clerk.insist(.POST, "/invoice-series", #"{"symbol":"1C\#(Self.year)TAA"}"#)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<Self.clerks { group.addTask { try await clerk.issue(Self.each, by: number) } }
                group.addTask {
                    for _ in 0..<Self.kills {
                        try await Task.sleep(for: .milliseconds(.random(in: 300...2500)))
                        try await installation.crash(.contracts)
                    }
                    return 0
                }
                let repeated = try await group.reduce(0, +)
                print("billing: \(Self.clerks) clerks, \(Self.kills) kills, \(repeated) requests had to be repeated")
            }
            try await installation.waitReady(.contracts)
            let series = try await clerk.insist(.GET, "/invoice-series", nil)
            #expect(series.text.contains(#""lastSerial":\#(Self.clerks * Self.each)"#), "\(series.text)")
            _ = try await installation.quen("check", "--service", "contracts")
        }
    }

    private static var year: Int { LocalZone.vietNam.day(of: Instant(Date())).year % 100 }

    @Test func tenThousandPaymentsAreEachAnsweredAndBalancesExact() async throws {
        let seed =
            ProcessInfo.processInfo.environment["QUEN_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0 ... .max)
        print("seed of the payments: QUEN_SEED=\(seed)")
        try await Installation.with(outsideSystems: ["bank"], start: [.contracts]) { installation in
            var bank = try await BankFeed(installation, seed: seed)
            let expected = try await bank.run(invoices: 500, payments: 10_000)
            let answers = try await bank.codes()
            #expect(answers == expected.codes, "seed \(seed)")
            _ = try await installation.quen("check", "--service", "contracts")
            let rows = try await installation.quen("report", "customer-accounts", "--by", "customer", "--format", "csv")
            let sums = try expected.sums(in: rows)
            #expect(
                sums.invoiced == expected.invoiced && sums.paid == expected.paid && sums.credit == expected.credit,
                "seed \(seed): \(sums)")
            print("billing: \(answers) of 10,000 payments; paid \(expected.paid), credit \(expected.credit)")
        }
    }
}

/// Does things until they are done: what is not answered, because the service was killed, is sent again under the same key.
private struct Clerk: Sendable {
    let installation: Installation
    let token: String

    /// How often something had to be sent again.
    func issue(_ count: Int, by number: Int) async throws -> Int {
        var repeated = 0
        for index in 0..<count {
            let body = """
                {"customerId":"\(EntityID(namespace: .quen, parts: ["clerk", String(number)]))","buyer":{"name":"Khách lẻ"},"lines":[
                {"description":"Dịch vụ \(index)","quantity":"1","unitPrice":"\(1000 + index)","tax":"8"}]}
                """
            let made = try await insist(.POST, "/invoices", body, repeated: &repeated)
            guard let id = made.id else { throw TestFailure("no id: \(made.text)") }
            _ = try await insist(.POST, "/invoices/\(id)/issue", "{}", repeated: &repeated)
        }
        return repeated
    }

    @discardableResult
    func insist(_ method: HTTPMethod, _ path: String, _ body: String?) async throws -> TestAnswer {
        var repeated = 0
        return try await insist(method, path, body, repeated: &repeated)
    }

    private func insist(
        _ method: HTTPMethod, _ path: String, _ body: String?, repeated: inout Int
    ) async throws -> TestAnswer {
        var headers = ["Authorization": "Bearer \(token)", "Idempotency-Key": UUID().uuidString]
        if method == .GET { headers["Idempotency-Key"] = nil }
        let deadline = ContinuousClock.now.advanced(by: .seconds(120))
        while ContinuousClock.now < deadline {
            let answer = try? await Installation.send(
                method, installation.http(.contracts) + path, headers: headers, body: body)
            if let answer, (200..<300).contains(answer.status) { return answer }
            // A service that has just started knows the token's key before long; all else is a fault.
            if let answer, ![401, 429, 503].contains(answer.status) {
                throw TestFailure("\(method) \(path): \(answer.status) \(answer.text)")
            }
            repeated += 1
            try await Task.sleep(for: .milliseconds(50))
        }
        throw TestFailure("\(method) \(path) was not done in two minutes")
    }
}

/// A bank that sends payments right, twice, for unknown invoices, in wrong currencies and too much.
private struct BankFeed {
    private let installation: Installation
    private let bank: OutsideSystem
    private var generator: SeededGenerator
    private var sent = 0

    struct Expected {
        var codes: [String: Int] = [:]
        var invoiced: Int64 = 0
        var paid: Int64 = 0
        var credit: Int64 = 0

        /// The sums of all customers in the operator's table.
        func sums(in csv: String) throws -> (invoiced: Int64, paid: Int64, credit: Int64) {
            let lines = csv.split(whereSeparator: \.isNewline).map { $0.split(separator: ",").map(String.init) }
            guard let header = lines.first else { throw TestFailure("no table: \(csv)") }
            func sum(_ name: String) throws -> Int64 {
                guard let index = header.firstIndex(of: name) else { throw TestFailure("no \(name) in \(header)") }
                return lines.dropFirst().reduce(0) { $0 + (Int64($1[index]) ?? 0) }
            }
            return (try sum("invoiced"), try sum("paid"), try sum("credit"))
        }
    }

    init(_ installation: Installation, seed: UInt64) async throws {
        self.installation = installation
        bank = try await OutsideSystem("bank", installation)
        generator = SeededGenerator(seed: seed)
    }

    private static let total: Int64 = 1_000_000

    mutating func run(invoices: Int, payments: Int) async throws -> Expected {
        for number in 0..<invoices {
            try await bank.send(
                InvoiceRecorded(
                    externalId: "I-\(number)", customer: RecordReference(externalId: "C-\(number % 100)"),
                    issuedOn: Day(year: 2026, month: 1, day: 5) ?? Day(daysSince1970: 0), currency: .vnd,
                    lines: [
                        InvoiceRecorded.Line(
                            product: nil, description: "Dịch vụ", quantity: Quantity(scaled: 10_000),
                            unitPrice: UnitPrice(scaled: Self.total * 1_000_000), tax: .notDeclared)
                    ]))
        }
        sent = invoices
        var expected = Expected(codes: ["accepted": invoices], invoiced: Int64(invoices) * Self.total)
        var paid = [Int64](repeating: 0, count: invoices)
        var known: [PaymentReceived] = []
        for number in 0..<payments {
            try await send(number, &expected, &paid, &known)
        }
        for sum in paid {
            expected.paid += min(sum, Self.total)
            expected.credit += max(0, sum - Self.total)
        }
        return expected
    }

    private mutating func send(
        _ number: Int, _ expected: inout Expected, _ paid: inout [Int64], _ known: inout [PaymentReceived]
    ) async throws {
        let invoice = Int.random(in: 0..<paid.count, using: &generator)
        var payment = PaymentReceived(
            externalId: "P-\(number)",
            amount: Amount(minorUnits: .random(in: 1...90_000, using: &generator), currency: .vnd),
            paidOn: Day(year: 2026, month: 2, day: 1) ?? Day(daysSince1970: 0),
            invoice: RecordReference(externalId: "I-\(invoice)"))
        sent += 1
        switch Int.random(in: 0..<20, using: &generator) {
        case 0:
            payment.invoice = RecordReference(externalId: "I-none-\(number)")
            expected.codes["unknown-invoice", default: 0] += 1
        case 1:
            payment.amount.currency = .usd
            expected.codes["currency-mismatch", default: 0] += 1
        case 2 where !known.isEmpty:
            payment = known[Int.random(in: 0..<known.count, using: &generator)]
            expected.codes["accepted", default: 0] += 1
        case 3 where !known.isEmpty:
            payment = known[Int.random(in: 0..<known.count, using: &generator)]
            payment.amount.minorUnits += 1
            expected.codes["reference-used", default: 0] += 1
        case 4:
            payment.amount.minorUnits = 0
            expected.codes["amount-not-positive", default: 0] += 1
        default:
            paid[invoice] += payment.amount.minorUnits
            known.append(payment)
            expected.codes["accepted", default: 0] += 1
        }
        try await bank.send(payment)
    }

    /// How often each answer came.
    func codes() async throws -> [String: Int] {
        var codes: [String: Int] = [:]
        for answer in try await bank.answers(sent) {
            let isRefused = answer.envelope.type.contains("rejected")
            let code = isRefused ? try answer.decode(InboundRejected.self).code : "accepted"
            codes[code, default: 0] += 1
        }
        await bank.close()
        return codes
    }
}
