/// Secrets that others than their owner can read.
enum SecretFindings {
    static func of(_ names: [String], in directory: String) -> [Finding] {
        names.map {
            Finding(
                about: "\(directory)/\($0)", what: "others than its owner can read this secret",
                remedy: "run: chmod 600 \(directory)/\($0)")
        }
    }
}
