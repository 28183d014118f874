import Documents
import Money

extension Samples {
    static func contract() throws -> PrintedDocument {
        let contract = PrintedContract(
            form: .sale, goods: try goods(), ceiling: 500_000_000, effectiveFrom: day(5, 11),
            effectiveTo: day(4, 11, 2027), paymentTerms: "Chuyển khoản, theo tiến độ dưới đây:",
            instalments: [
                Instalment(label: "Đợt 1: sau khi ký hợp đồng", dueOn: day(15, 11), amount: 128_000_000),
                Instalment(label: "Đợt 2: sau khi nghiệm thu", amount: 295_837_293),
            ],
            guarantees: ["Bên A giữ lại 5% giá trị hợp đồng để bảo hành đến ngày 04/11/2027."],
            renewalTerms: "Hợp đồng tự gia hạn 12 tháng nếu không bên nào báo trước 30 ngày.",
            terms: Clause.clauses(
                of: """
                    Điều 5. BẢO HÀNH
                    Thời hạn bảo hành là 36 tháng kể từ ngày bàn giao.
                    Bên bán khắc phục sự cố trong vòng 24 giờ kể từ khi nhận được thông báo bằng văn bản.
                    Điều 6: GIẢI QUYẾT TRANH CHẤP
                    Tranh chấp được giải quyết tại Trung tâm Trọng tài Quốc tế Việt Nam (VIAC).
                    """), areTermsAsSigned: true,
            allowance: PrintedAllowance(
                unit: .hours, quantity: Quantity(scaled: 405_000), from: day(5, 11), to: day(4, 11, 2027),
                coverage: "Máy chủ và thiết bị mạng tại Hà Nội; ngoài giờ tính gấp đôi."), copies: 4)
        return PrintedDocument(
            .contract(contract), number: "01/2026/HĐMB/QUEN-AP", customerNumber: "AP-778/2026",
            subject: "V/v: Cung cấp máy chủ và thiết bị mạng", date: day(5, 11), place: "Hà Nội", seller: seller,
            buyer: buyer, firstParty: .buyer,
            signatories: [Signatory(side: .seller, name: "Lê Minh Quân", position: "Phó Tổng Giám đốc")],
            references: ["Căn cứ Báo giá số BG-0091 ngày 20 tháng 10 năm 2026;"], note: "Giao hàng giờ hành chính.",
            isDraft: true)
    }

    static func order() throws -> PrintedDocument {
        let order = PrintedOrder(
            goods: try goods(), contractNumber: "01/2026/HĐMB/QUEN-AP", contractDate: day(5, 11),
            deliverOn: day(20, 11), deliverTo: "Kho Cát Lái, TP. Thủ Đức", paymentTerms: "Trong 30 ngày",
            instalments: [Instalment(label: "Đặt cọc", dueOn: day(10, 11), amount: 50_000_000)],
            terms: [Clause(paragraphs: ["Hàng mới 100%, nguyên đai nguyên kiện."])])
        return PrintedDocument(
            .order(order), number: "ĐH-2026-0042", customerNumber: "PO-5512", subject: "Đợt giao hàng 1",
            date: day(6, 11), place: "Hà Nội", seller: seller, buyer: buyer,
            references: ["Theo báo giá BG-0091."], note: "Gọi trước khi giao.")
    }

    static func invoice() throws -> PrintedDocument {
        let invoice = PrintedInvoice(
            form: 1, symbol: "1C26TAA", goods: try goods(), buyerName: "Phạm Quốc Bảo", paymentMethod: "TM/CK",
            exchangeRate: try price("25412.5"), taxAuthorityCode: "00A1B2C3D4E5F60718293A4B5C6D7E8F90",
            contractNumber: "01/2026/HĐMB/QUEN-AP", orderNumber: "ĐH-2026-0042", dueOn: day(20, 12),
            paymentTerms: "Trong 30 ngày kể từ ngày lập hóa đơn", signedBy: "CÔNG TY CỔ PHẦN GIẢI PHÁP QUEN",
            signedOn: day(20, 11))
        return PrintedDocument(
            .invoice(invoice), number: "00000013", customerNumber: "PO-5512", subject: "Đợt giao hàng 1",
            date: day(20, 11), seller: seller, buyer: buyer,
            references: [
                "Điều chỉnh cho hóa đơn Mẫu số 1 ký hiệu 1C26TAA số 12 ngày 05 tháng 11 năm 2026"
            ], note: "Hàng đã kiểm đếm.")
    }
}
