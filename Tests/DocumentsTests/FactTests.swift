import Documents
import Testing

/// Every fact of a document stands on the page, and what is not there leaves no label.
@Suite struct FactTests {
    @Test(arguments: Rendering.all)
    func everyFactOfADocumentIsPrinted(kind: DocumentKind, language: DocumentLanguage) throws {
        let document = try Samples.full(kind)
        let text = try Rendering.text(document, language)
        for fact in facts(of: document) where !text.contains(fact) {
            Issue.record("\(fact) is not printed")
        }
    }

    @Test(arguments: Rendering.all)
    func aBareDocumentHasNoEmptyLabel(kind: DocumentKind, language: DocumentLanguage) throws {
        let html = try Rendering.html(Samples.bare(kind), language)
        #expect(!html.contains(#/:\s*</p>\s*<p>\s*</p>/#))
        #expect(!html.contains(#/<tr><th>[^<]*</th><td>\s*</td></tr>/#))
        for label in ["Mã số thuế", "Tax code", "Điện thoại", "Ghi chú", "Note:", "BẢN NHÁP", "DRAFT", "Optional("] {
            #expect(!html.contains(label))
        }
    }

    @Test(arguments: Rendering.all)
    func blankTextsPrintAsIfTheyWereNotThere(kind: DocumentKind, language: DocumentLanguage) throws {
        let bare = Samples.bare(kind)
        var blank = bare
        (blank.number, blank.customerNumber, blank.title, blank.subject, blank.note) = ("", " ", "", "\n", " ")
        blank.references = ["", " "]
        (blank.buyer.address, blank.buyer.taxCode, blank.buyer.representative) = ("", " ", "\t")
        (blank.seller.phone, blank.seller.email, blank.seller.bankAccount, blank.place) = ("", "", "", " ")
        #expect(try Rendering.html(blank, language) == Rendering.html(bare, language))
    }

    @Test(arguments: DocumentLanguage.allCases)
    func onlyADraftHasAWatermark(language: DocumentLanguage) throws {
        var document = try Samples.order()
        let mark = language == .vi ? "BẢN NHÁP" : "DRAFT"
        #expect(!(try Rendering.text(document, language)).contains(mark))
        document.isDraft = true
        #expect(try Rendering.text(document, language).contains(mark))
    }

    private func facts(of document: PrintedDocument) -> [String] {
        let common = [document.number, document.customerNumber, document.subject, document.note].compactMap(\.self)
        let isAddressed = document.kind == .reminder || document.kind == .notice
        let isLetter = isAddressed || document.kind == .invoice
        let seller = document.seller
        let buyer = document.buyer
        // A letter is addressed to the buyer and does not tell it its own telephone.
        let reached = [buyer.phone, buyer.email, buyer.bankAccount, buyer.personalID]
        let parties =
            [
                seller.name, buyer.name, seller.taxCode, buyer.taxCode, seller.address, buyer.address, seller.phone,
                seller.bankAccount, seller.email,
            ] + (isAddressed ? [] : reached)
        let signing = isLetter ? [] : [buyer.representative, buyer.position, buyer.powerOfAttorney].compactMap(\.self)
        return common + document.references + parties.compactMap(\.self) + signing
    }
}
