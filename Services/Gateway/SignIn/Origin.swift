import Foundation

/// From where somebody signs in.
struct Origin: Sendable, Hashable {
    var address: String
    /// What failures are counted by.
    var addressKey: String
    var userAgent: String
}
