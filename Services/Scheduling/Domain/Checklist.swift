import Foundation
import Messages

/// What is to be ticked off before an activity is done (SCH-3).
enum Checklist {
    static let most = 100
    static let mostText = 300

    /// As people enter it: with the id of one that is there already, which keeps who ticked it and when.
    struct Item: Decodable, Sendable {
        var id: EntityID?
        var text: String
        var isObligatory: Bool?
    }

    /// At most five of them, for a message.
    static func named(_ texts: [String]) -> String {
        let shown = texts.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
        return texts.count > 5 ? shown + " +\(texts.count - 5)" : shown
    }

    static func text(_ text: String) -> String? {
        let text = text.trimmed
        let isRight = (1...mostText).contains(text.count) && !text.contains(where: \.isNewline)
        return isRight ? text : nil
    }
}

extension Activity {
    /// Another checklist, in that order.
    mutating func list(_ items: [Checklist.Item], newID: () -> EntityID) throws(ActivityError) {
        try requireAlive()
        guard items.count <= Checklist.most else { throw .tooMany(field: "items", most: Checklist.most) }
        var listed: [ChecklistItem] = []
        for (index, item) in items.enumerated() {
            guard let text = Checklist.text(item.text) else { throw .itemTextInvalid(index: index) }
            let isObligatory = item.isObligatory ?? false
            guard let id = item.id else {
                listed.append(ChecklistItem(id: newID(), text: text, isObligatory: isObligatory))
                continue
            }
            let path = "$.items[\(index)].id"
            guard var known = checklist.first(where: { $0.id == id }) else { throw .unknownItem(path: path) }
            guard !listed.contains(where: { $0.id == id }) else { throw .itemTwice(path: path) }
            (known.text, known.isObligatory) = (text, isObligatory)
            listed.append(known)
        }
        checklist = listed
    }

    /// Ticks items, or takes ticks back. One that is as it should be stays: the first who ticked it did it.
    mutating func tick(_ done: [EntityID], _ undone: [EntityID], by employee: EntityID?, at now: Instant)
        throws(ActivityError)
    {
        try requireAlive()
        for (index, id) in undone.enumerated() where done.contains(id) { throw .itemTwice(path: "$.undone[\(index)]") }
        for (index, id) in done.enumerated() {
            let place = try place(of: id, "$.done[\(index)]")
            guard checklist[place].doneAt == nil else { continue }
            (checklist[place].doneAt, checklist[place].doneBy) = (now, employee)
        }
        for (index, id) in undone.enumerated() {
            let place = try place(of: id, "$.undone[\(index)]")
            (checklist[place].doneAt, checklist[place].doneBy) = (nil, nil)
        }
    }

    private func place(of id: EntityID, _ path: String) throws(ActivityError) -> Int {
        guard let place = checklist.firstIndex(where: { $0.id == id }) else { throw .unknownItem(path: path) }
        return place
    }
}
