/// Why a problem is invalid (FORMAT 2.7), and where: a path such as `activities[3].sessions[0].start`.
package struct ProblemError: Error, Equatable, Sendable {
    package var path: String
    package var reason: String

    package init(_ reason: String, at path: String = "") {
        self.path = path
        self.reason = reason
    }

    /// One line for a person.
    package var message: String { path.isEmpty ? reason : "\(path): \(reason)" }

    /// The same fault, seen from one level further out.
    func inside(_ part: String) -> ProblemError {
        let joined = path.isEmpty || path.hasPrefix("[") ? part + path : "\(part).\(path)"
        return ProblemError(reason, at: joined)
    }
}
