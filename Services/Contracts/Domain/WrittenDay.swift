import Messages

extension Day {
    /// For sentences in Vietnamese: `31/10/2026`.
    var written: String {
        let (year, month, day) = components
        let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(padded(day))/\(padded(month))/\(year)"
    }
}
