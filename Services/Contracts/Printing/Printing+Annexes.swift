import Documents
import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Annexes, and what a contract was before them; notices of wrong data on invoices.
extension PrintedFacts {
    /// Oldest first.
    func annexes(of contract: EntityID) throws -> [AnnexRow] {
        try AnnexRow.filter(Column("contractId") == contract).order(Column("number")).fetchAll(db)
    }

    func annex(_ number: Int, of contract: Contract, _ language: DocumentLanguage) throws -> PrintedDocument {
        let all = try annexes(of: contract.id)
        guard let annex = all.first(where: { $0.number == number }) else {
            throw CommonError.notFound(entity: "annex", id: String(number))
        }
        let parties = try parties(of: contract)
        return PrintedDocument(
            .annex(try content(of: annex, contract, language)),
            number: "PL\(annex.paddedNumber)-\(contract.number)", date: annex.onDay.printed, seller: parties.seller,
            buyer: parties.buyer, signatories: contract.printedSignatories,
            references: all.filter { $0.number < number }.map { $0.ground(language) }, currency: contract.currency,
            zeroTens: try zeroTens())
    }

    private func content(
        of annex: AnnexRow, _ contract: Contract, _ language: DocumentLanguage
    ) throws -> PrintedAnnex {
        let (before, after) = (annex.before, annex.after)
        let isFramework = contract.kind == .framework
        let lines = lineChanges(
            try goods(before.lines, before.sums, isFramework: isFramework), before.lines,
            try goods(after.lines, after.sums, isFramework: isFramework), after.lines)
        let (old, new) = (before.guarantees?.map(\.asAgreed) ?? [], after.guarantees?.map(\.asAgreed) ?? [])
        return PrintedAnnex(
            form: contract.printedForm, annexNumber: annex.number, contractNumber: contract.number,
            contractDate: contract.signedOn?.printed,
            agreed: annex.note.split(whereSeparator: \.isNewline).map(String.init),
            total: PrintedAnnex.Change(before.sums.total, after.sums.total),
            ceiling: PrintedAnnex.Change(annex.termsBefore?.ceiling, annex.termsAfter?.ceiling),
            effectiveTo: PrintedAnnex.Change(before.effectiveTo?.printed, after.effectiveTo?.printed),
            paymentTerms: PrintedAnnex.Change(annex.termsBefore?.paymentTerms, annex.termsAfter?.paymentTerms),
            allowance: PrintedAnnex.Change(before.allowance?.text(language), after.allowance?.text(language)),
            lines: lines,
            goods: lines.isEmpty ? nil : try goods(after.lines, after.sums, isFramework: isFramework),
            instalments: before.instalments == after.instalments ? nil : after.instalments?.map(\.printed) ?? [],
            guarantees: old == new ? nil : new.map { $0.sentence(contract.currency, language) })
    }

    /// In the order that the lines have now, then those that are gone.
    private func lineChanges(
        _ before: PrintedGoods, _ oldLines: [LineState], _ after: PrintedGoods, _ newLines: [LineState]
    ) -> [PrintedAnnex.Change<PrintedLine>] {
        func pairs(_ goods: PrintedGoods, _ lines: [LineState]) -> [(id: EntityID, line: PrintedLine)] {
            zip(goods.lines, lines).map { line, state in
                var line = line
                // What a line comes to is in the table of all lines.
                line.sums = nil
                return (state.id, line)
            }
        }
        let (old, new) = (pairs(before, oldLines), pairs(after, newLines))
        let changed = new.compactMap { one in
            PrintedAnnex.Change(old.first { $0.id == one.id }?.line, one.line)
        }
        let gone = old.filter { one in !new.contains { $0.id == one.id } }
        return changed + gone.compactMap { PrintedAnnex.Change($0.line, nil) }
    }

    func notice(_ number: Int, of invoice: Invoice) throws -> PrintedDocument {
        guard invoice.status != .draft else { throw InvoiceError.notIssued(invoice.name) }
        let kept = InvoiceNotice.filter(Column("invoiceId") == invoice.id && Column("number") == number)
        guard let notice = try kept.fetchOne(db) else {
            throw CommonError.notFound(entity: "notice", id: String(number))
        }
        let wrong = try buyer(invoice.buyer, invoice.customerId)
        let content = PrintedNotice(
            taxAuthorityCode: invoice.transmission?.code, symbol: invoice.series ?? "",
            invoiceNumber: invoice.number ?? "", issuedOn: invoice.issuedOn?.printed, reason: notice.reason,
            rightName: notice.buyer.name == wrong.name ? nil : notice.buyer.name,
            rightAddress: notice.buyer.address == wrong.address ? nil : notice.buyer.address)
        return PrintedDocument(
            .notice(content), number: "TBSS\(number)-\(invoice.name)", date: notice.onDay.printed,
            seller: try seller(invoice.seller), buyer: wrong, currency: invoice.currency, zeroTens: try zeroTens())
    }
}

extension Contract {
    /// What both parties signed: without what annexes changed. Payment terms and ceiling are those before the first annex that
    /// kept them, which annexes do since migration 8.
    func asSigned(before annexes: [AnnexRow]) -> Contract {
        guard let first = annexes.first else { return self }
        var signed = self
        let was = first.before
        (signed.lines, signed.sums, signed.effectiveTo) = (was.lines, was.sums, was.effectiveTo)
        (signed.instalments, signed.guarantees) = (was.instalments ?? [], was.guarantees ?? [])
        if let terms = annexes.lazy.compactMap(\.termsBefore).first {
            (signed.ceiling, signed.paymentTerms) = (terms.ceiling, terms.paymentTerms)
        }
        // What is used of it is in the states as well, and no annex changes that.
        let changing = annexes.first { $0.before.allowance?.printed != $0.after.allowance?.printed }
        if let changing { signed.allowance = changing.before.allowance }
        return signed
    }

    var printedForm: PrintedContract.Form { PrintedContract.Form(rawValue: kind.rawValue) ?? .sale }
}

extension AnnexRow {
    /// `01`.
    fileprivate var paddedNumber: String { number < 10 ? "0\(number)" : String(number) }

    fileprivate func name(_ language: DocumentLanguage) -> String {
        let day = language.day(onDay.printed)
        return language == .vi ? "Phụ lục số \(paddedNumber) \(day)" : "Annex No. \(paddedNumber) of \(day)"
    }

    /// As one of the grounds of a later annex.
    fileprivate func ground(_ language: DocumentLanguage) -> String {
        language == .vi ? "Căn cứ \(name(language));" : "Pursuant to \(name(language));"
    }
}

extension [AnnexRow] {
    /// That a contract has been changed, and by what.
    func sentence(isConsolidated: Bool, _ language: DocumentLanguage) -> String {
        let names = map { $0.name(language) }.joined(separator: "; ")
        return switch (language, isConsolidated) {
        case (.vi, false): "Hợp đồng đã được sửa đổi, bổ sung bởi: \(names). Bản này in theo nội dung đã ký ban đầu."
        case (.en, false): "This contract has been changed by: \(names). It is printed here as it was signed."
        case (.vi, true): "Bản hợp nhất với: \(names). Không thay thế các bản đã ký."
        case (.en, true): "Consolidated with: \(names). It does not stand for what was signed."
        }
    }
}

extension Allowance {
    /// Without what is used of it.
    var printed: PrintedAllowance {
        PrintedAllowance(
            unit: unit == .cases ? .cases : .hours, quantity: quantity, from: from?.printed, to: to?.printed,
            coverage: coverage)
    }

    /// "20 giờ, từ ngày … đến hết ngày …, …", without what is used of it.
    fileprivate func text(_ language: DocumentLanguage) -> String {
        let name: (vi: String, en: String) = unit == .cases ? ("lượt", "cases") : ("giờ", "hours")
        let isVietnamese = language == .vi
        let amount = quantity.description.replacing(".", with: isVietnamese ? "," : ".")
        let parts = [
            "\(amount) \(isVietnamese ? name.vi : name.en)",
            from.map { (isVietnamese ? "từ " : "from ") + language.day($0.printed) },
            to.map { (isVietnamese ? "đến hết " : "until ") + language.day($0.printed) }, coverage,
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }
}
