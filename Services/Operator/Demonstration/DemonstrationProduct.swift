import Messages
import Money

/// A product of the invented firm; prices in đồng before tax.
struct DemonstrationProduct {
    var code: String
    var name: String
    var group: String
    var kind: ProductKind
    var unit: String
    var price: Int64
    /// Per cent.
    var tax: Int64

    static let all: [DemonstrationProduct] = [
        .init(
            code: "MI-A4", name: "Máy in laser A4 LP-200", group: "Máy in", kind: .goods, unit: "cái", price: 4_850_000,
            tax: 8),
        .init(
            code: "MI-A3", name: "Máy in đa năng A3 LP-700", group: "Máy in", kind: .goods, unit: "cái",
            price: 38_500_000, tax: 8),
        .init(
            code: "MAY-QUET", name: "Máy quét tài liệu SC-60", group: "Máy văn phòng", kind: .goods, unit: "cái",
            price: 12_900_000, tax: 8),
        .init(
            code: "MAY-CHAM", name: "Máy chấm công vân tay CC-10", group: "Máy văn phòng", kind: .goods, unit: "cái",
            price: 3_200_000, tax: 8),
        .init(
            code: "MAY-CHIEU", name: "Máy chiếu phòng họp PJ-40", group: "Máy văn phòng", kind: .goods, unit: "cái",
            price: 17_600_000, tax: 8),
        .init(
            code: "MUC-200", name: "Hộp mực LP-200", group: "Vật tư", kind: .goods, unit: "hộp", price: 690_000, tax: 8),
        .init(
            code: "MUC-700", name: "Hộp mực LP-700", group: "Vật tư", kind: .goods, unit: "hộp", price: 2_150_000,
            tax: 8),
        .init(
            code: "GIAY-A4", name: "Giấy in A4 70 gsm", group: "Vật tư", kind: .goods, unit: "thùng", price: 365_000,
            tax: 8),
        .init(
            code: "BT-NAM", name: "Bảo trì máy in trọn năm", group: "Dịch vụ", kind: .service, unit: "gói",
            price: 6_000_000, tax: 10),
        .init(
            code: "LAP-DAT", name: "Lắp đặt và hướng dẫn sử dụng", group: "Dịch vụ", kind: .service, unit: "buổi",
            price: 1_500_000, tax: 10),
    ]

    var unitPrice: UnitPrice { UnitPrice(scaled: price * 1_000_000) }
    var taxMark: TaxMark { .rate(Rate(scaled: tax * 10_000)) }

    var recorded: ProductRecorded {
        ProductRecorded(
            externalId: code, code: code, name: name, group: group, kind: kind, unit: unit, price: unitPrice,
            currency: .vnd)
    }
}
