import ServiceKit
import Testing

@Suite("Wakeup")
struct WakeupTests {
    @Test func aSignalWakesAlsoAfterAWaitWhoseTimeWasUp() async throws {
        let wakeup = Wakeup()
        try await wakeup.wait(atMost: .milliseconds(1))
        let start = ContinuousClock.now
        try await wakeup.wait(atMost: .milliseconds(200))
        #expect(ContinuousClock.now - start >= .milliseconds(200), "a wait whose time was up must not end the next one")
        wakeup.signal()
        try await wakeup.wait(atMost: .seconds(60))
        async let waiting: Void = wakeup.wait(atMost: .seconds(60))
        wakeup.signal()
        try await waiting
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test func aCancelledWaitThrowsAndTheNextOneWaits() async throws {
        let wakeup = Wakeup()
        let waiting = Task { try await wakeup.wait(atMost: .seconds(60)) }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        wakeup.signal()
        try await wakeup.wait(atMost: .seconds(60))
    }
}
