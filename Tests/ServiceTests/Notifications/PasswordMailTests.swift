import Foundation
import GRDB
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Notifications

/// Links to set a password that go by e-mail (ACC-1).
@Suite struct PasswordMailTests {
    private let account = EntityID(namespace: .quen, parts: ["account"])
    private let link = "https://crm.example/password-link?token=abc_DEF-123"

    private func seal(_ letter: Character = "k") throws -> LinkSeal {
        let path = NSTemporaryDirectory() + "quen-seal-" + UUID().uuidString
        try Data(String(repeating: letter, count: 32).utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try #require(LinkSeal(keyFile: path))
    }

    private func request(
        _ language: Language = .vietnamese, sealed: LinkSeal? = nil, in service: ServiceUnderTest
    ) async throws {
        try await service.publish(
            PasswordMailState(
                id: account, signInName: "an.nguyen", email: "an@quen.vn", language: language,
                sealedLink: try (sealed ?? seal()).seal(link, for: account),
                expiresAt: service.clock.now.adding(.seconds(1800))), "requested")
    }

    private func with(
        _ seal: LinkSeal?, _ script: SMTPSink.Script = .init(),
        _ body: @escaping @Sendable (ServiceUnderTest, SMTPSink, NotificationsSettings) async throws -> Void
    ) async throws {
        try await SMTPSink.with(script) { sink, port in
            var settings = NotificationsFixture.mail(port: port)
            settings.linkSeal = seal
            let chosen = settings
            try await NotificationsFixture.with(chosen) { try await body($0, sink, chosen) }
        }
    }

    private func waiting(_ service: ServiceUnderTest) async throws -> Int {
        try await service.store.read { try PasswordMail.fetchCount($0) }
    }

    /// The text of a mail.
    private func text(_ mail: String) -> String {
        let parts = mail.components(separatedBy: "Content-Transfer-Encoding: base64\r\n\r\n").dropFirst()
        let base64 = parts.first?.components(separatedBy: "\r\n\r\n")[0].replacing("\r\n", with: "") ?? ""
        return Data(base64Encoded: base64).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    @Test(arguments: [(Language.vietnamese, "vừa xin mật khẩu mới"), (.english, "asked for a new password")])
    func aLinkIsSentOnceAndForgotten(_ language: Language, _ words: String) async throws {
        try await with(try seal()) { service, sink, _ in
            try await request(language, in: service)
            try await service.wait("the mail") { sink.mails.count == 1 }
            let mail = try #require(sink.mails.first)
            #expect(text(mail).contains(link) && text(mail).contains(words))
            #expect(!mail.contains("In-Reply-To") && mail.contains("To: <an@quen.vn>"))
            try await service.wait("it to be forgotten") { try await waiting(service) == 0 }
        }
    }

    @Test func whatTheServerPutOffIsTriedAgainUntilTheLinkIsTooOld() async throws {
        let later = Array(repeating: SMTPSink.AfterData.reply("451 later"), count: 2)
        try await with(try seal(), .init(messages: later)) { service, sink, settings in
            try await request(in: service)
            try await service.wait("the first try") { sink.attempts == 1 }
            try await service.wait("it to wait") { try await due(service) == service.clock.now.adding(.seconds(60)) }
            service.clock.advance(by: .seconds(60))
            settings.passwordDoorbell.signal()
            try await service.wait("the second try") { sink.attempts == 2 }
            try await service.wait("it to wait again") {
                try await due(service) == service.clock.now.adding(.seconds(60))
            }
            service.clock.advance(by: .seconds(1740))
            settings.passwordDoorbell.signal()
            try await service.wait("it to be dropped") { try await waiting(service) == 0 }
            #expect(sink.mails.isEmpty && sink.attempts == 2)
        }
    }

    private func due(_ service: ServiceUnderTest) async throws -> Instant? {
        try await service.store.read { try PasswordMail.fetchOne($0)?.dueAt }
    }

    @Test func aLinkSealedWithAnotherKeyIsNotSent() async throws {
        try await with(try seal()) { service, sink, _ in
            try await request(sealed: try seal("x"), in: service)
            try await service.wait("it to be heard") { try await heard(service) }
            try await service.wait("it to be dropped") { try await waiting(service) == 0 }
            #expect(sink.attempts == 0)
        }
    }

    @Test func withoutAKeyNothingIsKept() async throws {
        try await with(nil) { service, sink, _ in
            try await request(in: service)
            try await service.wait("it to be heard") { try await heard(service) }
            #expect(try await waiting(service) == 0)
            #expect(sink.attempts == 0)
        }
    }

    private func heard(_ service: ServiceUnderTest) async throws -> Bool {
        try await service.store.read { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM seen WHERE entity = 'password-mail')") ?? false
        }
    }

    @Test func theSealHoldsAndIsTheAccountsOwn() throws {
        let seal = try seal()
        let sealed = try seal.seal(link, for: account)
        #expect(!sealed.contains("token"))
        #expect(seal.open(sealed, for: account) == link)
        #expect(seal.open(sealed, for: EntityID(namespace: .quen, parts: ["another"])) == nil)
        #expect(try self.seal("x").open(sealed, for: account) == nil)
        #expect(seal.open("rubbish", for: account) == nil)
        #expect(LinkSeal(keyFile: "/nowhere") == nil)
    }
}
