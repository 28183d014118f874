import Messages

/// Something that two records of the same firm or person would share (CUS-3).
struct DuplicateKey: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case tax, phone, email, name

        /// How much one shared key of the kind says, in percent.
        var weight: Int {
            switch self {
            case .tax: 100
            case .phone: 80
            case .email: 80
            case .name: 70
            }
        }
    }

    var kind: Kind
    var value: String

    static func keys(names: [String], taxCode: String?, phones: [Phone], emails: [String]) -> [DuplicateKey] {
        let firm = taxCode.map { TaxCode($0)?.firm ?? $0.uppercased() }
        let all =
            [firm].compactMap(\.self).map { DuplicateKey(kind: .tax, value: $0) }
            + phones.map { DuplicateKey(kind: .phone, value: $0.e164 ?? $0.written.filter(\.isNumber)) }
            + emails.map { DuplicateKey(kind: .email, value: $0.lowercased()) }
            + names.map { DuplicateKey(kind: .name, value: FirmName.key($0)) }
        return Array(Set(all.filter { !$0.value.isEmpty }))
    }

    /// Several keys say more than one: 100 − Π (100 − weight), in percent.
    static func score(_ kinds: Set<Kind>) -> Int {
        100 - kinds.reduce(100) { $0 * (100 - $1.weight) / 100 }
    }
}
