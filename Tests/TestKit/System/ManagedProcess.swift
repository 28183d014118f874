import Foundation
import Synchronization

/// A program that a test started: ended by its process id, never by its name.
public final class ManagedProcess: Sendable {
    private let process: Mutex<Process>
    public let id: Int32

    /// `log` receives standard error and output.
    public init(_ executable: String, _ arguments: [String], environment: [String: String], log: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.environment = environment
        if !FileManager.default.fileExists(atPath: log), !FileManager.default.createFile(atPath: log, contents: nil) {
            throw TestFailure("cannot write \(log)")
        }
        let handle = try FileHandle(forWritingTo: URL(filePath: log))
        try handle.seekToEnd()
        process.standardError = handle
        process.standardOutput = handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        id = process.processIdentifier
        self.process = Mutex(process)
    }

    public var isRunning: Bool { process.withLock { $0.isRunning } }
    /// Of one that has ended.
    public var status: Int32 { process.withLock { $0.isRunning ? -1 : $0.terminationStatus } }

    public func kill9() async throws {
        if isRunning { kill(id, SIGKILL) }
        try await waitUntil("process \(id) to die") { !isRunning }
    }

    /// Asks it to end in good order; its exit status.
    @discardableResult
    public func terminate(within patience: Duration = .seconds(25)) async throws -> Int32 {
        if isRunning { kill(id, SIGTERM) }
        try await waitUntil("process \(id) to end", atMost: patience) { !isRunning }
        return status
    }
}
