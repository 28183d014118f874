import Messages

/// Why a backup was not taken, checked or restored.
public enum BackupError: QuenError, Equatable {
    case atWork
    case noDirectory
    case file(path: String, reason: String)
    /// The key does not open it, or it was changed.
    case wrongKey(path: String)
    case keyNeeded(path: String)

    public var code: String {
        switch self {
        case .atWork: "backup-at-work"
        case .noDirectory: "backup-directory"
        case .file: "backup-file"
        case .wrongKey: "backup-key"
        case .keyNeeded: "backup-key-needed"
        }
    }

    public var consequence: Consequence {
        switch self {
        case .atWork: .conflict
        case .file: .temporary
        case .noDirectory, .wrongKey, .keyNeeded: .invalid
        }
    }

    public var message: Bilingual {
        switch self {
        case .atWork:
            Bilingual(
                en: "A backup of this store is being taken just now. Wait for it.",
                vi: "Đang sao lưu kho dữ liệu này. Hãy chờ cho xong.")
        case .noDirectory:
            Bilingual(
                en: "Name the folder of the backup by its whole path, or set QUEN_BACKUP_DIRECTORY.",
                vi: "Hãy ghi đường dẫn đầy đủ của thư mục sao lưu, hoặc đặt QUEN_BACKUP_DIRECTORY.")
        case .file(let path, let reason):
            Bilingual(
                en: "\(path): \(reason). Check that the folder exists, has room and may be written by the service.",
                vi:
                    "\(path): \(Self.vietnamese[reason] ?? "không dùng được"). Hãy kiểm tra thư mục, dung lượng trống và quyền ghi."
            )
        case .wrongKey(let path):
            Bilingual(
                en: "\(path) cannot be opened with this key, or it was changed. Name the key that it was written with.",
                vi: "Không mở được \(path) bằng khoá này, hoặc tệp đã bị sửa.")
        case .keyNeeded(let path):
            Bilingual(
                en: "\(path) is encrypted. Name the file of its key by --key.",
                vi: "\(path) đã được mã hoá. Hãy chỉ ra tệp khoá bằng --key.")
        }
    }

    /// What the system says of a file is in English; of that only that it cannot be used.
    private static let vietnamese = [
        "the key cannot be read or has fewer than 32 bytes": "khoá không đọc được hoặc ngắn hơn 32 byte",
        "cannot be read": "không đọc được", "cannot be written": "không ghi được",
        "the folder cannot be made": "không tạo được thư mục", "there is no store": "không có kho dữ liệu",
        "there is a store already": "đã có kho dữ liệu",
        "the present store cannot be set aside": "không dời được kho dữ liệu hiện có",
        "the folder cannot be read": "không đọc được thư mục",
        "it has no manifest beside it, so it is no whole backup": "thiếu bản kê đi kèm nên bản sao lưu không trọn vẹn",
    ]
}
