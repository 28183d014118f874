import Messages
import Store

/// What is said of a backup beside it. It is written last: a backup without one is not whole.
public struct BackupManifest: Codable, Sendable, Hashable {
    public static let encryption = "AES-256-GCM"

    /// The backup's name in the same folder.
    public var file: String
    public var takenAt: Instant
    /// Of the file as it lies there.
    public var bytes: Int
    /// In hexadecimal, of the file as it lies there.
    public var sha256: String
    /// Nothing where the file is the store itself.
    public var encryption: String?
    public var store: StoreFacts

    /// `customers-20261122T094008123Z`
    static func name(_ service: String, _ takenAt: Instant) -> String {
        "\(service)-\(takenAt.description.filter { $0.isLetter || $0.isNumber })"
    }
}
