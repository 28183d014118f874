/// Why the tool could not do what it was asked, with what to do about it.
struct OperatorError: Error, CustomStringConvertible, Equatable {
    var description: String

    init(_ description: String) { self.description = description }
}
