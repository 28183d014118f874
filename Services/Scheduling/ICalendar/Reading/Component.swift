/// What stands between a `BEGIN` and its `END` (RFC 5545 §3.6), only the properties that are read.
struct Component {
    let name: String
    let line: Int
    var properties: [ContentLine] = []
    var children: [Component] = []
    /// The first thing wrong with its lines.
    var problem: ReadProblem?

    init(_ name: String, line: Int) {
        self.name = name
        self.line = line
    }
}

extension Component {
    /// Nil if it is not there; an error if it stands twice.
    func single(_ name: String) throws(ReadProblem) -> ContentLine? {
        var found: ContentLine?
        for property in properties where property.name == name {
            guard found == nil else { throw ReadProblem(line: property.line, fault: .repeated(property: name)) }
            found = property
        }
        return found
    }

    func required(_ name: String) throws(ReadProblem) -> ContentLine {
        guard let property = try single(name) else {
            throw ReadProblem(line: line, fault: .missing(property: name))
        }
        return property
    }

    func all(_ name: String) -> [ContentLine] {
        properties.filter { $0.name == name }
    }

    /// Nil if it is not there or empty.
    func text(_ name: String) throws(ReadProblem) -> String? {
        guard let property = try single(name) else { return nil }
        let text = EscapedText.decode(property.value)
        return text.isEmpty ? nil : text
    }

    func checkLines() throws(ReadProblem) {
        if let problem { throw problem }
    }

    func rule() throws(ReadProblem) -> RecurrenceRule? {
        guard let property = try single("RRULE") else { return nil }
        do {
            return try RecurrenceRule(text: property.value)
        } catch {
            throw ReadProblem(line: property.line, fault: .badRule(error))
        }
    }
}
