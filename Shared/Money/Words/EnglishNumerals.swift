/// Reads whole numbers in English, short scale, without "and": "one thousand two hundred five".
enum EnglishNumerals {
    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
    /// As far as 64 bits reach.
    private static let scales = ["", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"]

    static func words(_ number: UInt64) -> String {
        guard number > 0 else { return small[0] }
        var words: [String] = []
        var rest = number
        for scale in scales where rest > 0 {
            let group = Int(rest % 1000)
            if group > 0 { words = parts(group: group) + (scale.isEmpty ? [] : [scale]) + words }
            rest /= 1000
        }
        return words.joined(separator: " ")
    }

    private static func parts(group: Int) -> [String] {
        let (hundreds, rest) = group.quotientAndRemainder(dividingBy: 100)
        return (hundreds > 0 ? [small[hundreds], "hundred"] : []) + (rest > 0 ? [below100(rest)] : [])
    }

    private static func below100(_ number: Int) -> String {
        guard number >= 20 else { return small[number] }
        let unit = number % 10
        return tens[number / 10] + (unit == 0 ? "" : "-\(small[unit])")
    }
}
