import Foundation
import HTTPTypes
import Messages
import ServiceHTTP
import Synchronization

/// Hashes and compares passwords on threads of its own: scrypt takes a tenth of a second and 32 MB. At most
/// `concurrency` at a time, and at most `capacity` waiting; more are sent away.
final class PasswordHasher: Sendable {
    static let concurrency = 2
    static let capacity = 64
    private let cost: PasswordCost
    private let queue: OperationQueue
    private let waiting = Mutex(0)
    private let decoy: PasswordHash

    init(cost: PasswordCost) {
        self.cost = cost
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = Self.concurrency
        decoy = PasswordHash(decoyAt: cost)
    }

    func hash(_ password: String) async throws -> PasswordHash {
        try await run { [cost] in try PasswordHash(password, cost: cost) }
    }

    func matches(_ password: String, _ hash: PasswordHash?) async throws -> Bool {
        let isRight = try await run { [decoy] in try (hash ?? decoy).matches(password) }
        return isRight && hash != nil
    }

    /// Whether a hash was made with another cost than today's.
    func isOutdated(_ hash: PasswordHash) -> Bool { hash.cost != cost }

    private func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        let isTaken = waiting.withLock { waiting in
            guard waiting < Self.capacity else { return false }
            waiting += 1
            return true
        }
        guard isTaken else {
            throw HTTPProblem(
                .serviceUnavailable, code: "busy",
                message: Bilingual(
                    en: "Too many sign in right now. Try again shortly.", vi: "Hệ thống đang bận. Hãy thử lại sau."),
                headers: [.retryAfter: "2"])
        }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try body() }) }
        }
    }
}
