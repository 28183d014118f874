import Logging
import Messaging
import Testing

@Suite struct ReconnectingTests {
    @Test func waitsDoubleUpToTheLimitAndStartAgain() {
        var backoff = Backoff()
        let waits = (0..<30).map { _ in backoff.next() }
        for (wait, plain) in zip(waits, [0.2, 0.4, 0.8, 1.6, 3.2, 6, 6, 6]) {
            #expect(wait >= .seconds(plain * 0.79) && wait <= .seconds(plain * 1.21))
        }
        #expect(waits.allSatisfy { $0 <= .seconds(7.2) })
        backoff.reset()
        #expect(backoff.next() <= .seconds(0.25))
    }

    @Test func opensUntilItSucceeds() async throws {
        var reconnecting = Reconnecting(
            backoff: Backoff(first: .milliseconds(1), limit: .milliseconds(2)), logger: Logger(label: "test"))
        var failures = 0
        let result = try await reconnecting.open("a test") {
            failures += 1
            if failures < 4 { throw BrokerError.connection("refused") }
            return failures
        }
        #expect(result == 4)
    }

    @Test func cancellationEndsTheAttempts() async throws {
        let task = Task {
            var reconnecting = Reconnecting(logger: Logger(label: "test"))
            return try await reconnecting.open("a test") { () -> Int in throw BrokerError.accessRefused("no") }
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
