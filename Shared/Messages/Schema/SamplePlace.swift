/// Where in a message a sample value stands: the kind of record and the names of the members down to it, without the
/// indices of lists.
struct SamplePlace: Sendable, Hashable, CustomStringConvertible {
    let entity: String
    var members: [String] = []

    func member(_ name: String) -> SamplePlace { SamplePlace(entity: entity, members: members + [name]) }

    var name: String { members.last ?? "" }
    var description: String { ([entity] + members).joined(separator: ".") }

    /// The names under which a sample may be noted, the most particular first: `customer.phones.written`,
    /// `phones.written`, `written`. A record within an event's data is called as on its own.
    var names: [String] {
        let all = [entity] + members.drop { $0 == "state" }
        return all.indices.map { all[$0...].joined(separator: ".") }
    }
}
