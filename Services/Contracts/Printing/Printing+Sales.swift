import Documents
import Foundation
import GRDB
import Messages
import Money
import Store

/// Contracts, orders and invoices as they are printed.
extension PrintedFacts {
    /// As it was signed, or with what its annexes changed since; either says so.
    func printed(_ contract: Contract, isConsolidated: Bool, _ language: DocumentLanguage) throws -> PrintedDocument {
        let annexes = try annexes(of: contract.id)
        let text = isConsolidated ? contract : contract.asSigned(before: annexes)
        let isFramework = text.kind == .framework
        let content = PrintedContract(
            form: text.printedForm,
            goods: try goods(text.lines, text.sums, isFramework: isFramework), ceiling: text.ceiling,
            effectiveFrom: text.effectiveFrom?.printed, effectiveTo: text.effectiveTo?.printed,
            paymentTerms: text.paymentTerms, instalments: text.instalments.map(\.printed),
            guarantees: text.guarantees.map { $0.sentence(text.currency, language) },
            renewalTerms: text.renewal.flatMap { $0.sentence(language) },
            terms: text.terms.map { Clause.clauses(of: $0.text) } ?? [],
            areTermsAsSigned: isConsolidated && !annexes.isEmpty, allowance: text.allowance?.printed)
        let parties = try parties(of: contract)
        return PrintedDocument(
            .contract(content), number: contract.number, customerNumber: contract.customerNumber,
            subject: annexes.isEmpty ? nil : annexes.sentence(isConsolidated: isConsolidated, language),
            date: contract.signedOn?.printed, seller: parties.seller, buyer: parties.buyer,
            signatories: contract.printedSignatories, currency: contract.currency,
            isDraft: contract.signedOn == nil, zeroTens: try zeroTens())
    }

    func printed(_ order: Order) throws -> PrintedDocument {
        let contract = try contract(order.contractId)
        let content = PrintedOrder(
            goods: try goods(order.lines, order.sums), contractNumber: contract?.number,
            contractDate: contract?.signedOn?.printed, deliverOn: order.deliverOn?.printed,
            paymentTerms: order.confirmedTerms.map(\.paymentTerms) ?? contract?.paymentTerms)
        let seller = try seller(order.parties?.seller)
        let buyer = try buyer(order.parties?.buyer, order.customerId)
        return PrintedDocument(
            .order(content), number: order.number, date: order.orderedOn.printed,
            seller: contract?.represented(seller, .seller) ?? seller,
            buyer: contract?.represented(buyer, .customer) ?? buyer,
            signatories: contract?.printedSignatories ?? [], currency: order.currency, note: order.note,
            isDraft: order.status == .draft, zeroTens: try zeroTens())
    }

    func printed(_ invoice: Invoice, _ language: DocumentLanguage) throws -> PrintedDocument {
        let symbol = invoice.series ?? invoice.transmission?.series ?? ""
        let isAdjusting = invoice.correction?.kind == .adjusting
        let order = try invoice.orderId.flatMap { try Order.filter(Column("id") == $0).fetchOne(db) }
        let content = PrintedInvoice(
            form: Int(symbol.prefix(1)) ?? 1, symbol: symbol.first == "E" ? symbol : String(symbol.dropFirst()),
            goods: try goods(invoice.lines, invoice.sums),
            paymentMethod: invoice.paymentMethod?.name(language), exchangeRate: invoice.exchangeRate,
            taxAuthorityCode: invoice.transmission?.code, contractNumber: try contract(invoice.contractId)?.number,
            orderNumber: order?.number, dueOn: isAdjusting ? nil : invoice.dueOn?.printed, isAdjusting: isAdjusting)
        return PrintedDocument(
            .invoice(content), number: invoice.number, subject: try corrected(invoice, language),
            date: invoice.issuedOn?.printed, seller: try seller(invoice.seller),
            buyer: try buyer(invoice.buyer, invoice.customerId),
            references: invoice.correction?.sentences(language) ?? [], currency: invoice.currency,
            note: try note(of: invoice, language), isDraft: invoice.status == .draft,
            zeroTens: try zeroTens())
    }
}

extension PrintedFacts {
    /// That an invoice no longer counts, or counts with another, and which.
    private func corrected(_ invoice: Invoice, _ language: DocumentLanguage) throws -> String? {
        guard invoice.status == .replaced || invoice.status == .adjusted else { return nil }
        let by = try Invoice.filter(Column("corrects") == invoice.id && Column("status") != "draft")
            .order(Column("createdAt"), Column("id")).fetchAll(db)
        let names = by.map(\.name).joined(separator: ", ")
        guard invoice.status == .adjusted else {
            return language == .vi ? "ĐÃ BỊ THAY THẾ bởi hóa đơn \(names)" : "REPLACED by invoice \(names)"
        }
        let change = language.money(invoice.adjustment, invoice.currency)
        let payable = language.money(invoice.payable, invoice.currency)
        return language == .vi
            ? "ĐÃ ĐƯỢC ĐIỀU CHỈNH bởi hóa đơn \(names): \(change). Tổng tiền thanh toán sau điều chỉnh: \(payable)."
            : "ADJUSTED by invoice \(names): \(change). To be paid after the adjustment: \(payable)."
    }

    /// The note of a draft that minutes of acceptance proposed names them in short; a customer is told in words.
    private func note(of invoice: Invoice, _ language: DocumentLanguage) throws -> String? {
        guard let contract = try contract(invoice.contractId), let note = invoice.note else { return invoice.note }
        let minutes = try Acceptance.filter(Column("contractId") == contract.id && Column("status") == "signed")
            .fetchAll(db).first { $0.proposedInvoices.contains(invoice.id) }
        guard let minutes, note == minutes.nameWithContract(contract) else { return note }
        let name = "\(minutes.number)-\(contract.number)"
        return language == .vi ? "Theo biên bản nghiệm thu số \(name)." : "Under acceptance minutes No. \(name)."
    }
}

extension Acceptance {
    /// `NT03 01/2026/HĐMB`.
    func nameWithContract(_ contract: Contract) -> String { "\(number) \(contract.number)" }
}

extension Invoice.PaymentMethod {
    /// In Vietnamese by the letters that invoices have.
    fileprivate func name(_ language: DocumentLanguage) -> String {
        switch (self, language) {
        case (_, .vi): rawValue
        case (.cash, .en): "Cash"
        case (.transfer, .en): "Bank transfer"
        case (.either, .en): "Cash or bank transfer"
        }
    }
}

extension InvoiceCorrection {
    /// What the invoice says of the one that it corrects, by which agreement and why.
    fileprivate func sentences(_ language: DocumentLanguage) -> [String] {
        let day = DocumentLanguage.en.day(issuedOn.printed)
        let english =
            "\(kind == .adjusting ? "Adjusts" : "Replaces") invoice form \(series.prefix(1)) symbol \(series.dropFirst()) "
            + "No. \(number) of \(day)"
        let because = language == .vi ? "Lý do: \(reason)" : "Reason: \(reason)"
        return [language == .vi ? wording : english, agreement, because].compactMap(\.self)
    }
}

extension Messages.Instalment {
    var printed: Documents.Instalment {
        Documents.Instalment(label: description, dueOn: dueOn.printed, amount: amount)
    }
}

extension Messages.Guarantee {
    func sentence(_ currency: Currency, _ language: DocumentLanguage) -> String {
        let names: (vi: String, en: String) =
            switch kind {
            case .retention: ("Tiền giữ lại", "Retention")
            case .advancePayment: ("Bảo lãnh tạm ứng", "Advance payment guarantee")
            case .performance: ("Bảo lãnh thực hiện hợp đồng", "Performance guarantee")
            case .warranty: ("Bảo lãnh bảo hành", "Warranty guarantee")
            }
        let (sum, day) = (language.money(amount, currency), language.day(expiresOn.printed))
        let by = [issuer, reference].compactMap(\.self).joined(separator: ", ")
        let tail = by.isEmpty ? "" : " (\(by))"
        return switch language {
        case .vi: "\(names.vi): \(sum), có hiệu lực đến \(day)\(tail)."
        case .en: "\(names.en): \(sum), valid until \(day)\(tail)."
        }
    }
}

extension Renewal {
    fileprivate func sentence(_ language: DocumentLanguage) -> String? {
        let days = noticeDays ?? 0
        let term = months.map { language == .vi ? "\($0) tháng" : "\($0) months" }
        switch (kind, language) {
        case (.none, _): return nil
        case (.manual, .vi):
            return "Hợp đồng được gia hạn\(term.map { " thêm \($0)" } ?? "") khi hai bên thỏa thuận bằng văn bản"
                + (days > 0 ? " trước khi hết hạn \(days) ngày." : ".")
        case (.manual, .en):
            return "The contract is renewed\(term.map { " for \($0)" } ?? "") if both parties so agree in writing"
                + (days > 0 ? " \(days) days before it ends." : ".")
        case (.automatic, .vi):
            return "Hợp đồng tự động gia hạn\(term.map { " thêm \($0)" } ?? "") nếu không bên nào thông báo chấm dứt"
                + (days > 0 ? " trước khi hết hạn \(days) ngày." : ".")
        case (.automatic, .en):
            return "The contract renews itself\(term.map { " for \($0)" } ?? "") unless a party gives notice"
                + (days > 0 ? " \(days) days before it ends." : ".")
        }
    }
}
