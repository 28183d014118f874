import Foundation

/// How names to sign in by are written: folded, so that nobody gets a look-alike of another's.
enum SignInName {
    /// Throws `AccountError.invalidSignInName`.
    static func checked(_ text: String) throws(AccountError) -> String {
        let folded = folded(text)
        guard (2...64).contains(folded.utf8.count), folded.utf8.allSatisfy(isAllowed) else {
            throw .invalidSignInName
        }
        return folded
    }

    /// As names are compared; for input that may be anything.
    static func folded(_ text: String) -> String {
        String(text.prefix(256)).trimmingCharacters(in: .whitespaces).lowercased()
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "@"):
            true
        default: false
        }
    }
}
