import Messages

/// Why the tool could not do what it was asked, with what to do about it.
struct OperatorError: Error, CustomStringConvertible, Equatable {
    var description: String

    init(_ description: String) { self.description = description }

    /// Runs `body`; what it says no to with a code is told in words.
    static func telling<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as any QuenError { throw OperatorError(error.message.en) }
    }
}
