import Messages

extension Day {
    /// As Vietnamese sentences have it: `31/10/2026`.
    var inSentence: String {
        let (year, month, day) = components
        return "\(day < 10 ? "0" : "")\(day)/\(month < 10 ? "0" : "")\(month)/\(year)"
    }
}
