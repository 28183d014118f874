import Foundation

/// Programs of this machine that some tests need; a test without its program is skipped, and says so.
public enum TestTools: Sendable {
    /// A Python with the packages of `compose/requirements.txt`; `compose/test` names it.
    public static let python: String? = {
        let path = ProcessInfo.processInfo.environment["QUEN_TEST_PYTHON"] ?? ""
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    public static func has(_ program: String) -> Bool {
        let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    /// What every program needs to know of this machine, and nothing else.
    static var environment: [String: String] {
        let kept = ["PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "TMPDIR"]
        return ProcessInfo.processInfo.environment.filter { kept.contains($0.key) }
    }
}
