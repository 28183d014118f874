import Foundation

/// From where somebody signs in.
struct Origin: Sendable, Hashable {
    var address: String
    /// What failures are counted by.
    var addressKey: String
    var userAgent: String
    /// Somebody has signed in by that name from this device before.
    var isKnown = false

    /// As the audit keeps it.
    var noted: [String: String] { ["address": address, "userAgent": userAgent] }
}
