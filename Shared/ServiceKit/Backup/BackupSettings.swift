import Configuration
import Foundation

/// Where a service puts backups of its store, and whether it takes them by itself.
public struct BackupSettings: Sendable, Hashable {
    public var directory: String?
    /// Nothing where it takes none by itself.
    public var every: Duration?
    /// How many are left in the folder; all where nothing is said.
    public var keep: Int?
    /// A file of at least 32 bytes that backups are encrypted with; nothing where they are not.
    public var keyFile: String?

    public init(directory: String? = nil, every: Duration? = nil, keep: Int? = nil, keyFile: String? = nil) {
        self.directory = directory
        self.every = every
        self.keep = keep
        self.keyFile = keyFile
    }

    init(_ reader: ConfigReader, _ faults: inout FaultCollector) {
        directory = reader.string(forKey: "backup.directory")
        if let directory, !directory.hasPrefix("/") { faults.add("backup.directory", "must be a whole path") }
        if let text = reader.string(forKey: "backup.every") {
            every = Self.span(text)
            if every == nil { faults.add("backup.every", "must be a span such as 30m, 6h or 1d") }
            if directory == nil { faults.add("backup.directory", "is missing; backup.every needs it") }
        }
        if reader.string(forKey: "backup.keep") != nil { keep = faults.number("backup.keep", in: 1...10_000) }
        keyFile = reader.string(forKey: "backup.keyFile")
        if let keyFile, (FileManager.default.contents(atPath: keyFile)?.count ?? 0) < 32 {
            faults.add("backup.keyFile", "\(keyFile) cannot be read or has fewer than 32 bytes")
        }
    }

    /// `90`, `90s`, `30m`, `6h`, `1d`; at least ten seconds.
    static func span(_ text: String) -> Duration? {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        let unit = text.last.flatMap { units[$0] }
        guard let number = Int(unit == nil ? text[...] : text.dropLast()), number > 0, number < 1_000_000 else {
            return nil
        }
        let seconds = number * (unit ?? 1)
        return seconds >= 10 ? .seconds(seconds) : nil
    }
}
