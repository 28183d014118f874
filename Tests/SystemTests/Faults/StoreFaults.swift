import Foundation
import Messages
import TestKit
import Testing

extension FaultTests {
    /// Stores that cannot be written.
    @Suite struct Stores {
        @Test func aFullStoreTakesNothingAndRecovers() async throws {
            let seconds = Fault.times(10, long: 30)
            try await Fault.run(16, "store of the consumer full \(seconds) s") {
                try await Installation.forFault([.pipeline]) { installation in
                    let directory = "\(installation.directory)/contracts"
                    let disk = try await SmallDisk(at: directory, megabytes: 48)
                    let result: Result<String, any Error>
                    do {
                        try installation.start(.contracts)
                        try await installation.waitReady(.contracts)
                        result = .success(
                            try await unwritable(installation) { wait in
                                try disk.fill()
                                try await wait(.seconds(seconds))
                                try disk.empty()
                            })
                    } catch { result = .failure(error) }
                    try await installation.process(.contracts).kill9()
                    try await disk.remove()
                    return try result.get()
                }
            }
        }

        @Test func aLockedStoreTakesNothingAndRecovers() async throws {
            let seconds = Fault.times(15, long: 30)
            try await Fault.run(16, "store of the consumer locked \(seconds) s") {
                try await Installation.forFault([.pipeline, .contracts]) { installation in
                    try await unwritable(installation) { wait in
                        try await StoreReader(installation, .contracts).locked { try await wait(.seconds(seconds)) }
                    }
                }
            }
        }

        @Test func aPowerCutLosesNoAcknowledgedMessage() async throws {
            let times = Fault.times(2, long: 10)
            try await Fault.run(17, "power cut of each service under load, \(times) times") {
                let services: [ServiceName] = [.pipeline, .contracts]
                return try await Installation.forFault(services) { installation in
                    let ledger = FaultLedger(installation, .product)
                    try await ledger.watch()
                    let disks = try await ForgetfulDisk.make(services, installation)
                    let traffic = Traffic(installation, .product)
                    let count = times * 2 * 600
                    async let sending = traffic.send(count, perSecond: 60)
                    var (moments, lost) = (SeededGenerator(seed: Fault.seed), 0)
                    for _ in 0..<times {
                        for disk in disks {
                            try await disk.start(untilWrite: Int.random(in: 200...700, using: &moments))
                            lost += try await disk.loseWhatWasNotSynced()
                        }
                    }
                    _ = try await sending
                    try Fault.require(lost > 0, "nothing was lost, so nothing was tried")
                    return "\(lost) pages that were not fsynced were forgotten, \(try await ledger.isExact(count))"
                }
            }
        }

        /// `block` makes the store unwritable for as long as what it is given takes.
        private func unwritable(
            _ installation: Installation,
            _ block: (@escaping @Sendable (Duration) async throws -> Void) async throws -> Void
        ) async throws -> String {
            let ledger = FaultLedger(installation, .product)
            try await ledger.watch()
            let traffic = Traffic(installation, .product)
            try await traffic.send(300)
            try await ledger.waitForApplied(300, .contracts)
            try await block { length in
                try await traffic.send(300)
                try await waitUntil("the events to be committed", atMost: .seconds(60)) {
                    try await ledger.owned() == 600
                }
                try await Task.sleep(for: length)
                let applied = try await ledger.applied(.contracts)
                try Fault.require(
                    applied == 300, "\(applied - 300) events were applied to a store that is not writable")
                let depth = try await installation.depth(of: "contracts.events")
                try Fault.require(depth == 300, "\(300 - depth) messages were acknowledged")
            }
            let over = ContinuousClock.now
            try await ledger.waitForApplied(301, .contracts)
            let recovery = ContinuousClock.now - over
            let exact = try await ledger.isExact(600)
            try Fault.require(recovery <= .seconds(10), "it recovered only after \(recovery)")
            return "nothing acknowledged or parked, recovered after \(Fault.seconds(recovery)), \(exact)"
        }
    }
}

/// A file system of a few megabytes that can be filled.
struct SmallDisk {
    private let directory: String
    private var ballast: String { directory + "/ballast" }

    init(at directory: String, megabytes: Int) async throws {
        self.directory = directory
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        do {
            try await Self.run("/bin/mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", directory])
        } catch {
            throw NotPossibleHere(why: "a tmpfs cannot be mounted here (it needs root): \(error)")
        }
    }

    /// Writes until nothing more fits.
    func fill() throws {
        guard FileManager.default.createFile(atPath: ballast, contents: nil),
            let file = FileHandle(forWritingAtPath: ballast)
        else { throw TestFailure("cannot write \(ballast)") }
        defer { try? file.close() }
        var size = 1 << 20
        while size >= 1 {
            do { try file.write(contentsOf: Data(count: size)) } catch { size /= 2 }
        }
    }

    func empty() throws { try FileManager.default.removeItem(atPath: ballast) }

    func remove() async throws { try await Self.run("/bin/umount", [directory]) }

    private static func run(_ program: String, _ arguments: [String]) async throws {
        let log = NSTemporaryDirectory() + "quen-mount-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: log) }
        let process = try ManagedProcess(program, arguments, environment: [:], log: log)
        try await waitUntil(program, atMost: .seconds(20)) { !process.isRunning }
        guard process.status == 0 else {
            throw TestFailure((try? String(contentsOfFile: log, encoding: .utf8)) ?? "\(program) failed")
        }
    }
}
