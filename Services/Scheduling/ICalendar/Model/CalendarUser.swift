/// An organizer or the person behind an attendee (`CAL-ADDRESS`, RFC 5545 §3.3.3).
public struct CalendarUser: Hashable, Sendable {
    /// Mostly `mailto:`; Outlook also writes `invalid:nomail`.
    public let uri: String
    /// `CN`
    public let name: String?

    public init(uri: String, name: String? = nil) {
        self.uri = uri
        self.name = name
    }

    public init(email: String, name: String? = nil) {
        self.init(uri: "mailto:" + email, name: name)
    }

    /// Nil if the address is of another kind.
    public var email: String? {
        uri.prefix(7).lowercased() == "mailto:" ? String(uri.dropFirst(7)) : nil
    }
}
