import Documents
import Testing

/// What each kind says of its own, in both languages.
@Suite struct KindTests {
    @Test(arguments: [
        (
            DocumentKind.contract,
            [
                "HỢP ĐỒNG MUA BÁN", "Căn cứ Bộ luật Dân sự", "BÊN A (BÊN MUA): CÔNG TY TNHH", "185.500.000",
                "1.250,5", "8.250,25", "KCT", "KKKNT", "5%", "Đợt 1: sau khi ký hợp đồng", "15/11/2026", "128.000.000",
                "500.000.000 đồng", "ngày 05 tháng 11 năm 2026", "ngày 04 tháng 11 năm 2027", "ĐIỀU 6. BẢO HÀNH",
                "ĐIỀU 7. GIẢI QUYẾT TRANH CHẤP", "04 bản", "mỗi bên giữ 02 bản", "Lê Minh Quân", "Năm trăm triệu đồng",
                "tự gia hạn 12 tháng", "giữ lại 5%", "Hà Nội",
            ]
        ),
        (
            .annex,
            [
                "PHỤ LỤC HỢP ĐỒNG SỐ 02", "Kèm theo Hợp đồng số 01/2026/HĐMB/QUEN-AP ký ngày 05 tháng 11 năm 2026",
                "14.040.000 đồng", "500.000.000 đồng", "Không giới hạn", "ngày 04 tháng 05 năm 2028",
                "Trong 45 ngày", "20 giờ", "250,5", "Cáp điện – bổ sung", "Tủ điện – bỏ",
                "ĐIỀU 2. HÀNG HÓA, DỊCH VỤ SAU KHI SỬA ĐỔI", "ĐIỀU 3. LỊCH THANH TOÁN", "ĐIỀU 4. BẢO ĐẢM",
                "ĐIỀU 5. ĐIỀU KHOẢN CHUNG", "bộ phận không tách rời", "Căn cứ Phụ lục số 01",
            ]
        ),
        (
            .notice,
            [
                "Mẫu số: 04/SS-HĐĐT", "THÔNG BÁO HÓA ĐƠN ĐIỆN TỬ CÓ SAI SÓT", "Mã CQT cấp", "00A1B2C3D4", "1C26TAA",
                "05/11/2026", "Giải trình", "CÔNG TY TNHH AN PHÚ MỚI", "12 Tràng Tiền, Hà Nội", "NGƯỜI NỘP THUẾ",
                "Loại áp dụng hóa đơn điện tử",
            ]
        ),
        (
            .order,
            [
                "ĐƠN ĐẶT HÀNG", "Theo hợp đồng số 01/2026/HĐMB/QUEN-AP ký ngày 05 tháng 11 năm 2026",
                "Kho Cát Lái", "ngày 20 tháng 11 năm 2026", "Trong 30 ngày", "Đặt cọc", "Hàng mới 100%", "SRV-R760",
                "7XK2P04",
            ]
        ),
        (
            .invoice,
            [
                "HÓA ĐƠN GIÁ TRỊ GIA TĂNG", "Mẫu số: 1", "1C26TAA", "00000013", "TM/CK",
                "00A1B2C3D4E5F60718293A4B5C6D7E8F90", "Phạm Quốc Bảo", "ĐH-2026-0042", "ngày 20 tháng 12 năm 2026",
                "Điều chỉnh cho hóa đơn Mẫu số 1 ký hiệu 1C26TAA số 12 ngày 05 tháng 11 năm 2026",
            ]
        ),
        (
            .acceptance,
            [
                "BIÊN BẢN NGHIỆM THU", "một phần", "250", "1.000,5", "202.768.540 đồng", "chạy thử 48 giờ",
                "Hai trăm lẻ hai triệu bảy trăm sáu mươi tám nghìn năm trăm bốn mươi đồng", "BÊN A (BÊN GIAO)",
            ]
        ),
        (
            .liquidation,
            [
                "BIÊN BẢN THANH LÝ HỢP ĐỒNG", "427.843.819 đồng", "427.000.000 đồng", "426.999.999 đồng",
                "400.000.000 đồng", "Bên B còn phải thanh toán cho Bên A số tiền 26.999.999 đồng chậm nhất",
                "đã bàn giao đầy đủ", "03 bản",
            ]
        ),
        (
            .statement,
            [
                "BIÊN BẢN ĐỐI CHIẾU CÔNG NỢ", "-1.500.000", "120.000.000", "80.000.000", "36.000.000 đồng",
                "117.500.000", "-2.500.000", "Ba mươi sáu triệu đồng", "Ủy nhiệm chi FT26291", "18/10/2026",
                "Từ ngày 01 tháng 10 năm 2026 đến ngày 31 tháng 10 năm 2026",
            ]
        ),
        (
            .reminder,
            [
                "THƯ NHẮC NỢ", "Lần thứ 2", "Phòng Kế toán", "55", "05/10/2026", "40.000.000", "48.800.000 đồng",
                "ngày 10 tháng 12 năm 2026", "lãi chậm trả",
            ]
        ),
    ])
    func aVietnameseDocumentSays(kind: DocumentKind, facts: [String]) throws {
        try expect(facts, in: Rendering.text(try Samples.full(kind), .vi))
    }

    @Test(arguments: [
        (DocumentKind.contract, ["SALES CONTRACT", "185,500,000", "5 November 2026", "15 Nov 2026", "ARTICLE 6."]),
        (.annex, ["Annex No. 02 to the contract", "4 May 2028", "left out", "ARTICLE 5. GENERAL PROVISIONS"]),
        (.notice, ["Form: 04/SS-HĐĐT", "5 Nov 2026", "THE TAXPAYER", "As on the invoice"]),
        (.order, ["Under contract No.", "20 November 2026", "FOR THE SELLER"]),
        (.invoice, ["VALUE ADDED TAX INVOICE", "Exempt", "Not declared"]),
        (.acceptance, ["1,000.5", "202,768,540 VND", "a part of the following", "HANDING OVER"]),
        (.liquidation, ["Party B is still to pay Party A the amount of 26,999,999 VND no later than"]),
        (.statement, ["-1,500,000", "Thirty-six million dong", "18 Oct 2026", "Party B owes Party A"]),
        (.reminder, ["PAYMENT REMINDER", "Reminder No. 2", "48,800,000 VND", "5 Oct 2026"]),
    ])
    func anEnglishDocumentSays(kind: DocumentKind, facts: [String]) throws {
        try expect(facts, in: Rendering.text(try Samples.full(kind), .en))
    }

    @Test(arguments: [DocumentKind.contract, .annex, .notice, .acceptance, .liquidation, .statement])
    func contractsAndMinutesCarryTheNationalMotto(kind: DocumentKind) throws {
        try expect(
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
            in: Rendering.text(Samples.bare(kind), .vi))
    }

    /// Titles are written small in the templates and set in capitals by the styles.
    private func expect(_ facts: [String], in text: String) throws {
        let text = text.lowercased()
        for fact in facts where !text.contains(fact.lowercased()) { Issue.record("\(fact) is not printed") }
    }
}
