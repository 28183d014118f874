/// A JSON number, taken apart. Any size is read without overflow.
struct JSONNumber {
    var isNegative = false
    /// The value without its sign if it is whole; values beyond `ceiling` are `ceiling`.
    var whole: Int?

    /// More minutes or days than any calendar of the format has (years 0000 to 9999): what is greater makes no difference.
    static let ceiling = 1_000_000_000_000
}

extension JSONScanner {
    /// Reads a number and checks its grammar.
    mutating func number() throws -> JSONNumber {
        let first = next()
        guard first == UInt8(ascii: "-") || isDigit(first) else { throw wrongType("a number") }
        var number = JSONNumber()
        number.isNegative = take(UInt8(ascii: "-"))
        let integer = position
        let integerEnd = try digits(leadingZero: false)
        var fraction = position..<position
        if byte == UInt8(ascii: ".") {
            position += 1
            let start = position
            fraction = start..<(try digits(leadingZero: true))
        }
        let exponent = try exponent()
        number.whole = whole(integer..<integerEnd, fraction, exponent)
        return number
    }

    @inline(__always)
    private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    /// Passes digits, at least one; returns where they end.
    private mutating func digits(leadingZero: Bool) throws -> Int {
        let start = position
        while isDigit(byte) { position += 1 }
        guard position > start else { throw malformed() }
        if !leadingZero, position - start > 1, bytes[start] == UInt8(ascii: "0") { throw malformed() }
        return position
    }

    /// The exponent, 0 if there is none, bounded to what can matter.
    private mutating func exponent() throws -> Int {
        guard byte | 0x20 == UInt8(ascii: "e") else { return 0 }
        position += 1
        let isNegative = byte == UInt8(ascii: "-")
        if isNegative || byte == UInt8(ascii: "+") { position += 1 }
        let start = position
        let end = try digits(leadingZero: true)
        let value = bytes[start..<end].reduce(0) { min($0 * 10 + Int($1 - UInt8(ascii: "0")), JSONNumber.ceiling) }
        return isNegative ? -value : value
    }

    /// The whole number that the digits are, or nil: the digits before and behind the point, moved by the exponent.
    private func whole(_ integer: Range<Int>, _ fraction: Range<Int>, _ exponent: Int) -> Int? {
        var value = 0
        var left = integer.count + exponent
        for range in [integer, fraction] {
            for index in range {
                let digit = Int(bytes[index] - UInt8(ascii: "0"))
                if left > 0 { value = min(value * 10 + digit, JSONNumber.ceiling) } else if digit > 0 { return nil }
                left -= 1
            }
        }
        while left > 0, value > 0, value < JSONNumber.ceiling {
            value = min(value * 10, JSONNumber.ceiling)
            left -= 1
        }
        return value
    }
}
