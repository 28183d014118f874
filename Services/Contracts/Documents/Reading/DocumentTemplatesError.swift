/// What is wrong with the templates; a fault in the installation but for `unknownVersion`. Files are named from the
/// directory of the templates.
public enum DocumentTemplatesError: Error, Hashable, Sendable {
    /// `neededBy` is the template that asks for the file; nil for one that every installation has.
    case missing(file: String, neededBy: String?)
    case unreadable(file: String, reason: String)
    case notParsed(file: String, reason: String)
    /// The kind has no templates of that version.
    case unknownVersion(DocumentKind, Int)
}

extension DocumentTemplatesError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let file, nil): "\(file) is missing"
        case .missing(let file, let template?): "\(file) is missing; \(template) needs it"
        case .unreadable(let file, let reason): "\(file) cannot be read: \(reason)"
        case .notParsed(let file, let reason): "\(file) is no template: \(reason)"
        case .unknownVersion(let kind, let version): "there is no version \(version) of the \(kind) template"
        }
    }
}
