import Foundation
import HTTPTypes
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// "Forgotten password" (ACC-1): says the same, after the same time, whether or not there is such an account. Nothing where
/// no key is set for the links' way to Notifications.
struct ForgottenPassword: Sendable {
    let store: ServiceStore
    let settings: GatewaySettings
    private let askers = AddressTries()
    /// Longer than any request takes.
    static let answersAfter = Duration.milliseconds(500)
    /// Of one address, however many accounts are meant.
    static let tries = TokenBucket.Rate(perSecond: 1.0 / 60, burst: 10)

    init(store: ServiceStore, settings: GatewaySettings) {
        self.store = store
        self.settings = settings
    }

    /// Throws `HTTPProblem`: 429 for an address that asks too often, 409 where nothing is sent by mail.
    func request(_ name: String, origin: Origin, cause: Cause) async throws {
        let start = ContinuousClock.now
        guard let seal = settings.linkSeal else {
            throw CommonError.conflict(
                code: "password-mail-off",
                message: Bilingual(
                    en: "Passwords are not reset by e-mail here. Ask an administrator for a link.",
                    vi: "Hệ thống không đặt lại mật khẩu qua email. Hãy xin quản trị viên một liên kết."))
        }
        if let wait = askers.take(origin.addressKey, Self.tries, at: store.world.now()) {
            throw HTTPProblem.tooMany(wait)
        }
        let token = SecretToken()
        let request = RequestPasswordMail(
            name: SignInName.folded(name), token: token, url: PasswordLink.url(token, settings), seal: seal,
            origin: origin)
        try await store.write(cause: cause) { try request.execute(in: $0) }
        try await Task.sleep(until: start + Self.answersAfter)
    }
}
