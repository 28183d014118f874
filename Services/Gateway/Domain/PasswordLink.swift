import Foundation

/// What a password may be set with, once, without the old one (ACC-1).
enum PasswordLink {
    /// An account has at most one of each; a newer one replaces the older.
    enum Purpose: String, Sendable, Hashable, CaseIterable {
        /// Made by an administrator: for somebody new, or who forgot the password.
        case reset
        /// Given at a sign-in with a password that somebody else knows too.
        case change
        /// Asked for by whoever typed the account's name, and sent to its e-mail address.
        case mail
        /// Made by whoever runs the Gateway, for an administrator who is locked out; takes the second factor away.
        case recovery

        var validity: Duration {
            switch self {
            case .reset, .recovery: .seconds(86_400)
            case .change: .seconds(900)
            case .mail: .seconds(1800)
            }
        }
    }
}
