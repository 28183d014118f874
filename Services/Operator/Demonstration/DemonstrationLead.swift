import Messages

/// Somebody who asked the invented firm for something.
struct DemonstrationLead {
    var id: String
    var person: String
    var firm: String
    var need: String
    var rating: LeadRating

    static let all: [DemonstrationLead] = [
        .init(
            id: "LH-001", person: "Lương Thị Hòa", firm: "Công ty TNHH Bánh kẹo Tràng Thi Mới",
            need: "Hai máy in A3 cho phòng thiết kế bao bì", rating: .hot),
        .init(
            id: "LH-002", person: "Ngô Chí Công", firm: "Văn phòng công chứng Hồng Hà",
            need: "Thuê máy quét trong ba tháng", rating: .warm),
        .init(
            id: "LH-003", person: "Tạ Kim Oanh", firm: "Trường Mầm non Vành Khuyên Nhỏ",
            need: "Máy chấm công và lắp đặt", rating: .warm),
        .init(
            id: "LH-004", person: "Cao Nhật Tân", firm: "Công ty CP Muối Sa Huỳnh Trắng",
            need: "Hỏi giá giấy in theo quý", rating: .cold),
        .init(
            id: "LH-005", person: "Mạc Yên Nhi", firm: "Công ty TNHH Hoa tươi Tây Đô", need: "Bảo trì năm máy in cũ",
            rating: .hot),
    ]

    var captured: LeadCaptured {
        LeadCaptured(
            externalId: id, personName: person, firmName: firm, email: "\(id.lowercased())@example.vn", need: need,
            source: "Trang web", rating: rating)
    }
}
