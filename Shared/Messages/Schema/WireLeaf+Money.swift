import Money

extension Currency: WireLeaf {
    static var definition: String? { "currency" }
    static var wireSchema: JSONValue { ["type": "string", "enum": .array(codes.map(JSONValue.string))] }
    static func wireSample(at place: SamplePlace) -> JSONValue? { "VND" }

    /// Every code that can be read, in order.
    private static let codes: [String] = {
        let letters = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { String(UnicodeScalar($0)) }
        return letters.flatMap { a in letters.flatMap { b in letters.map { a + b + $0 } } }
            .filter { Currency($0) != nil }
    }()
}

extension Quantity: WireLeaf {
    static var definition: String? { "quantity" }
    static var wireSchema: JSONValue { decimalSchema }
    static func wireSample(at place: SamplePlace) -> JSONValue? { "2" }
}

extension UnitPrice: WireLeaf {
    static var definition: String? { "unit-price" }
    static var wireSchema: JSONValue { decimalSchema }
    static func wireSample(at place: SamplePlace) -> JSONValue? { "1500000" }
}

extension UnitFactor: WireLeaf {
    static var definition: String? { "unit-factor" }
    /// A plain decimal; that it is above zero and not above a million is not said.
    static var wireSchema: JSONValue { ["type": "string", "pattern": "^(0|[1-9][0-9]{0,6})(\\.[0-9]{1,6})?$"] }
    static func wireSample(at place: SamplePlace) -> JSONValue? { "24" }
}

extension Rate: WireLeaf {
    static var definition: String? { "rate" }
    static var wireSchema: JSONValue { decimalSchema }
    static func wireSample(at place: SamplePlace) -> JSONValue? { "8" }
}

extension TaxMark: WireLeaf {
    static var definition: String? { "tax" }
    static var wireSchema: JSONValue {
        ["type": "string", "pattern": .string("^(KCT|KKKNT|\(Rate.sharePattern))$")]
    }
    static func wireSample(at place: SamplePlace) -> JSONValue? { "8" }
}

extension Discount: WireLeaf {
    static var definition: String? { "discount" }
    static var wireSchema: JSONValue {
        [
            "type": "object",
            "oneOf": [
                ["required": ["percent"]],
                ["required": ["value"]],
            ],
            "properties": [
                "percent": ["type": "string", "pattern": .string("^\(Rate.sharePattern)$")],
                "value": ["type": "integer", "format": "int64", "minimum": 0, "maximum": .integer(.max)],
            ],
        ]
    }
    static func wireSample(at place: SamplePlace) -> JSONValue? { ["percent": "10"] }
}

extension ExactDecimal {
    /// A plain decimal; that it fits in 64 bits with its decimals is not said.
    fileprivate static var decimalSchema: JSONValue {
        let integerDigits = min(15, 19 - fractionDigits)
        let whole = "(0|[1-9][0-9]{0,\(integerDigits - 1)})"
        return ["type": "string", "pattern": .string("^-?\(whole)(\\.[0-9]{1,\(fractionDigits)})?$")]
    }
}

extension Rate {
    /// 0…100 per cent, without anchors.
    fileprivate static let sharePattern = "(-?0(\\.0{1,4})?|(0|[1-9][0-9]?)(\\.[0-9]{1,4})?|100(\\.0{1,4})?)"
}
