import Messages

/// How names of firms and people are compared when duplicates are looked for: without accents, case, punctuation and
/// the words of legal forms (CUS-3).
enum FirmName {
    private static let legalForms: [[String]] = [
        "cong ty trach nhiem huu han mot thanh vien", "cong ty trach nhiem huu han hai thanh vien tro len",
        "cong ty trach nhiem huu han", "cong ty tnhh mot thanh vien", "cong ty tnhh mtv", "cong ty tnhh 1 thanh vien",
        "cong ty tnhh", "cong ty co phan", "cong ty cp", "cong ty hop danh", "cong ty", "cty tnhh mtv", "cty tnhh",
        "cty cp", "cty", "tong cong ty", "tap doan", "doanh nghiep tu nhan", "dntn", "hop tac xa", "htx",
        "ho kinh doanh", "hkd", "tnhh mtv", "tnhh", "mtv", "ctcp", "jsc", "co ltd", "company limited", "ltd", "limited",
        "inc", "incorporated", "corp", "corporation", "llc", "plc", "gmbh", "joint stock company", "company",
    ].map { $0.split(separator: " ").map(String.init) }.sorted { $0.count > $1.count }

    /// The words that tell one firm from another, joined by spaces; empty where only a legal form is left.
    static func key(_ name: String) -> String {
        var words = TextFolding.words(name)[...]
        var kept: [String] = []
        while let word = words.first {
            if let form = legalForms.first(where: { words.starts(with: $0) }) {
                words = words.dropFirst(form.count)
            } else {
                kept.append(word)
                words = words.dropFirst()
            }
        }
        return kept.joined(separator: " ")
    }
}
