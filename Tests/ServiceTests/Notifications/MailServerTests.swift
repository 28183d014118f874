import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Notifications

/// Mail against a real server that protects, asks for a log-in, refuses, hangs and drops (fault 28): at most one mail, and
/// what is doubtful is shown. One after the other: thirty Python processes that start at once leave no time to anything else.
@Suite(
    "Mail servers", .serialized,
    .enabled(if: TestTools.python != nil, "QUEN_TEST_PYTHON names no Python with aiosmtpd; compose/test sets it"))
struct MailServerTests {
    private typealias Run = @Sendable (ServiceUnderTest, MailServer, NotificationsSettings) async throws -> Void

    /// Runs Notifications with that server, raises one alert for An, and waits for what becomes of the mail.
    private func with(
        _ plan: MailServer.Plan, expect state: Delivery.State,
        change: @escaping @Sendable (inout SMTPSettings) -> Void, _ body: @escaping Run
    ) async throws {
        try await MailServer.with(plan) { server in
            var smtp = SMTPSettings(
                host: "localhost", port: server.port,
                security: SMTPSettings.Security(rawValue: plan.tls.rawValue) ?? .none,
                caFile: plan.tls == .none ? nil : server.caFile, from: "crm@quen.vn", timeout: .seconds(20))
            change(&smtp)
            let settings = NotificationsSettings(smtp: smtp)
            try await NotificationsFixture.with(settings) { service in
                _ = try await service.appointment(in: .seconds(1000))
                try await service.advance(by: .seconds(100))
                try await tried(1, service)
                let reason = try await reason(service)
                #expect(try await service.deliveryStates() == [state], "\(reason)")
                try await body(service, server, settings)
            }
        }
    }

    private func with(_ plan: MailServer.Plan, expect state: Delivery.State, _ body: @escaping Run) async throws {
        try await with(plan, expect: state, change: { _ in }, body)
    }

    private func tried(_ times: Int, _ service: ServiceUnderTest) async throws {
        try await service.wait("attempt \(times)", atMost: .seconds(60)) {
            try await service.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM deliveryAttempt") == times }
        }
    }

    private func reason(_ service: ServiceUnderTest) async throws -> String {
        try await service.store.read { try String.fetchOne($0, sql: "SELECT reason FROM deliveryAttempt") } ?? ""
    }

    /// Time passes and the service looks again.
    private func later(_ span: Duration, _ service: ServiceUnderTest, _ settings: NotificationsSettings) {
        service.clock.advance(by: span)
        settings.mailDoorbell.signal()
    }

    private static func password(_ text: String) throws -> String {
        let file = NSTemporaryDirectory() + "quen-mail-password-" + UUID().uuidString
        try Data((text + "\n").utf8).write(to: URL(filePath: file))
        return file
    }

    // MARK: Protection and log-in

    @Test(arguments: [MailServer.Plan.Protection.starttls, .tls])
    func mailGoesOutProtectedAndLoggedIn(_ tls: MailServer.Plan.Protection) async throws {
        let file = try Self.password("mật khẩu")
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await with(
            .init(tls: tls, user: "crm@quen.vn", password: "mật khẩu"), expect: .sent,
            change: { smtp in
                (smtp.user, smtp.passwordFile) = ("crm@quen.vn", file)
            }
        ) { (_, server, _) async throws in
            #expect(try server.mails().count == 1)
            #expect(try server.count("AUTH ok") == 1)
            #expect(try server.mails().first?.contains("To: <an@quen.vn>") == true)
        }
    }

    /// Neither mail nor password is shown to a server that cannot prove who it is.
    @Test(arguments: [MailServer.Plan.Protection.starttls, .tls], [true, false])
    func aServerWithoutAProofGetsNothing(_ tls: MailServer.Plan.Protection, _ isOfAnotherName: Bool) async throws {
        let file = try Self.password("geheim")
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await with(
            .init(tls: tls, user: "crm", password: "geheim"), expect: .waiting,
            change: { smtp in
                (smtp.user, smtp.passwordFile) = ("crm", file)
                if isOfAnotherName { smtp.host = "127.0.0.1" } else { smtp.caFile = nil }
            }
        ) { (service, server, _) async throws in
            #expect(try server.count("AUTH") == 0)
            #expect(try server.count("MAIL") == 0)
            #expect(try await reason(service).contains("certificate"))
        }
    }

    @Test func aServerThatOffersNoProtectionGetsNothingWhereItIsWanted() async throws {
        try await with(.init(), expect: .waiting, change: { smtp in smtp.security = .starttls }) {
            (_, server, _) async throws in
            #expect(try server.count("MAIL") == 0)
        }
    }

    @Test func aWrongPasswordIsTriedAgainWhenItHasBeenMended() async throws {
        let file = try Self.password("falsch")
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await with(
            .init(tls: .starttls, user: "crm", password: "geheim"), expect: .waiting,
            change: { smtp in
                (smtp.user, smtp.passwordFile) = ("crm", file)
            }
        ) { (service, server, settings) async throws in
            #expect(try await !reason(service).contains("falsch"))
            #expect(try server.count("AUTH wrong") == 1)
            #expect(try server.count("MAIL") == 0)
            try Data("geheim".utf8).write(to: URL(filePath: file))
            later(.seconds(60), service, settings)
            try await tried(2, service)
            #expect(try await service.deliveryStates() == [.sent])
            #expect(try server.mails().count == 1)
        }
    }

    @Test func aServerThatWantsALogInMayBeGivenOneLater() async throws {
        try await with(.init(user: "crm", password: "geheim"), expect: .waiting) { (service, server, _) async throws in
            #expect(try await reason(service).contains("530"))
            #expect(try server.mails().isEmpty)
        }
    }

    // MARK: Refusals

    /// What concerns the mail is final with a 5xx; what concerns the connection may be mended. A refused EHLO is followed
    /// by HELO.
    @Test(arguments: [
        ("connect", "421 busy", Delivery.State.waiting), ("connect", "554 no service here", .waiting),
        ("EHLO", "550 not you", .sent), ("MAIL", "451 later", .waiting), ("MAIL", "550 not from you", .failed),
        ("RCPT", "450 mailbox busy", .waiting), ("RCPT", "550 no such user", .failed),
        ("DATA", "451 later", .waiting), ("DATA", "554 no", .failed),
        ("MESSAGE", "452 disk full", .waiting), ("MESSAGE", "554 looks like spam", .failed),
    ])
    func aRefusalIsCertain(_ stage: String, _ reply: String, _ state: Delivery.State) async throws {
        try await with(.init(answers: [stage: [reply]]), expect: state) { (service, server, settings) async throws in
            guard state == .waiting else { return }
            later(.seconds(60), service, settings)
            try await tried(2, service)
            #expect(try await service.deliveryStates() == [.sent])
            #expect(try server.mails().count == 1)
        }
    }

    // MARK: Silence

    /// Before the message is out nothing can have been taken over.
    @Test(arguments: ["connect", "MAIL", "RCPT", "DATA"], ["hang", "drop"])
    func silenceBeforeTheMessageIsTriedAgain(_ stage: String, _ fault: String) async throws {
        try await with(
            .init(answers: [stage: [fault]]), expect: .waiting,
            change: { smtp in
                smtp.timeout = .seconds(fault == "hang" ? 2 : 20)
            }
        ) { (service, server, settings) async throws in
            later(.seconds(60), service, settings)
            try await tried(2, service)
            #expect(try server.mails().count == 1)
        }
    }

    /// After it nobody knows: at most one mail, never sent again by itself, and listed as doubtful.
    @Test(arguments: ["hang", "drop", "keep hang", "keep drop"])
    func silenceAfterTheMessageIsDoubtful(_ fault: String) async throws {
        try await with(
            .init(answers: ["MESSAGE": [fault]]), expect: .unknown,
            change: { smtp in
                smtp.timeout = .seconds(fault.hasSuffix("hang") ? 3 : 20)
            }
        ) { (service, server, settings) async throws in
            later(.seconds(86_400), service, settings)
            // A later mail goes out, so the worker has looked; the doubtful one stayed.
            _ = try await service.appointment("Lần sau", in: .seconds(1000))
            try await service.advance(by: .seconds(100))
            try await tried(2, service)
            #expect(try server.count("MESSAGE") == 2)
            #expect(try server.mails().count == (fault.hasPrefix("keep") ? 2 : 1))
            let doubtful = try await service.request(.get, "/alerts?delivery=unknown")
            #expect(doubtful.object["items"]?.count == 1)
            print("fault 28  mail server: \(fault) after the message: at most one mail, the doubtful one listed")
        }
    }

    /// The service ends while a server keeps silent: at once, and what was under way is doubtful.
    @Test func aSilentServerHoldsUpNoEnd() async throws {
        try await MailServer.with(.init(answers: ["MESSAGE": ["hang"]])) { server in
            var smtp = SMTPSettings(host: "127.0.0.1", port: server.port, security: .none, from: "crm@quen.vn")
            smtp.timeout = .seconds(3600)
            let client = try #require(SMTPClient(smtp))
            async let outcome = client.send(Array("Subject: x\r\n\r\nx\r\n".utf8), to: "an@quen.vn")
            try await waitUntil("the message", atMost: .seconds(30)) { try server.count("MESSAGE") == 1 }
            client.close()
            guard case .doubtful = await outcome else {
                Issue.record("\(await outcome)")
                return
            }
        }
    }

    @Test func aServerThatIsGoneAfterItsWordHasTakenTheMail() async throws {
        try await with(.init(answers: ["QUIT": ["drop"]]), expect: .sent) { (_, server, _) async throws in
            #expect(try server.mails().count == 1)
        }
    }
}
