import Foundation
import GRDB
import Logging
import Messages
import ServiceKit
import ServiceLifecycle
import Store

/// Sends links to set a password, and forgets them. One may go out twice where the process ends in between: it is the same
/// link, and good once.
struct PasswordMailWorker: Service {
    let store: ServiceStore
    let client: SMTPClient
    let seal: LinkSeal
    let from: String
    let templates: MailTemplates
    let doorbell: Wakeup
    let logger: Logger

    func run() async throws {
        await withGracefulShutdownHandler {
            await cancelWhenGracefulShutdown { await work() }
        } onGracefulShutdown: {
            client.close()
        }
    }

    private func work() async {
        while !Task.isCancelled {
            do {
                while !Task.isCancelled, try await sendNext() {}
                try await doorbell.wait(atMost: .seconds(30))
            } catch is CancellationError {
                return
            } catch {
                logger.warning("password mail stopped", metadata: ["error": "\(error)"])
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// `false` where nothing is due.
    private func sendNext() async throws -> Bool {
        let now = store.world.now()
        let due = try await store.read { db in
            try PasswordMail.fetchOne(
                db, sql: "SELECT * FROM passwordMail WHERE dueAt <= ? ORDER BY dueAt LIMIT 1", arguments: [now])
        }
        guard let mail = due else { return false }
        let outcome = mail.expiresAt > now ? await send(mail) : .refused(reason: "it is too old")
        try await store.write(priority: .background) { try Self.settle(mail, outcome, $0) }
        return true
    }

    private func send(_ mail: PasswordMail) async -> MailOutcome {
        guard MailMessage.isAddress(mail.address) else { return .refused(reason: "the address cannot be used") }
        guard let link = seal.open(mail.sealedLink, for: mail.accountId) else {
            logger.error("a link cannot be opened: passwordMail.keyFile is not the Gateway's")
            return .refused(reason: "it cannot be opened")
        }
        let body = templates.body(
            "password-link", title: mail.title(), text: mail.text(link), why: PasswordMail.why, in: mail.language
        ).body
        let message = MailMessage(
            id: "\(mail.accountId).\(mail.expiresAt.milliseconds)", subject: mail.title().text(in: mail.language),
            from: from, to: mail.address, body: body, at: store.world.now())
        return await client.send(message.bytes(), to: mail.address)
    }

    /// A newer one of the account that came meanwhile stays.
    private static func settle(_ mail: PasswordMail, _ outcome: MailOutcome, _ transaction: Transaction) throws {
        if case .postponed = outcome {
            try transaction.db.execute(
                sql:
                    "UPDATE passwordMail SET attempts = attempts + 1, dueAt = ? WHERE accountId = ? AND sealedLink = ?",
                arguments: [transaction.now.adding(PasswordMail.pause), mail.accountId, mail.sealedLink])
        } else {
            try transaction.db.execute(
                sql: "DELETE FROM passwordMail WHERE accountId = ? AND sealedLink = ?",
                arguments: [mail.accountId, mail.sealedLink])
        }
        try transaction.audit(
            "password link mailed", subject: AccountState.subject(mail.accountId).description,
            details: ["result": outcome.name, "reason": outcome.reason ?? ""])
    }
}
