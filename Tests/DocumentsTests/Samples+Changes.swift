import Documents
import Money

extension Samples {
    static func annex() throws -> PrintedDocument {
        let eight = TaxMark.rate(try rate("8"))
        let pump = PrintedLine(
            code: "MB-10", name: "Máy bơm", unit: "Cái", quantity: Quantity("10"), unitPrice: try price("1000000"),
            tax: eight)
        var more = pump
        (more.quantity, more.discount) = (Quantity("12"), .percent(try rate("5")))
        let cable = PrintedLine(
            name: "Cáp điện", unit: "m", quantity: Quantity("250.5"), unitPrice: try price("20000"), tax: eight)
        let gone = PrintedLine(
            name: "Tủ điện", unit: "Cái", quantity: Quantity("1"), unitPrice: try price("3000000"), tax: eight)
        let goods = try summed([more, cable], currency: .vnd)
        let annex = PrintedAnnex(
            annexNumber: 2, contractNumber: "01/2026/HĐMB/QUEN-AP", contractDate: day(5, 11),
            agreed: ["Bên mua tăng số lượng máy bơm và bỏ tủ điện."],
            total: PrintedAnnex.Change(14_040_000, goods.totals?.total),
            ceiling: PrintedAnnex.Change(nil, 500_000_000),
            effectiveTo: PrintedAnnex.Change(day(4, 11, 2027), day(4, 5, 2028)),
            paymentTerms: PrintedAnnex.Change("Trong 30 ngày", "Trong 45 ngày"),
            allowance: PrintedAnnex.Change("20 giờ", nil),
            lines: [
                PrintedAnnex.Change(pump, more), PrintedAnnex.Change(nil, cable), PrintedAnnex.Change(gone, nil),
            ].compactMap(\.self), goods: goods,
            instalments: [Instalment(label: "Đợt 1", dueOn: day(15, 12), amount: 5_000_000)],
            guarantees: ["Bảo lãnh bảo hành: 1.000.000 đồng, có hiệu lực đến ngày 04 tháng 05 năm 2028."])
        return PrintedDocument(
            .annex(annex), number: "PL02-01/2026/HĐMB/QUEN-AP", customerNumber: "PL-AP-2", subject: "Tăng số lượng",
            date: day(20, 11), place: "Hà Nội", seller: seller, buyer: buyer,
            references: ["Căn cứ Phụ lục số 01 ngày 10 tháng 11 năm 2026;"], note: "Giao cùng đợt 2.")
    }

    static var notice: PrintedDocument {
        let notice = PrintedNotice(
            taxAuthorityCode: "00A1B2C3D4", symbol: "1C26TAA", invoiceNumber: "12", issuedOn: day(5, 11),
            reason: "Ghi sai tên và địa chỉ người mua", rightName: "CÔNG TY TNHH AN PHÚ MỚI",
            rightAddress: "12 Tràng Tiền, Hà Nội")
        return PrintedDocument(
            .notice(notice), number: "TBSS1-1C26TAA/12", customerNumber: "AP-TB-1", subject: "Hóa đơn số 12",
            date: day(20, 11), place: "Hà Nội", seller: seller, buyer: buyer,
            references: ["Theo biên bản thỏa thuận số 03/BB."], note: "Gửi kèm bản sao hóa đơn.")
    }
}
