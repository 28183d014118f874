/// Reads whole numbers in Vietnamese by the rules of CON-5.
struct VietnameseNumerals {
    /// "lẻ" or "linh".
    let zeroTens: String

    private static let billion: UInt64 = 1_000_000_000
    private static let digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    private static let scales: [(value: UInt64, word: String)] = [(1_000_000, "triệu"), (1000, "nghìn"), (1, "")]

    func words(_ number: UInt64) -> String {
        number == 0 ? Self.digits[0] : parts(number, isLeading: true).joined(separator: " ")
    }

    /// Billions ("tỷ") multiply: 10^12 is "một nghìn tỷ", 10^15 "một triệu tỷ", 10^18 "một tỷ tỷ".
    private func parts(_ number: UInt64, isLeading: Bool) -> [String] {
        let (billions, rest) = number.quotientAndRemainder(dividingBy: Self.billion)
        guard billions > 0 else { return partsBelowBillion(rest, isLeading: isLeading) }
        return parts(billions, isLeading: isLeading) + ["tỷ"] + partsBelowBillion(rest, isLeading: false)
    }

    /// Groups of zero are skipped; every group but the leading one is read with its hundreds.
    private func partsBelowBillion(_ number: UInt64, isLeading: Bool) -> [String] {
        var words: [String] = []
        for (value, scale) in Self.scales {
            let group = Int(number / value % 1000)
            guard group > 0 else { continue }
            words += parts(group: group, withHundreds: !(isLeading && words.isEmpty))
            if !scale.isEmpty { words.append(scale) }
        }
        return words
    }

    private func parts(group: Int, withHundreds: Bool) -> [String] {
        let (hundreds, tens, units) = (group / 100, group / 10 % 10, group % 10)
        let saysHundreds = hundreds > 0 || withHundreds
        return (saysHundreds ? [Self.digits[hundreds], "trăm"] : [])
            + parts(tens: tens, units: units, afterHundreds: saysHundreds)
    }

    private func parts(tens: Int, units: Int, afterHundreds: Bool) -> [String] {
        let unit = units == 0 ? [] : [unitWord(units, tens: tens)]
        switch tens {
        case 0: return afterHundreds && units > 0 ? [zeroTens] + unit : unit
        case 1: return ["mười"] + unit
        default: return [Self.digits[tens], "mươi"] + unit
        }
    }

    /// 21 "mốt", 24 "tư", 15 and 25 "lăm"; 11 and 14 keep "một" and "bốn".
    private func unitWord(_ units: Int, tens: Int) -> String {
        switch (units, tens) {
        case (1, 2...): "mốt"
        case (4, 2...): "tư"
        case (5, 1...): "lăm"
        default: Self.digits[units]
        }
    }
}
