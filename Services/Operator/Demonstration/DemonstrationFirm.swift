import Messages

/// A customer of the invented firm.
struct DemonstrationFirm {
    var name: String
    var industry: String
    var address: String
    var region: String
    var kind = CustomerKind.organisation
    /// Its place in the list, from which phone and seller follow.
    var index: Int

    static let all: [DemonstrationFirm] = (north + centre + south).enumerated().map { index, firm in
        var firm = firm
        firm.index = index
        return firm
    }

    var externalId: String { "KH-" + String(String(1000 + index).dropFirst()) }

    /// One of its own region.
    var seller: DemonstrationPerson {
        let near = DemonstrationPerson.sellers.filter { $0.branch == branch }
        return near[index % near.count]
    }

    var recorded: CustomerRecorded {
        // Numbers of an area code with a subscriber's part that nobody has.
        CustomerRecorded(
            externalId: externalId, name: name, kind: kind, phone: "024 3000 \(1000 + index)",
            email: "lienhe\(index + 1)@example.vn", address: address, industry: industry, region: region,
            responsible: RecordReference(externalId: seller.name))
    }

    private var branch: String {
        switch region {
        case "Miền Bắc": "Hà Nội"
        case "Miền Trung": "Đà Nẵng"
        default: "TP. Hồ Chí Minh"
        }
    }

    private static let north = region(
        "Miền Bắc",
        [
            ("Công ty TNHH Gốm sứ Sông Hồng", "Sản xuất", "12 phố Bát Đàn, Hà Nội"),
            ("Công ty CP Dược phẩm An Khang Việt", "Dược phẩm", "85 đường Láng, Hà Nội"),
            ("Trường Tiểu học tư thục Hoa Sữa", "Giáo dục", "7 ngõ 40 phố Đội Cấn, Hà Nội"),
            ("Công ty TNHH Vận tải Bắc Hải", "Vận tải", "30 đường Lê Thánh Tông, Hải Phòng"),
            ("Công ty CP Thép Hoàng Liên", "Sản xuất", "Khu công nghiệp Đình Trám, Bắc Ninh"),
            ("Hợp tác xã Chè Tân Xanh", "Nông nghiệp", "Xóm Gò Móc, Thái Nguyên"),
            ("Khách sạn Vịnh Ngọc", "Du lịch", "5 đường Hạ Long, Quảng Ninh"),
            ("Công ty Luật TNHH Minh Chính", "Pháp lý", "19 phố Hàng Chuối, Hà Nội"),
            ("Công ty TNHH Kiến trúc Nếp Nhà", "Xây dựng", "66 phố Trích Sài, Hà Nội"),
            ("Phòng khám Đa khoa Thiện Tâm", "Y tế", "101 đường Giải Phóng, Hà Nội"),
            ("Công ty CP May Sao Mai Nam Định", "Dệt may", "8 đường Trường Chinh, Ninh Bình"),
        ])
    private static let centre = region(
        "Miền Trung",
        [
            ("Công ty TNHH Hải sản Cửa Đại", "Thực phẩm", "44 đường Cửa Đại, Đà Nẵng"),
            ("Công ty CP Du lịch Ngũ Hành", "Du lịch", "210 đường Võ Nguyên Giáp, Đà Nẵng"),
            ("Trung tâm Ngoại ngữ Sông Hàn", "Giáo dục", "31 đường Bạch Đằng, Đà Nẵng"),
            ("Công ty TNHH Phần mềm Cầu Rồng", "Công nghệ", "2 đường Quang Trung, Đà Nẵng"),
            ("Nhà sách Hương Giang Xưa", "Bán lẻ", "15 đường Lê Lợi, Huế"),
            ("Công ty CP Gỗ Trường Sơn Xanh", "Sản xuất", "Khu công nghiệp Phú Tài, Gia Lai"),
            ("Công ty TNHH Điện lạnh Nha Thành", "Thương mại", "90 đường Thống Nhất, Khánh Hòa"),
        ])
    private static let south = region(
        "Miền Nam",
        [
            ("Công ty CP Thực phẩm Lúa Vàng", "Thực phẩm", "120 đường Nguyễn Văn Linh, TP. Hồ Chí Minh"),
            ("Công ty TNHH Bao bì Tân Phú Thịnh", "Sản xuất", "55 đường Lũy Bán Bích, TP. Hồ Chí Minh"),
            ("Công ty CP Bất động sản Bến Nghé Mới", "Bất động sản", "9 đường Tôn Đức Thắng, TP. Hồ Chí Minh"),
            ("Công ty TNHH Cà phê Đất Đỏ", "Thực phẩm", "17 đường Hoàng Diệu, Đắk Lắk"),
            ("Trường Cao đẳng nghề Đồng Nai Thượng", "Giáo dục", "3 đường Nguyễn Ái Quốc, Đồng Nai"),
            ("Công ty CP Thủy sản Sông Hậu Xanh", "Thủy sản", "28 đường 30 Tháng 4, Cần Thơ"),
            ("Công ty TNHH In ấn Mực Tím", "In ấn", "76 đường Cách Mạng Tháng Tám, TP. Hồ Chí Minh"),
            ("Công ty CP Logistics Cát Lái Xanh", "Vận tải", "14 đường Đồng Văn Cống, TP. Hồ Chí Minh"),
            ("Bệnh viện Mắt Ánh Dương", "Y tế", "250 đường Điện Biên Phủ, TP. Hồ Chí Minh"),
            ("Công ty TNHH Nội thất Mộc An", "Nội thất", "33 đường Thủ Dầu Một, TP. Hồ Chí Minh"),
            ("Công ty CP Giáo dục Trí Tuệ Nhỏ", "Giáo dục", "61 đường Nguyễn Oanh, TP. Hồ Chí Minh"),
            ("Siêu thị mini Phước Long", "Bán lẻ", "402 đường Đỗ Xuân Hợp, TP. Hồ Chí Minh"),
        ])

    private static func region(_ region: String, _ firms: [(String, String, String)]) -> [DemonstrationFirm] {
        firms.map { DemonstrationFirm(name: $0.0, industry: $0.1, address: $0.2, region: region, index: 0) }
    }
}
