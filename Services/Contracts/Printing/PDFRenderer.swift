import Foundation
import Glibc
import Messages
import ServiceKit
import Synchronization

/// Makes PDF of HTML by WeasyPrint, which is another program: where it is missing everything else works (CON-5). One document
/// at a time, for at most a minute.
final class PDFRenderer: Sendable {
    /// A path, or a name to be looked for in the PATH.
    let program: String
    private let gate = Turnstile()
    private let waiting = Mutex(0)
    private static let most = 8
    private static let limit = Duration.seconds(60)
    private static let greatestHTML = 20_000_000

    init(program: String) { self.program = program }

    /// - Throws: `PrintingError`.
    func pdf(of html: String) async throws -> [UInt8] {
        guard html.utf8.count <= Self.greatestHTML else { throw PrintingError.tooLarge }
        guard let path = Self.find(program) else { throw PrintingError.noRenderer(program) }
        // More would wait longer than anybody who asks does.
        try waiting.withLock { count in
            guard count < Self.most else { throw PrintingError.busy }
            count += 1
        }
        defer { waiting.withLock { $0 -= 1 } }
        return try await gate.alone {
            let folder = FileManager.default.temporaryDirectory.appending(path: "quen-print-\(UUID().uuidString)")
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            defer { try? FileManager.default.removeItem(at: folder) }
            let (input, output) = (folder.appending(path: "in.html"), folder.appending(path: "out.pdf"))
            try Data(html.utf8).write(to: input)
            try await Self.run([path, "--encoding", "utf-8", input.path, output.path], log: folder.path + "/log")
            guard let data = FileManager.default.contents(atPath: output.path), data.starts(with: Array("%PDF-".utf8))
            else { throw PrintingError.failed(Self.lastLine(of: folder.path + "/log")) }
            return Array(data)
        }
    }

    /// Not by Foundation's `Process`: it walks through all open files of this process before it starts another.
    private static func run(_ command: [String], log: String) async throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var arguments = pointers(command)
        // Nothing of this process's environment, where a setting may be, is handed on.
        var environment = pointers(["PATH=/usr/bin:/bin", "LANG=C.UTF-8"])
        defer { (arguments + environment).forEach { free($0) } }
        var process = pid_t()
        let status = posix_spawn(&process, command[0], &actions, nil, &arguments, &environment)
        guard status == 0 else { throw PrintingError.failed(String(cString: strerror(status))) }
        let deadline = ContinuousClock.now.advanced(by: limit)
        var code: Int32 = 0
        while waitpid(process, &code, WNOHANG) == 0 {
            guard ContinuousClock.now < deadline, !Task.isCancelled else {
                kill(process, SIGKILL)
                _ = waitpid(process, &code, 0)
                throw PrintingError.failed("it took longer than a minute")
            }
            try? await Task.sleep(for: .milliseconds(20))
        }
        guard code == 0 else { throw PrintingError.failed(lastLine(of: log)) }
    }

    private static func pointers(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) } + [nil]
    }

    private static func find(_ program: String) -> String? {
        if program.contains("/") { return access(program, X_OK) == 0 ? program : nil }
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return folders.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
    }

    private static func lastLine(of log: String) -> String {
        let text = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return String((text.split(whereSeparator: \.isNewline).last ?? "no word of it").prefix(300))
    }
}

enum PrintingError: FactError {
    case noRenderer(String)
    case failed(String)
    case tooLarge
    case busy
    case unknownVersion(Int)
    case notPrinted(Bilingual)

    var facts: ErrorFacts {
        switch self {
        case .noRenderer(let program):
            ErrorFacts(
                code: "pdf-not-available", consequence: .invalid,
                en:
                    "PDF needs the program \(program), which is not installed here. Ask for format=html and print that.",
                vi: "Chưa cài chương trình \(program) để tạo PDF. Hãy dùng format=html rồi in từ trình duyệt.",
                path: "format")
        case .failed(let reason):
            ErrorFacts(
                code: "pdf-failed", consequence: .temporary,
                en: "The PDF could not be made: \(reason). Ask for format=html, or tell the operator.",
                vi: "Không tạo được PDF. Hãy dùng format=html hoặc báo người vận hành.")
        case .tooLarge:
            ErrorFacts(
                code: "document-too-large", consequence: .invalid,
                en: "The document is too large for PDF. Ask for format=html, or for a shorter period.",
                vi: "Tài liệu quá lớn để tạo PDF. Hãy dùng format=html hoặc chọn kỳ ngắn hơn.", path: "format")
        case .busy:
            ErrorFacts(
                code: "pdf-busy", consequence: .temporary,
                en: "Too many PDFs are being made. Ask again in a minute, or for format=html.",
                vi: "Đang tạo quá nhiều PDF. Hãy thử lại sau một phút hoặc dùng format=html.")
        case .unknownVersion(let version):
            ErrorFacts(
                code: "unknown-version", consequence: .invalid, en: "There is no version \(version) of this template.",
                vi: "Không có phiên bản mẫu \(version).", path: "version")
        case .notPrinted(let reason):
            ErrorFacts(
                code: "nothing-to-print", consequence: .conflict, en: "There is nothing to print: \(reason.en).",
                vi: "Không có nội dung để in: \(reason.vi).")
        }
    }
}
