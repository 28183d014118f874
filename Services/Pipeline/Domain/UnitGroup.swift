import Foundation
import Messages
import Money

/// Units of products that go over into each other by exact factors (PIP-2).
struct UnitGroup: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var name: String
    /// The name as it is told apart from others.
    var nameKey: String
    var baseUnit: String
    /// The others.
    var units: [UnitGroupState.Unit]
    static let mostUnits = 50

    init(id: EntityID, _ content: UnitGroupContent) {
        self.id = id
        (name, nameKey) = (content.name, TextRule.key(content.name))
        (baseUnit, units) = (content.baseUnit, content.units)
    }

    mutating func apply(_ content: UnitGroupContent) {
        (name, nameKey) = (content.name, TextRule.key(content.name))
        (baseUnit, units) = (content.baseUnit, content.units)
    }

    var names: [String] { [baseUnit] + units.map(\.name) }

    /// The unit as the group writes it; nothing where it is none of the group's.
    func unit(named name: String) -> String? { names.first { UnitName.areAlike($0, name) } }

    /// Whether something is gone that a product may need.
    func lacks(of old: UnitGroup) -> Bool {
        baseUnit != old.baseUnit || old.names.contains { unit(named: $0) == nil }
    }

    /// Throws where a product needs a unit that is gone, or was compared in another base unit until now.
    func checkChange(from old: UnitGroup, products: [Product]) throws(UnitGroupError) {
        if baseUnit != old.baseUnit, let first = products.first {
            throw .baseUnitInUse(old.baseUnit, product: first.code)
        }
        for product in products {
            let needed = [product.unit] + product.unitPrices.map(\.unit)
            if let gone = needed.first(where: { unit(named: $0) == nil }) {
                throw .unitInUse(gone, product: product.code)
            }
        }
    }
}

/// What a person enters of a group of units.
struct UnitGroupContent: Codable, Sendable, Hashable {
    var name: String
    var baseUnit: String
    var units: [UnitGroupState.Unit]

    /// The content in its stored form. Throws `CommonError` or `UnitGroupError` with the place of the fault.
    func checked() throws -> UnitGroupContent {
        guard units.count <= UnitGroup.mostUnits else { throw UnitGroupError.tooManyUnits }
        let base = try TextRule.required(baseUnit, at: "$.baseUnit", max: 30)
        var keys: Set = [UnitName.key(base)]
        let checked = try units.enumerated().map { index, unit in
            let name = try TextRule.required(unit.name, at: "$.units[\(index)].name", max: 30)
            guard keys.insert(UnitName.key(name)).inserted else { throw UnitGroupError.repeatedUnit(name, index) }
            return UnitGroupState.Unit(name: name, factor: unit.factor)
        }
        return UnitGroupContent(
            name: try TextRule.required(name, at: "$.name", max: 100), baseUnit: base, units: checked)
    }
}

enum UnitGroupError: QuenError {
    case nameTaken(String)
    case tooManyUnits
    case repeatedUnit(String, Int)
    case unitInUse(String, product: String)
    case baseUnitInUse(String, product: String)

    var code: String {
        switch self {
        case .nameTaken: "name-taken"
        case .tooManyUnits: "too-many-units"
        case .repeatedUnit: "repeated-unit"
        case .unitInUse: "unit-in-use"
        case .baseUnitInUse: "base-unit-in-use"
        }
    }

    var consequence: Consequence {
        switch self {
        case .nameTaken, .unitInUse, .baseUnitInUse: .conflict
        case .tooManyUnits, .repeatedUnit: .invalid
        }
    }

    var path: String? {
        switch self {
        case .nameTaken: "$.name"
        case .tooManyUnits, .unitInUse: "$.units"
        case .repeatedUnit(_, let index): "$.units[\(index)].name"
        case .baseUnitInUse: "$.baseUnit"
        }
    }

    var message: Bilingual {
        switch self {
        case .nameTaken(let name):
            Bilingual(
                en: "Another unit group is called \(name). Choose another name.",
                vi: "Tên \(name) đã dùng cho nhóm đơn vị tính khác. Hãy chọn tên khác.")
        case .tooManyUnits:
            Bilingual(
                en: "A unit group has at most \(UnitGroup.mostUnits) units beside the base unit. Make another group.",
                vi: "Một nhóm có tối đa \(UnitGroup.mostUnits) đơn vị ngoài đơn vị cơ bản. Hãy tách nhóm.")
        case .repeatedUnit(let name, _):
            Bilingual(
                en: "The unit \(name) is in the group already, whatever its case and accents. Remove one of the two.",
                vi: "Đơn vị \(name) đã có trong nhóm (không phân biệt hoa thường và dấu). Hãy bỏ một.")
        case .unitInUse(let unit, let product):
            Bilingual(
                en: "The product \(product) is priced in the unit \(unit). Keep the unit, or change the product first.",
                vi: "Sản phẩm \(product) đang có giá theo đơn vị \(unit). Hãy giữ đơn vị này hoặc sửa sản phẩm trước.")
        case .baseUnitInUse(let unit, let product):
            Bilingual(
                en:
                    "Documents of the product \(product) are compared in \(unit). Keep the base unit, or make a new group.",
                vi:
                    "Chứng từ của sản phẩm \(product) đang được so theo \(unit). Hãy giữ đơn vị cơ bản hoặc lập nhóm mới."
            )
        }
    }

    var details: [String: String] {
        switch self {
        case .unitInUse(let unit, let product), .baseUnitInUse(let unit, let product):
            ["unit": unit, "product": product]
        case .repeatedUnit(let unit, _): ["unit": unit]
        case .nameTaken, .tooManyUnits: [:]
        }
    }
}
