import Documents
import Foundation
import GRDB
import Messages
import Money
import Store

/// Contracts, orders and invoices as they are printed.
extension PrintedFacts {
    func printed(_ contract: Contract, _ language: DocumentLanguage) throws -> PrintedDocument {
        let isFramework = contract.kind == .framework
        let content = PrintedContract(
            form: PrintedContract.Form(rawValue: contract.kind.rawValue) ?? .sale,
            goods: try goods(contract.lines, contract.sums, isFramework: isFramework), ceiling: contract.ceiling,
            effectiveFrom: contract.effectiveFrom?.printed, effectiveTo: contract.effectiveTo?.printed,
            paymentTerms: contract.paymentTerms,
            instalments: contract.instalments.map {
                Documents.Instalment(label: $0.description, dueOn: $0.dueOn.printed, amount: $0.amount)
            },
            guarantees: contract.guarantees.map { $0.sentence(contract.currency, language) },
            renewalTerms: contract.renewal.flatMap { $0.sentence(language) },
            terms: contract.terms.map { Clause.clauses(of: $0.text) } ?? [])
        return PrintedDocument(
            .contract(content), number: contract.number, customerNumber: contract.customerNumber,
            date: contract.signedOn?.printed, seller: try seller(), buyer: try buyer(contract.customerId),
            signatories: contract.printedSignatories, currency: contract.currency, note: contract.note,
            isDraft: contract.signedOn == nil, zeroTens: try zeroTens())
    }

    func printed(_ order: Order) throws -> PrintedDocument {
        let contract = try contract(order.contractId)
        let content = PrintedOrder(
            goods: try goods(order.lines, order.sums), contractNumber: contract?.number,
            contractDate: contract?.signedOn?.printed, deliverOn: order.deliverOn?.printed,
            paymentTerms: contract?.paymentTerms)
        return PrintedDocument(
            .order(content), number: order.number, date: order.orderedOn.printed, seller: try seller(),
            buyer: try buyer(order.customerId), currency: order.currency, note: order.note,
            isDraft: order.status == .draft, zeroTens: try zeroTens())
    }

    func printed(_ invoice: Invoice, _ language: DocumentLanguage) throws -> PrintedDocument {
        let symbol = invoice.series ?? invoice.transmission?.series ?? ""
        let order = try invoice.orderId.flatMap { try Order.filter(Column("id") == $0).fetchOne(db) }
        let content = PrintedInvoice(
            form: Int(symbol.prefix(1)) ?? 1, symbol: symbol, goods: try goods(invoice.lines, invoice.sums),
            paymentMethod: invoice.paymentMethod?.rawValue, exchangeRate: invoice.exchangeRate,
            taxAuthorityCode: invoice.transmission?.code, contractNumber: try contract(invoice.contractId)?.number,
            orderNumber: order?.number, dueOn: invoice.dueOn?.printed)
        let buyer =
            try invoice.buyer.map {
                Documents.Party(
                    name: $0.name, address: $0.address, taxCode: $0.taxCode, personalID: $0.personalId,
                    email: $0.email, bankAccount: $0.bankAccount)
            } ?? buyer(invoice.customerId)
        let wording = language == .vi ? invoice.correction?.wording : invoice.correction?.englishWording
        return PrintedDocument(
            .invoice(content), number: invoice.number, date: invoice.issuedOn?.printed, seller: try seller(),
            buyer: buyer, references: [wording, invoice.correction?.agreement].compactMap(\.self),
            currency: invoice.currency, note: invoice.note, isDraft: invoice.status == .draft,
            zeroTens: try zeroTens())
    }
}

extension Messages.Guarantee {
    fileprivate func sentence(_ currency: Currency, _ language: DocumentLanguage) -> String {
        let sum = Amount(minorUnits: amount, currency: currency).decimalString
        let names: (vi: String, en: String) =
            switch kind {
            case .retention: ("Tiền giữ lại", "Retention")
            case .advancePayment: ("Bảo lãnh tạm ứng", "Advance payment guarantee")
            case .performance: ("Bảo lãnh thực hiện hợp đồng", "Performance guarantee")
            case .warranty: ("Bảo lãnh bảo hành", "Warranty guarantee")
            }
        let by = [issuer, reference].compactMap(\.self).joined(separator: ", ")
        let tail = by.isEmpty ? "" : " (\(by))"
        return switch language {
        case .vi: "\(names.vi): \(sum) \(currency.code), có hiệu lực đến \(expiresOn)\(tail)."
        case .en: "\(names.en): \(sum) \(currency.code), valid until \(expiresOn)\(tail)."
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
