/// Secrets that others than their owner can read, or that can be guessed.
enum SecretFindings {
    static func of(exposed paths: [String]) -> [Finding] {
        paths.map {
            Finding(
                about: $0, what: "others than its owner can read this secret", remedy: "run: chmod 600 \($0)")
        }
    }

    /// By the path of each, why it is weak.
    static func of(weak secrets: [(path: String, why: String)]) -> [Finding] {
        secrets.map {
            Finding(
                about: $0.path, what: "this secret can be guessed: it \($0.why)",
                remedy:
                    "write 32 random characters into it (head -c 24 /dev/urandom | base64), then restart the services; for one of the broker also run: quen topology apply"
            )
        }
    }
}
