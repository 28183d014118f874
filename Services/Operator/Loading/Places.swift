/// Provinces and wards of Viet Nam as Customers takes them.
struct Places: Encodable, Equatable {
    struct Province: Encodable, Equatable {
        var code: String
        var name: String
    }

    struct Ward: Encodable, Equatable {
        var code: String
        var name: String
        var provinceCode: String
    }

    var provinces: [Province]
    var wards: [Ward]

    private init(provinces: [Province], wards: [Ward]) {
        self.provinces = provinces
        self.wards = wards
    }

    /// Rows without a code or a name are left out.
    init(provinces: CSVFile, wards: CSVFile) {
        self.provinces = provinces.rows.compactMap { row in
            guard let code = row["code"], let name = row["name"] else { return nil }
            return Province(code: code, name: name)
        }
        self.wards = wards.rows.compactMap { row in
            guard let code = row["code"], let name = row["name"], let province = row["province_code"] else {
                return nil
            }
            return Ward(code: code, name: name, provinceCode: province)
        }
    }

    /// All provinces first, then wards, so that a ward's province is always known.
    func batches(of size: Int) -> [Places] {
        let provinces = Self.cut(provinces, size).map { Places(provinces: $0, wards: []) }
        return provinces + Self.cut(wards, size).map { Places(provinces: [], wards: $0) }
    }

    private static func cut<T>(_ items: [T], _ size: Int) -> [[T]] {
        stride(from: 0, to: items.count, by: size).map { Array(items[$0..<min($0 + size, items.count)]) }
    }
}
