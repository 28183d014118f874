import Messages

extension Lead {
    /// What an outside system may say of a lead.
    static let recordedMembers = [
        "personName", "firmName", "taxCode", "phone", "email", "need", "source", "rating",
    ]

    private func members() -> [String: String?] {
        [
            "personName": personName, "firmName": firmName, "taxCode": taxCode, "phone": phone?.written, "email": email,
            "need": need, "source": source, "rating": rating.rawValue,
        ]
    }

    mutating func noteStaffEdits(since old: Lead) {
        guard external != nil else { return }
        let (before, after) = (old.members(), members())
        staffEdits = Set(staffEdits).union(Self.recordedMembers.filter { before[$0] != after[$0] }).sorted()
    }

    /// Puts `edited` members back to what they were in `old`; those that differed.
    mutating func keep(_ edited: Set<String>, from old: Lead) -> [String] {
        let (before, after) = (old.members(), members())
        let kept = Self.recordedMembers.filter { edited.contains($0) && before[$0] != after[$0] }
        for member in kept {
            switch member {
            case "personName": personName = old.personName
            case "firmName": firmName = old.firmName
            case "taxCode": taxCode = old.taxCode
            case "phone": phone = old.phone
            case "email": email = old.email
            case "need": need = old.need
            case "source": source = old.source
            default: rating = old.rating
            }
        }
        return kept
    }
}
