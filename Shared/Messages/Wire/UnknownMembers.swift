import Foundation

extension JSONText {
    /// Refuses the first member that `type` does not look for: a mistyped name would else mean something other than what was
    /// asked, such as a whole series instead of one occurrence.
    ///
    /// What is known is what `type` asks its decoder for, so there is no second list of names. Values that it takes as they
    /// are (`JSONValue`) may hold anything.
    func refuseUnknownMembers<T: Decodable>(of type: T.Type) throws(WireFault) {
        guard var names = JSONReading.names(type, readFrom: self) else { return }
        // A type without members does not even look.
        names[0] = names[0] ?? []
        try refuseUnknownMembers(at: 0, path: "$", names)
    }

    private func refuseUnknownMembers(at node: Int, path: String, _ names: [Int: Set<String>]) throws(WireFault) {
        for part in parts(of: node, path: path) {
            if let known = names[node], let name = part.name, !known.contains(name) {
                throw WireFault(unknown: name, path: part.path, known: known)
            }
            // An object that was not opened was not read, or as a whole.
            if nodes[part.node].kind == .array || names[part.node] != nil {
                try refuseUnknownMembers(at: part.node, path: part.path, names)
            }
        }
    }

    struct Part {
        /// Of a member.
        var name: String?
        var node: Int
        var path: String
    }

    /// The members of an object, the elements of an array; nothing of any other value.
    func parts(of node: Int, path: String) -> [Part] {
        var (parts, child) = ([Part](), node + 1)
        for index in 0..<Int(nodes[node].count) {
            if nodes[node].kind == .object {
                let name = string(child) ?? ""
                parts.append(Part(name: name, node: child + 1, path: "\(path).\(name)"))
                child += 1
            } else {
                parts.append(Part(node: child, path: "\(path)[\(index)]"))
            }
            child = Int(nodes[child].next)
        }
        return parts
    }
}

extension WireFault {
    /// Names listed of an object that has many.
    private static let mostNames = 40

    fileprivate init(unknown name: String, path: String, known: Set<String>) {
        let reason = Bilingual(en: "is not known here", vi: "không có ở đây")
        if let meant = NearName.of(name, in: known) {
            self.init(
                code: "unknown-member", path: path, reason: reason, details: ["member": name, "meant": meant],
                hint: Bilingual(en: "Did you mean \(meant)?", vi: "Có phải ý bạn là \(meant)?"))
        } else {
            let names = known.sorted().prefix(Self.mostNames).joined(separator: ", ")
            self.init(
                code: "unknown-member", path: path, reason: reason, details: ["member": name],
                hint: known.isEmpty
                    ? Bilingual(en: "Leave it out: no members are read.", vi: "Hãy bỏ đi: ở đây không nhận mục nào.")
                    : Bilingual(en: "Leave it out. Known are: \(names).", vi: "Hãy bỏ đi. Các mục được nhận: \(names).")
            )
        }
    }
}
