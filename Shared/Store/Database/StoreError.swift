import Foundation
import GRDB
import Messages

/// Why a store cannot be used. None of these is about one message or command.
public enum StoreError: QuenError, Equatable {
    case cannotOpen(path: String, reason: String)
    case locked(path: String)
    /// The store was written by a newer release.
    case newerStore(applied: [String])
    /// It belongs to another service or site.
    case foreign(expected: String, found: String)
    case notDurable(synchronous: Int)
    /// SQLite could not write (disk full, I/O error): nothing was done.
    case unavailable(reason: String)
    /// Too much waits to be published, or the disk is nearly full.
    case overloaded(reason: String)
    case tooLarge(type: String, bytes: Int)

    public var code: String {
        switch self {
        case .cannotOpen: "store-cannot-open"
        case .locked: "store-locked"
        case .newerStore: "store-newer"
        case .foreign: "store-foreign"
        case .notDurable: "store-not-durable"
        case .unavailable: "store-unavailable"
        case .overloaded: "overloaded"
        case .tooLarge: "too-large"
        }
    }

    public var consequence: Consequence {
        if case .tooLarge = self { .invalid } else { .temporary }
    }

    public var message: Bilingual {
        switch self {
        case .cannotOpen(let path, let reason): Self.both("The store \(path) cannot be opened: \(reason).")
        case .locked(let path):
            Self.both("Another process has the store \(path). Stop it first, or wait for it with --lock-wait 30s.")
        case .newerStore(let applied):
            Self.both(
                "The store was written by a newer release (\(applied.joined(separator: ", "))). Start that release or restore a backup."
            )
        case .foreign(let expected, let found):
            Self.both("The store belongs to \(found), not to \(expected). Check the store directory and the site.")
        case .notDurable(let synchronous): Self.both("SQLite runs with synchronous=\(synchronous) instead of FULL.")
        case .unavailable(let reason):
            Bilingual(
                en: "The service cannot write for now (\(reason)). Nothing was changed; try again in a minute.",
                vi: "Hệ thống tạm thời không ghi được dữ liệu. Chưa có gì thay đổi; hãy thử lại sau một phút.")
        case .overloaded(let reason):
            Bilingual(
                en: "The service takes no changes for now: \(reason). Try again later.",
                vi: "Hệ thống tạm thời không nhận thay đổi. Hãy thử lại sau.")
        case .tooLarge(let type, let bytes):
            Bilingual(
                en:
                    "The record has grown too large to be published (\(type), \(bytes) bytes). Shorten its texts or lines.",
                vi: "Bản ghi quá lớn (\(bytes) byte). Hãy rút ngắn nội dung hoặc bớt dòng.")
        }
    }

    private static func both(_ text: String) -> Bilingual { Bilingual(en: text, vi: text) }
}

extension StoreError {
    /// Whether `error` says that the store itself cannot be used for now (disk full, I/O, locked), which is never the
    /// fault of the message or command at hand: nothing is parked for it.
    public static func isInfrastructure(_ error: any Error) -> Bool {
        if let error = error as? StoreError { return error.consequence == .temporary }
        guard let code = (error as? DatabaseError)?.resultCode else { return false }
        return [
            .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_READONLY, .SQLITE_CORRUPT, .SQLITE_NOMEM,
            .SQLITE_CANTOPEN, .SQLITE_NOTADB, .SQLITE_INTERRUPT, .SQLITE_ABORT, .SQLITE_PROTOCOL,
        ].contains(code)
    }
}
