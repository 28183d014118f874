import Documents
import Money

extension Samples {
    static var acceptance: PrintedDocument {
        let acceptance = PrintedAcceptance(
            contractNumber: "01/2026/HĐMB/QUEN-AP", contractDate: day(5, 11), orderNumber: "ĐH-2026-0042",
            isWhole: false,
            lines: [
                AcceptedLine(
                    name: "Máy chủ Dell PowerEdge R760", detail: "Số sê-ri: 7XK2P04\nBảo hành đến 20/11/2029",
                    unit: "Bộ", contracted: Quantity(scaled: 20_000), acceptedNow: Quantity(scaled: 10_000)),
                AcceptedLine(
                    name: "Cáp mạng Cat6 & đầu nối", unit: "m", contracted: Quantity(scaled: 12_505_000),
                    acceptedBefore: Quantity(scaled: 2_500_000), acceptedNow: Quantity(scaled: 10_005_000)),
            ], value: 202_768_540,
            minutes: [
                "Hàng hóa mới 100%, đúng chủng loại và cấu hình theo hợp đồng.",
                "Hệ thống chạy thử 48 giờ liên tục, không phát sinh lỗi.",
            ], copies: 2)
        return PrintedDocument(
            .acceptance(acceptance), number: "BBNT-03", customerNumber: "NT-AP-3", subject: "Nghiệm thu đợt 1",
            date: day(20, 11), place: "TP. Hồ Chí Minh", seller: seller, buyer: buyer,
            references: ["Căn cứ Phiếu xuất kho số PX-0107;"], note: "Còn lại 01 máy chủ giao trong tháng 12.")
    }

    static var liquidation: PrintedDocument {
        let liquidation = PrintedLiquidation(
            contractNumber: "01/2026/HĐMB/QUEN-AP", contractDate: day(5, 11), contractValue: 427_843_819,
            acceptedValue: 427_000_000, invoiced: 426_999_999, paid: 400_000_000, remaining: 26_999_999,
            payBy: day(31, 12), statements: ["Bên A đã bàn giao đầy đủ tài liệu kỹ thuật."], copies: 3)
        return PrintedDocument(
            .liquidation(liquidation), number: "TL-01", customerNumber: "TL-AP-9", subject: "Thanh lý trước hạn",
            date: day(15, 12), place: "Hà Nội", seller: seller, buyer: buyer,
            references: ["Căn cứ Biên bản nghiệm thu số BBNT-03;"], note: "Bảo hành vẫn còn hiệu lực.")
    }

    static var statement: PrintedDocument {
        let statement = PrintedStatement(
            from: day(1, 10), to: day(31, 10), opening: -1_500_000,
            entries: [
                StatementEntry(
                    day: day(5, 10), document: "Hóa đơn 1C26TAA số 12", description: "Máy chủ đợt 1",
                    debit: 120_000_000, balance: 118_500_000),
                StatementEntry(
                    day: day(18, 10), document: "Ủy nhiệm chi FT26291", credit: 80_000_000, balance: 38_500_000),
                StatementEntry(
                    day: day(25, 10), document: "Hóa đơn 1C26TAA số 13", description: "Điều chỉnh giảm",
                    debit: -2_500_000, balance: 36_000_000),
            ], closing: 36_000_000, answerBy: day(15, 11), copies: 2)
        return PrintedDocument(
            .statement(statement), number: "ĐCCN-10/2026", customerNumber: "CN-AP-4", subject: "Kỳ tháng 10",
            date: day(2, 11), place: "Hà Nội", seller: seller, buyer: buyer,
            references: ["Căn cứ các hóa đơn và chứng từ thanh toán của hai bên."], note: "Chưa gồm hàng ký gửi.")
    }

    static var reminder: PrintedDocument {
        let reminder = PrintedReminder(
            level: 2, attention: "Phòng Kế toán", asOf: day(29, 11),
            invoices: [
                OverdueInvoice(
                    number: "1C26TAA số 12", issuedOn: day(5, 9), dueOn: day(5, 10), daysOverdue: 55,
                    total: 120_000_000, open: 40_000_000),
                OverdueInvoice(
                    number: "1C26TAA số 15", issuedOn: day(1, 10), dueOn: day(31, 10), daysOverdue: 29,
                    total: 8_800_000, open: 8_800_000),
            ], total: 48_800_000, payBy: day(10, 12),
            paragraphs: ["Sau thời hạn trên, lãi chậm trả được tính theo Điều 8 của hợp đồng."])
        return PrintedDocument(
            .reminder(reminder), number: "NN-0007", customerNumber: "AP-KH-1", subject: "Công nợ quá hạn",
            date: day(29, 11), place: "Hà Nội", seller: seller, buyer: buyer,
            references: ["Tiếp theo thư số NN-0003 ngày 01/11/2026."], note: "Kèm bản sao hóa đơn.")
    }
}
