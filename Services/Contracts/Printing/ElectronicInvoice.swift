import Documents
import Foundation
import GRDB
import Messages
import Money
import Store

/// An invoice as the XML of the general layout for electronic invoices (Decision 1450/QĐ-TCT and 1510/QĐ-TCT of the General
/// Department of Taxation: `HDon/DLHDon/TTChung, NDHDon`), as far as Quen knows what it asks for. Signatures and the tax
/// authority's code are the provider's part.
struct ElectronicInvoice {
    let invoice: Invoice
    let facts: PrintedFacts

    func xml() throws -> String {
        let seller = try facts.seller()
        let buyer = try invoice.buyer ?? Invoice.Buyer(name: facts.buyer(invoice.customerId).name)
        let symbol = invoice.series ?? invoice.transmission?.series ?? ""
        var out = XMLText()
        out.element("HDon") { out in
            out.element("DLHDon", id: "data") { out in
                out.element("TTChung") { out in
                    out.value("PBan", "2.1.0")
                    out.value("THDon", symbol.hasPrefix("2") ? "Hóa đơn bán hàng" : "Hóa đơn giá trị gia tăng")
                    out.value("KHMSHDon", String(symbol.prefix(1)))
                    out.value("KHHDon", String(symbol.dropFirst()))
                    out.value("SHDon", invoice.number)
                    out.value("NLap", invoice.issuedOn?.description)
                    out.value("DVTTe", invoice.currency.code)
                    out.value("TGia", invoice.exchangeRate?.description ?? (invoice.currency == .vnd ? "1" : nil))
                    out.value("HTTToan", invoice.paymentMethod?.rawValue)
                    correction(&out)
                }
                out.element("NDHDon") { out in
                    out.element("NBan") { out in
                        out.value("Ten", seller.name)
                        out.value("MST", seller.taxCode)
                        out.value("DChi", seller.address)
                        out.value("SDThoai", seller.phone)
                        out.value("STKNHang", seller.bankAccount)
                    }
                    out.element("NMua") { out in
                        out.value("Ten", buyer.name)
                        out.value("MST", buyer.taxCode)
                        out.value("CCCDan", buyer.personalId)
                        out.value("DChi", buyer.address)
                        out.value("DCTDTu", buyer.email)
                    }
                    lines(&out)
                    sums(&out)
                }
            }
        }
        return out.document
    }

    private func correction(_ out: inout XMLText) {
        guard let correction = invoice.correction else { return }
        out.element("TTHDLQuan") { out in
            out.value("TCHDon", correction.kind == .replacing ? "1" : "2")
            out.value("LHDCLQuan", "1")
            out.value("KHMSHDCLQuan", String(correction.series.prefix(1)))
            out.value("KHHDCLQuan", String(correction.series.dropFirst()))
            out.value("SHDCLQuan", correction.number)
            out.value("NLHDCLQuan", correction.issuedOn.description)
            out.value("GChu", correction.reason)
        }
    }

    private func lines(_ out: inout XMLText) {
        out.element("DSHHDVu") { out in
            for (index, (line, sums)) in zip(invoice.lines, invoice.sums.lines).enumerated() {
                out.element("HHDVu") { out in
                    out.value("TChat", "1")
                    out.value("STT", String(index + 1))
                    out.value("THHDVu", line.description)
                    out.value("DVTinh", line.unit)
                    out.value("SLuong", line.quantity.description)
                    out.value("DGia", line.unitPrice.description)
                    out.value("STCKhau", text(sums.discount))
                    out.value("ThTien", text(sums.afterDiscount))
                    out.value("TSuat", rate(line.tax))
                }
            }
        }
    }

    private func sums(_ out: inout XMLText) {
        let amount = Amount(minorUnits: invoice.sums.total, currency: invoice.currency)
        out.element("TToan") { out in
            out.element("THTTLTSuat") { out in
                for group in invoice.sums.perRate {
                    out.element("LTSuat") { out in
                        out.value("TSuat", rate(group.tax))
                        out.value("ThTien", text(group.base))
                        out.value("TThue", text(group.taxAmount))
                    }
                }
            }
            out.value("TgTCThue", text(invoice.sums.afterDiscount))
            out.value("TgTThue", text(invoice.sums.tax))
            out.value("TTCKTMai", text(invoice.sums.discount))
            out.value("TgTTTBSo", text(invoice.sums.total))
            out.value("TgTTTBChu", AmountInWords.vietnamese(amount))
        }
    }

    private func text(_ units: Int64) -> String {
        Amount(minorUnits: units, currency: invoice.currency).decimalString
    }

    private func rate(_ tax: TaxMark) -> String {
        if case .rate(let rate) = tax { return "\(rate)%" }
        return tax.description
    }
}

/// Writes elements, and leaves those out that have nothing.
struct XMLText {
    private(set) var document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"

    mutating func element(_ name: String, id: String? = nil, _ body: (inout XMLText) -> Void) {
        document += "<\(name)\(id.map { " Id=\"\($0)\"" } ?? "")>"
        body(&self)
        document += "</\(name)>"
    }

    mutating func value(_ name: String, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        document += "<\(name)>\(Self.escaped(text))</\(name)>"
    }

    /// Characters that XML 1.0 cannot hold are left out.
    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "\t", "\n", "\r": out.unicodeScalars.append(scalar)
            case let scalar where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
