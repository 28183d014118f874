import Foundation
import Messages
import Store
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Named points at which a test may stop or kill the process: between a commit and its acknowledgement, between a confirm
/// and its position. Only a debug build has them; in a release build they do nothing.
///
/// A whole process is told by its environment: `QUEN_TEST_KILL_AT=consumer-committed:3` kills it the third time it gets
/// there, `QUEN_TEST_TRAP_ON=text` whenever a unit of work contains the text; with `QUEN_TEST_FAIL_ON=text` such a unit fails
/// in a way that trying again may mend, with `QUEN_TEST_REFUSE_ON=text` in one that it cannot; and
/// `QUEN_TEST_CLOCK_OFFSET=-3600` puts its clock back by an hour; `QUEN_TEST_CLOCK_OFFSET_FILE=path` by as much as the file
/// says at that moment, so that a test can move the clock of a process that runs.
package final class TestHooks: Sendable {
    package static let shared = TestHooks()
    /// What to do at a point, for the services that a task runs: tests side by side must not meet each other's.
    @TaskLocal package static var hooks: [String: @Sendable () async -> Void] = [:]
    #if DEBUG
        private let visits = Mutex<[String: Int]>([:])
        private let killAt = ProcessInfo.processInfo.environment["QUEN_TEST_KILL_AT"]
        private let trapOn = TestHooks.text("QUEN_TEST_TRAP_ON")
        private let failOn = TestHooks.text("QUEN_TEST_FAIL_ON")
        private let refuseOn = TestHooks.text("QUEN_TEST_REFUSE_ON")

        private static func offset(in file: String) -> Int64 {
            let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
            return Int64(text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "") ?? 0
        }

        private static func text(_ name: String) -> [UInt8]? {
            ProcessInfo.processInfo.environment[name].map { Array($0.utf8) }
        }
    #endif

    /// The real world, but for the clock where `QUEN_TEST_CLOCK_OFFSET` or its file moves it by so many seconds.
    package static let world: World = {
        var world = World.live
        #if DEBUG
            let environment = ProcessInfo.processInfo.environment
            if let file = environment["QUEN_TEST_CLOCK_OFFSET_FILE"] {
                world.now = { World.live.now().adding(.seconds(TestHooks.offset(in: file))) }
            } else if let offset = environment["QUEN_TEST_CLOCK_OFFSET"].flatMap({ Int64($0) }) {
                world.now = { World.live.now().adding(.seconds(offset)) }
            }
        #endif
        return world
    }()

    func reached(_ point: StaticString) async {
        #if DEBUG
            if let killAt {
                let count = visits.withLock { visits in
                    visits[point.description, default: 0] += 1
                    return visits[point.description, default: 0]
                }
                if killAt == "\(point.description):\(count)" { kill(getpid(), SIGKILL) }
            }
            await Self.hooks[point.description]?()
        #endif
    }

    /// A unit of work is about to run.
    func works(on content: @autoclosure () -> [UInt8]) throws {
        #if DEBUG
            if let trapOn, content().contains(trapOn) { kill(getpid(), SIGKILL) }
            if let failOn, content().contains(failOn) { throw Failure() }
            if let refuseOn, content().contains(refuseOn) {
                throw CommonError.invalid(
                    code: "test-refused", path: "$", message: Bilingual(en: "A test refuses it.", vi: "Bị từ chối."))
            }
        #endif
    }

    struct Failure: Error {}
}
