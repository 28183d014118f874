import Foundation
import GRDB
import Messages
import Store

/// A file that belongs to a document (CON-1): the signed original, minutes, an agreement.
struct Attachment: FetchableRecord, PersistableRecord, Codable, Sendable {
    static let databaseTableName = "attachment"
    var id: EntityID
    /// Of which document: `contract` or `invoice`.
    var entity: String
    var recordId: EntityID
    var kind: Kind
    var name: String
    /// By its content, not by what it is called.
    var type: String
    var size: Int
    var sha256: String
    var at: Instant
    var account: EntityID?

    enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
        case signedOriginal = "signed-original"
        case powerOfAttorney = "power-of-attorney"
        case minutes, agreement, other
    }

    static let greatestSize = 25 * 1_048_576
    static let mostPerRecord = 200
    /// The bytes that are kept in one row.
    static let pieceSize = 262_144
}

/// What a file is by its first bytes.
enum FileType: String, CaseIterable, Sendable {
    case pdf = "application/pdf"
    case png = "image/png"
    case jpeg = "image/jpeg"
    case tiff = "image/tiff"

    init?(beginning bytes: some Collection<UInt8>) {
        let starts = { (signature: [UInt8]) in bytes.starts(with: signature) }
        if starts(Array("%PDF-".utf8)) {
            self = .pdf
        } else if starts([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if starts([0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if starts([0x49, 0x49, 0x2A, 0x00]) || starts([0x4D, 0x4D, 0x00, 0x2A]) {
            self = .tiff
        } else {
            return nil
        }
    }
}

enum AttachmentError: FactError {
    case empty
    case tooLarge
    case tooMany
    case unsupported
    case invalidName
    case kept
    case kindRequired

    /// Answered as HTTP answers what is too large.
    var isOfSize: Bool { if case .tooLarge = self { true } else { false } }

    var facts: ErrorFacts {
        switch self {
        case .empty:
            fact("file-empty", "The file is empty. Send its bytes as the body.", "Tệp rỗng. Hãy gửi nội dung tệp.")
        case .tooLarge:
            fact(
                "file-too-large", "A file is of at most 25 MB. Scan with fewer dots, or split it.",
                "Tệp tối đa 25 MB. Hãy giảm độ phân giải hoặc tách tệp.")
        case .tooMany:
            fact(
                "too-many-files", "A document has at most 200 files. Delete some that are not needed.",
                "Mỗi chứng từ tối đa 200 tệp.", .conflict)
        case .unsupported:
            fact(
                "file-type-unsupported", "Only PDF, PNG, JPEG and TIFF are kept, judged by their content.",
                "Chỉ nhận tệp PDF, PNG, JPEG, TIFF (xét theo nội dung tệp).")
        case .invalidName:
            fact(
                "invalid-name", "The name must be of 1 to 200 bytes without control characters or slashes.",
                "Tên tệp từ 1 đến 200 byte, không có ký tự điều khiển hoặc dấu gạch chéo.", path: "name")
        case .kindRequired:
            fact(
                "invalid-parameter",
                "Say what the file is: \(Attachment.Kind.allCases.map(\.rawValue).joined(separator: ", ")).",
                "Hãy ghi loại tệp: \(Attachment.Kind.allCases.map(\.rawValue).joined(separator: ", ")).", path: "kind")
        case .kept:
            fact(
                "file-kept", "The original of what is signed or issued is kept.",
                "Không xóa được bản gốc của chứng từ đã ký hoặc phát hành.", .conflict)
        }
    }

    private func fact(
        _ code: String, _ en: String, _ vi: String, _ consequence: Consequence = .invalid, path: String? = nil
    ) -> ErrorFacts { ErrorFacts(code: code, consequence: consequence, en: en, vi: vi, path: path) }
}
