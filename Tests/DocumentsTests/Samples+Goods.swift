import Documents
import Money
import Testing

extension Samples {
    static func goods(currency: Currency = .vnd) throws -> PrintedGoods {
        let lines = [
            PrintedLine(
                code: "SRV-R760", name: "Máy chủ Dell PowerEdge R760", detail: "Số sê-ri: 7XK2P04, 7XK2P05",
                unit: "Bộ", quantity: Quantity("2"), unitPrice: try price("185500000"),
                discount: .percent(try rate("5")), tax: .rate(try rate("10"))),
            PrintedLine(
                code: "CAB-6", name: "Cáp mạng Cat6 & đầu nối", unit: "m", quantity: Quantity("1250.5"),
                unitPrice: try price("8250.25"), tax: .rate(try rate("8"))),
            PrintedLine(
                name: "Phần mềm quản trị (bản quyền 12 tháng)", unit: "Gói", quantity: Quantity("1"),
                unitPrice: try price("24000000"), discount: .value(500_000), tax: .notTaxable),
            PrintedLine(
                name: "Chi phí vận chuyển hộ", unit: "Lần", quantity: Quantity("1"),
                unitPrice: try price("1500000"), tax: .notDeclared),
        ]
        return try summed(lines, currency: currency)
    }

    static func many(_ count: Int) throws -> PrintedGoods {
        let line = PrintedLine(
            code: "CAB-6", name: "Cáp mạng Cat6 & đầu nối", unit: "m", quantity: Quantity("1250.5"),
            unitPrice: try price("8250.25"), tax: .rate(try rate("8")))
        return try summed(Array(repeating: line, count: count), currency: .vnd)
    }

    static func summed(_ lines: [PrintedLine], currency: Currency) throws -> PrintedGoods {
        let sums = try DocumentSums.of(
            lines: lines.map {
                DocumentLine(
                    quantity: $0.quantity ?? .zero, unitPrice: $0.unitPrice, discount: $0.discount, tax: $0.tax)
            }, currency: currency, rounding: .perLine)
        return PrintedGoods(lines: lines, sums: sums)
    }

    static func price(_ text: String) throws -> UnitPrice { try #require(UnitPrice(text)) }

    static func rate(_ text: String) throws -> Rate { try #require(Rate(text)) }
}
