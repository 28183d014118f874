import Foundation

/// Where mail is handed over and how.
struct SMTPSettings: Sendable, Hashable {
    enum Security: String, Sendable, Hashable { case none, starttls, tls }

    var host: String
    var port: Int
    var security: Security
    var user: String?
    /// Read anew for each mail, so that a changed password needs no restart.
    var passwordFile: String?
    /// Certificates to trust instead of the system's.
    var caFile: String?
    /// The sender of every mail.
    var from: String
    /// For one mail as a whole.
    var timeout = Duration.seconds(60)

    var url: String { "\(security == .tls ? "smtps" : "smtp")://\(host):\(port)/" }

    /// Nothing where the file cannot be read or is empty.
    static func password(in path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let password = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return password.isEmpty ? nil : password
    }
}
