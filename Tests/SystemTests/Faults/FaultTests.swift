import Foundation
import TestKit
import Testing

/// The table of faults of `messaging.md`, one test or more for each, against the real broker, real executables and real
/// stores. Each prints what was injected, how often, and what came of it. One after the other: they share two cores.
@Suite("Faults", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
enum FaultTests {}

/// One row of the table.
enum Fault {
    /// Durations and numbers of kills in their full form: `compose/test faults --long`.
    static let isLong = ProcessInfo.processInfo.environment["QUEN_TEST_LONG"] == "1"

    /// Of all random moments; another is given by `QUEN_TEST_SEED`.
    static let seed = ProcessInfo.processInfo.environment["QUEN_TEST_SEED"].flatMap { UInt64($0) } ?? 20_261_122

    /// The short form of a number, or the long one.
    static func times(_ short: Int, long: Int) -> Int { isLong ? long : short }

    /// Runs the fault and prints its line: what `body` returns, or that it failed, or why it was not run.
    static func run(_ number: Int, _ injected: String, _ body: () async throws -> String) async throws {
        let name = "fault \(number < 10 ? " " : "")\(number)  \(injected)"
        do {
            let result = try await body()
            print("\(name): \(result)")
        } catch let reason as NotPossibleHere {
            print("\(name): SKIPPED, \(reason.why)")
        } catch {
            print("\(name): FAILED (QUEN_TEST_SEED=\(seed)): \(error)")
            throw error
        }
    }

    /// Fails the fault where `condition` does not hold.
    static func require(_ condition: Bool, _ text: @autoclosure () -> String) throws {
        if !condition { throw TestFailure(text()) }
    }

    static func seconds(_ duration: Duration) -> String {
        let tenths = Int((duration / .milliseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}

/// Why a fault cannot be injected on this machine.
struct NotPossibleHere: Error {
    let why: String
}
