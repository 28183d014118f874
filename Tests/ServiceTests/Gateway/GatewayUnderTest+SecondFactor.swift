import Foundation
import HTTPTypes
import Messages
import Synchronization
import TestKit
import Testing

@testable import Gateway

extension GatewayUnderTest {
    /// The present step of codes.
    var step: Int64 { TOTP.step(at: service.clock.now) }

    func offer(_ token: String) async throws -> (totp: TOTP, answer: TestAnswer) {
        let answer = try await request(.post, "/me/second-factor", token: token)
        #expect(answer.status == 201, "\(answer.text)")
        let secret = try Self.decoded(base32: try #require(answer.string("secret")))
        return (TOTP(secret: secret), answer)
    }

    func activate(_ token: String, _ code: String) async throws -> TestAnswer {
        try await request(.post, "/me/second-factor/activate", token: token, body: #"{"code":"\#(code)"}"#)
    }

    /// Sets it up; the present step's code is used up by that.
    @discardableResult
    func enrol(_ token: String) async throws -> (totp: TOTP, codes: [String]) {
        let totp = try await offer(token).totp
        let answer = try await activate(token, totp.code(at: step))
        #expect(answer.status == 200, "\(answer.text)")
        return (totp, answer.texts("recoveryCodes"))
    }

    /// One of the acts that need password and code.
    func prove(
        _ token: String, _ act: String, _ password: String = Self.password, code: String
    ) async throws -> TestAnswer {
        try await request(
            .post, "/me/second-factor/\(act)", token: token,
            body: #"{"password":"\#(password)","code":"\#(code)"}"#)
    }

    private static func decoded(base32 text: String) throws -> Data {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = try text.flatMap { letter in
            let value = try #require(alphabet.firstIndex(of: letter))
            return (0..<5).map { value >> (4 - $0) & 1 }
        }
        return Data(
            stride(from: 0, to: bits.count / 8 * 8, by: 8).map { start in
                UInt8(bits[start..<start + 8].reduce(0) { $0 << 1 | $1 })
            })
    }
}

extension TestAnswer {
    /// A member that is a list of texts.
    func texts(_ member: String) -> [String] {
        guard case .array(let items) = object[member] else { return [] }
        return items.compactMap { item in
            guard case .string(let text) = item else { return nil }
            return text
        }
    }
}

/// Carries something out of a closure that may run elsewhere.
final class AsyncBox<Value: Sendable>: Sendable {
    private let kept = Mutex<Value?>(nil)
    var value: Value? {
        get { kept.withLock { $0 } }
        set { kept.withLock { $0 = newValue } }
    }
}
