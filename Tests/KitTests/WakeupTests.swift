import Foundation
import ServiceKit
import Testing

@Suite struct WakeupTests {
    private static func took(_ wakeup: Wakeup, atMost timeout: Duration) async throws -> Duration {
        let start = ContinuousClock.now
        try await wakeup.wait(atMost: timeout)
        return ContinuousClock.now - start
    }

    @Test func eachWaitTakesItsTimeoutWhateverTheOneBeforeCameTo() async throws {
        let wakeup = Wakeup()
        for _ in 0..<3 {
            #expect(try await Self.took(wakeup, atMost: .milliseconds(40)) >= .milliseconds(40))
        }
        wakeup.signal()
        wakeup.signal()
        #expect(try await Self.took(wakeup, atMost: .seconds(60)) < .seconds(30))
        #expect(try await Self.took(wakeup, atMost: .milliseconds(40)) >= .milliseconds(40))
    }

    @Test func aSignalWakesWhoWaits() async throws {
        let wakeup = Wakeup()
        try await wakeup.wait(atMost: .milliseconds(1))
        async let woken = Self.took(wakeup, atMost: .seconds(60))
        wakeup.signal()
        #expect(try await woken < .seconds(30))
    }

    @Test func aCancelledWaitThrowsAndHarmsNoLaterOne() async throws {
        let wakeup = Wakeup()
        let task = Task { try await wakeup.wait(atMost: .seconds(60)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await Self.took(wakeup, atMost: .milliseconds(40)) >= .milliseconds(40))
        wakeup.signal()
        #expect(try await Self.took(wakeup, atMost: .seconds(60)) < .seconds(30))
    }
}
