import Foundation
import Messages
import TestKit

/// A service whose writes are durable only when it has fsynced them: a shim that is compiled here and preloaded into it
/// keeps a second copy of its store, which is what a power cut leaves.
struct ForgetfulDisk {
    private let installation: Installation
    private let service: ServiceName
    private let shim: String
    private var store: String { "\(installation.directory)/\(service.rawValue)" }
    private var durable: String { "\(installation.directory)/\(service.rawValue)-durable" }

    static func make(_ services: [ServiceName], _ installation: Installation) async throws -> [ForgetfulDisk] {
        let shim = try await compile(installation)
        return services.map { ForgetfulDisk(installation: installation, service: $0, shim: shim) }
    }

    /// Waits until the process has frozen at the write that it was started for, gives the service the store that the power
    /// cut left, and starts it as usual. How many pages were lost.
    func loseWhatWasNotSynced() async throws -> Int {
        let process = try installation.process(service)
        try await waitUntil("\(service) to freeze", atMost: .seconds(60)) {
            let status = try String(contentsOfFile: "/proc/\(process.id)/status", encoding: .utf8)
            return status.contains("State:\tT")
        }
        let before = try size(store)
        let (_, syncs) = try counts()
        try Fault.require(syncs > 0, "the shim saw no fsync")
        let difference = try differences()
        try await process.kill9()
        try FileManager.default.removeItem(atPath: store)
        try FileManager.default.copyItem(atPath: durable, toPath: store)
        try FileManager.default.removeItem(atPath: store + "/count")
        try Fault.require(before > 0, "there was no store")
        try installation.start(service)
        try await installation.waitReady(service)
        return difference
    }

    /// Starts the service anew; it freezes at that write.
    func start(untilWrite number: Int) async throws {
        try await installation.process(service).terminate()
        let files = FileManager.default
        if files.fileExists(atPath: durable) { try files.removeItem(atPath: durable) }
        try files.copyItem(atPath: store, toPath: durable)
        try installation.start(
            service,
            environment: [
                "LD_PRELOAD": shim, "POWER_LOSS_FROM": store, "POWER_LOSS_TO": durable, "POWER_LOSS_AT": "\(number)",
            ])
    }

    /// Pages in which the store differs from what is durable of it.
    private func differences() throws -> Int {
        var count = 0
        for name in ["store.sqlite", "store.sqlite-wal"] {
            let now = FileManager.default.contents(atPath: "\(store)/\(name)") ?? Data()
            let kept = FileManager.default.contents(atPath: "\(durable)/\(name)") ?? Data()
            for start in stride(from: 0, to: max(now.count, kept.count), by: 4096) {
                let page = start..<(start + 4096)
                if now[page.clamped(to: 0..<now.count)] != kept[page.clamped(to: 0..<kept.count)] { count += 1 }
            }
        }
        return count
    }

    private func size(_ folder: String) throws -> Int {
        (try FileManager.default.attributesOfItem(atPath: folder + "/store.sqlite")[.size] as? Int) ?? 0
    }

    /// Writes and fsyncs that the shim has seen.
    private func counts() throws -> (writes: Int, syncs: Int) {
        let text = try String(contentsOfFile: durable + "/count", encoding: .utf8)
        let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        guard numbers.count == 2 else { throw TestFailure("the shim wrote \(text)") }
        return (numbers[0], numbers[1])
    }

    private static func compile(_ installation: Installation) async throws -> String {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/cc") else {
            throw NotPossibleHere(why: "there is no C compiler (/usr/bin/cc)")
        }
        let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "power-loss.c").path
        let (shim, log) = ("\(installation.directory)/power-loss.so", "\(installation.directory)/log/cc.txt")
        let process = try ManagedProcess(
            "/usr/bin/cc", ["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", shim, source, "-ldl"],
            environment: ["PATH": "/usr/bin:/bin"], log: log)
        try await waitUntil("the compiler", atMost: .seconds(60)) { !process.isRunning }
        guard process.status == 0 else {
            throw TestFailure((try? String(contentsOfFile: log, encoding: .utf8)) ?? "cc failed")
        }
        return shim
    }
}
