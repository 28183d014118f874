/// The `data` of one event's sample: the record as it is after what happened, and what changed.
struct EventSample {
    let event: String
    /// The record as in every other sample.
    let state: WireShape

    private static let beginnings: Set = [
        "created", "started", "captured", "recorded", "scheduled", "received", "published", "raised",
    ]
    /// What changes where the event's name does not tell.
    private static let usualChanges = ["stage", "startsAt", "status", "name", "email", "customerId"]

    func data(from data: JSONValue) -> JSONValue {
        var data = data
        let consequences = consequences
        var after = state.sample
        for (member, value) in consequences { after[member] = value }
        data["state"] = after
        data["changed"] = .array(changed(by: consequences.keys.sorted()).map(JSONValue.string))
        data["deleted"] = event == "deleted" ? true : nil
        return data
    }

    /// Those of the event that a record of this kind can have.
    private var consequences: [String: JSONValue] {
        (SampleBook.consequences[event] ?? [:]).filter { member, value in
            guard let schema = state.schema["properties"]?[member] else { return false }
            return schema["enum"]?.items?.contains(value) ?? true
        }
    }

    private func changed(by consequences: [String]) -> [String] {
        let members = (state.sample.members ?? [:]).keys.filter { $0 != "id" }.sorted()
        if Self.beginnings.contains(event) { return members }
        if !consequences.isEmpty { return consequences }
        return Array((Self.usualChanges + members).filter(members.contains).prefix(1))
    }
}

extension AuditPage {
    /// `page` with the hashes that belong to it, as the first of its chain.
    static func sample(_ page: AuditPage, _ source: String) -> AuditPage {
        var page = page
        var previous = AuditChain.beginning(source: source, store: page.store)
        page.previousHash = AuditChain.hex(previous)
        page.entries = page.entries.map { entry in
            var entry = entry
            entry.bodyBytes = nil
            let salt = entry.salt.flatMap { AuditChain.bytes(hex: $0, count: AuditChain.saltLength) } ?? []
            let digest = AuditChain.bodyDigest(entry.body ?? "", salt: salt)
            previous = AuditChain.hash(entry.link, bodyDigest: digest, previous: previous)
            (entry.bodyDigest, entry.hash) = (AuditChain.hex(digest), AuditChain.hex(previous))
            return entry
        }
        return page
    }
}
