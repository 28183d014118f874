import Messages

/// What an outside system may say of a customer, member by member, as text, so that what staff edited since can be told
/// from what the system said (MSG-3).
enum RecordedMember: String, Codable, Sendable, Hashable, CaseIterable {
    case kind, name, shortName, taxCode, phone, email, website, address, industry, size, region, parent, responsible
}

extension Customer {
    /// A list's first element stands for phones and e-mail addresses; what cannot be read as the member's type is left.
    subscript(member: RecordedMember) -> String? {
        get {
            switch member {
            case .kind: kind.rawValue
            case .name: name
            case .shortName: shortName
            case .taxCode: taxCode
            case .phone: phones.first?.written
            case .email: emails.first
            case .website: website
            case .address: address?.text
            case .industry: industry
            case .size: size
            case .region: region
            case .parent: parentId?.description
            case .responsible: responsibleId?.description
            }
        }
        set {
            guard let newValue, newValue != self[member] else { return }
            switch member {
            case .kind: break
            case .name: name = newValue
            case .shortName: shortName = newValue
            case .taxCode: taxCode = newValue
            case .phone: phones = [Phone(reading: newValue)] + phones.dropFirst()
            case .email: emails = [newValue] + emails.dropFirst()
            case .website: website = newValue
            case .address: address = Address(text: newValue)
            case .industry: industry = newValue
            case .size: size = newValue
            case .region: region = newValue
            case .parent: parentId = EntityID(newValue)
            case .responsible: responsibleId = EntityID(newValue)
            }
        }
    }

    /// Writes what an outside system recorded at `time`; the members that were left as staff had edited them since.
    mutating func record(_ values: [RecordedMember: String], at time: Instant) throws(CustomerError) -> [String] {
        recordedAt = time
        var kept: [String] = []
        for member in RecordedMember.allCases {
            guard let value = values[member] else { continue }
            if self[member] == value {
                staffEdits.removeAll { $0 == member.rawValue }
            } else if staffEdits.contains(member.rawValue) {
                kept.append(member.rawValue)
            } else if member == .kind {
                try become(CustomerKind(rawValue: value) ?? kind)
            } else {
                self[member] = value
            }
        }
        return kept
    }

    /// Remembers which members a person changed, so that the outside system does not undo it.
    mutating func noteStaffEdits(since old: Customer) {
        guard external != nil else { return }
        let edited = RecordedMember.allCases.filter { self[$0] != old[$0] }.map(\.rawValue)
        staffEdits = Set(staffEdits).union(edited).sorted()
    }
}
