import Messages
import Testing

@testable import Contracts

/// What sentences call documents, and what is possible with them.
@Suite struct DocumentNameTests {
    @Test(arguments: [
        (DocumentName(.order, "ĐH0003/2026"), "order ĐH0003/2026", "đơn hàng ĐH0003/2026"),
        (DocumentName(.contract, "7"), "contract 7", "hợp đồng 7"),
        (.invoice("1C26TAA/1"), "invoice 1C26TAA/1", "hóa đơn 1C26TAA/1"),
        (.invoice("draft"), "invoice draft", "hóa đơn nháp"),
        (.invoice("draft 01"), "invoice draft 01", "hóa đơn nháp 01"),
        (DocumentName(.payment, "manual/PT-1"), "payment manual/PT-1", "khoản thanh toán PT-1"),
        (DocumentName(.payment, "bank/9"), "payment bank/9", "khoản thanh toán bank/9"),
    ])
    func aDocumentIsNamedInBothLanguages(name: DocumentName, en: String, vi: String) {
        #expect(name.en == en)
        #expect(name.vi == vi)
    }

    @Test func everyRefusedStepNamesThePossibleOnesInBothLanguages() {
        var errors: [any QuenError] = OrderStatus.allCases.flatMap { status in
            OrderCommand.allCases.map { OrderError.notAllowed($0, status) }
        }
        errors += ContractStatus.allCases.flatMap { status in
            ContractCommand.allCases.map { ContractError.notAllowed($0, status) }
        }
        errors += OrderStatus.allCases.flatMap { [OrderError.notEditable($0), .notDeletable($0)] }
        let codes = Set(
            OrderStatus.allCases.map(\.rawValue) + OrderCommand.allCases.map(\.rawValue)
                + ContractStatus.allCases.map(\.rawValue) + ContractCommand.allCases.map(\.rawValue))
        for error in errors {
            let words = Set(error.message.vi.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init))
            #expect(words.isDisjoint(with: codes), "\(error.message.vi)")
        }
        for command in ContractCommand.allCases {
            #expect(ContractError.noteRequired(command).message.vi != ContractError.noteRequired(command).message.en)
        }
        let closed = OrderError.notAllowed(.confirm, .closed)
        #expect(closed.details["allowed"] == "")
        #expect(closed.message.vi.hasSuffix("Không còn bước nào thực hiện được."))
        #expect(
            OrderError.notAllowed(.fulfil, .draft).message.en.hasSuffix("It can now be confirmed, or be cancelled."))
    }
}
