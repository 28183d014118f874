import Foundation

/// Whether a secret for programs can be guessed. `SecretFiles.make` and compose/up make none that can.
enum SecretStrength {
    static let least = 24
    /// As long as those that we make: a word in one of these is chance.
    private static let long = 32
    private static let fewest = 10
    private static let words = [
        "password", "passw0rd", "matkhau", "secret", "changeme", "change-me", "admin", "guest", "rabbitmq", "default",
        "example", "12345", "qwerty",
    ]

    /// Why it is weak; nothing where it is not.
    static func weakness(of secret: String) -> String? {
        let folded = secret.lowercased()
        if let word = words.first(where: { folded.contains($0) }), secret.count < long {
            return "contains \"\(word)\""
        }
        if secret.count < least { return "has only \(secret.count) characters" }
        if Set(secret).count < fewest { return "is made of \(Set(secret).count) different characters" }
        return nil
    }
}
