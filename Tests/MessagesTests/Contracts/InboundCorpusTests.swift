import Foundation
import Messages
import Testing

/// MSG-3: one corpus holds the decoder and, in `check_contracts.py`, the schemas together.
@Suite struct InboundCorpusTests {
    private static func names(_ folder: String) -> [String] {
        ((try? Folders.files(below: Folders.corpus.appending(path: folder)).keys.sorted()) ?? [])
    }

    static let accepted = names("accept")
    static let rejected = names("reject")

    @Test func thereIsACorpus() {
        #expect(Self.accepted.count >= 30)
        #expect(Self.rejected.count >= 80)
    }

    @Test(arguments: accepted) func whatIsToBeAcceptedIs(name: String) throws {
        #expect(throws: Never.self) { try Self.read("accept/\(name)") }
    }

    /// The name of the file begins with the code of the refusal.
    @Test(arguments: rejected) func whatIsToBeRejectedIsWithItsCode(name: String) {
        let code = name.components(separatedBy: "--").first
        let fault = #expect(throws: WireFault.self) { try Self.read("reject/\(name)") }
        #expect(fault?.code == code, "\(String(describing: fault))")
    }

    static let paths = [
        "missing--envelope-without-time": "$.time", "missing--payment-without-amount": "$.data.amount",
        "missing--payment-without-currency": "$.data.amount.currency", "missing--data-null": "$.data",
        "missing--invoice-line-without-tax": "$.data.lines[0].tax", "wrong-type--envelope-id-number": "$.id",
        "wrong-type--quantity-as-number": "$.data.lines[0].quantity", "wrong-type--data-is-list": "$.data",
        "wrong-type--teams-as-text": "$.data.teams", "invalid-value--status-unknown": "$.data.status",
        "invalid-value--tax-over-100": "$.data.lines[0].tax", "invalid-value--day-30-february": "$.data.paidOn",
        "invalid-value--amount-over-64-bits": "$.data",
        "control-character--external-id-with-nul": "$.data.externalId",
        "control-character--envelope-id-with-nul": "$.id",
    ]

    @Test(arguments: paths.sorted { $0.key < $1.key }) func aRefusalNamesThePlace(name: String, path: String) {
        let fault = #expect(throws: WireFault.self) { try Self.read("reject/\(name).json") }
        #expect(fault?.path == path)
    }

    /// As a service reads an inbound message, without its business rules.
    private static func read(_ path: String) throws {
        let message = try ReceivedMessage(body: [UInt8](Data(contentsOf: Folders.corpus.appending(path: path))))
        guard let payload = Catalogue.inbound.first(where: { $0.type.wireName == message.envelope.type }) else {
            throw WireFault(code: "unknown-type", path: "$.type", reason: Bilingual(en: "is not known", vi: "không có"))
        }
        try message.refuseControlCharacters()
        _ = try message.decode(payload)
    }
}
