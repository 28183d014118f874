/// Something that is not as it should be, and what to do about it.
struct Finding: Equatable, Sendable {
    /// A service, a queue, a file.
    var about: String
    var what: String
    var remedy: String

    var text: String { "\(about): \(what)\n  remedy: \(remedy)" }
}
