import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Notifications

@Suite struct MailTests {
    /// Runs Notifications with a mail server that does what `script` says and raises one alert for An.
    private func with(
        _ script: SMTPSink.Script = .init(), language: Language = .vietnamese,
        _ body: @escaping @Sendable (ServiceUnderTest, SMTPSink, NotificationsSettings) async throws -> Void
    ) async throws {
        try await SMTPSink.with(script) { sink, port in
            let settings = NotificationsFixture.mail(port: port)
            try await NotificationsFixture.with(settings) { service in
                try await service.introduce(NotificationsFixture.an, language: language, sequence: 2)
                try await service.wait("the language") {
                    try await service.store.read { db in
                        try String.fetchOne(db, sql: "SELECT language FROM accountCopy") == language.rawValue
                    }
                }
                _ = try await service.appointment(in: .seconds(1000))
                try await service.advance(by: .seconds(100))
                try await body(service, sink, settings)
            }
        }
    }

    private func waitFor(_ state: Delivery.State, _ service: ServiceUnderTest) async throws {
        try await service.wait("mail to be \(state)") { try await service.deliveryStates() == [state] }
    }

    @Test func aMailGoesOutOnceWithItsHeaders() async throws {
        try await with { service, sink, _ in
            try await waitFor(.sent, service)
            let mail = try #require(sink.mails.first)
            #expect(sink.mails.count == 1 && sink.attempts == 1)
            for header in [
                "Message-ID: <", "Date: Mon, 23 Nov 2026 02:01:40 +0000", "To: <an@quen.vn>",
                "Auto-Submitted: auto-generated",
                "List-Unsubscribe: <mailto:crm@quen.vn", "References: <appointment.",
            ] {
                #expect(mail.contains(header), "\(header)")
            }
            #expect(decodedSubject(mail) == "Lịch hẹn lúc 09:16 ngày 23/11/2026: Thăm khách")
            #expect(parts(mail).first?.contains("Vì sao bạn nhận thư này: Bạn tham dự") == true)
            #expect(parts(mail).last?.contains("<strong>Lịch hẹn lúc 09:16") == true)
            let log = try await service.request(
                .get, "/alerts/\(#require(try await service.published(AlertState.self).first?.state.id))")
            #expect(log.object["deliveries"]?[0]["attempts"][0]["result"] == .string("accepted"))
        }
    }

    @Test func theLanguageIsTheAccounts() async throws {
        try await with(language: .english) { service, sink, _ in
            try await waitFor(.sent, service)
            let mail = try #require(sink.mails.first)
            #expect(decodedSubject(mail).hasPrefix("Appointment at 09:16 on 23 Nov 2026"))
            #expect(parts(mail).first?.contains("Why you receive this: You attend") == true)
        }
    }

    @Test func whatTheServerPutsOffIsTriedAgainLater() async throws {
        try await with(.init(recipients: ["451 later", "451 later"])) { service, sink, settings in
            for (attempt, delay) in [(1, 60), (2, 300)] {
                try await service.wait("attempt \(attempt)") {
                    // In this order: it waits before the attempt as well.
                    guard sink.attempts == attempt else { return false }
                    return try await service.deliveryStates() == [.waiting]
                }
                service.clock.advance(by: .seconds(delay))
                settings.mailDoorbell.signal()
            }
            try await waitFor(.sent, service)
            #expect(sink.mails.count == 1 && sink.attempts == 3)
        }
    }

    @Test func whatTheServerRefusesHasFailed() async throws {
        try await with(.init(recipients: ["550 no such user"])) { service, sink, settings in
            try await waitFor(.failed, service)
            service.clock.advance(by: .seconds(86_400))
            settings.mailDoorbell.signal()
            #expect(sink.mails.isEmpty && sink.attempts == 1)
            #expect(try await service.request(.get, "/alerts?delivery=failed").object["items"]?.count == 1)
        }
    }

    @Test func aReplyAfterTheMessageIsCertainAndSilenceIsNot() async throws {
        try await with(.init(messages: [.reply("452 disk full")])) { service, sink, _ in
            try await waitFor(.waiting, service)
            try await service.wait("the attempt") { sink.attempts == 1 }
        }
        try await with(.init(messages: [.hangUp])) { service, sink, settings in
            try await waitFor(.unknown, service)
            service.clock.advance(by: .seconds(86_400))
            settings.mailDoorbell.signal()
            #expect(sink.attempts == 1)
        }
    }

    @Test func whatWasBeingSentWhenTheProcessEndedIsDoubtfulAndNotSentAgain() async throws {
        let clock = TestClock()
        try await SMTPSink.with { sink, port in
            try await ServiceUnderTest.withDirectory { directory in
                try await NotificationsFixture.with(clock: clock, directory: directory) { service in
                    _ = try await service.appointment(in: .seconds(1000))
                    try await service.advance(by: .seconds(100))
                    try await service.store.write { transaction in
                        try transaction.db.execute(
                            sql:
                                "UPDATE delivery SET state = 'sending', reason = NULL, attempts = 1 WHERE channel = 'email'"
                        )
                    }
                }
                try await NotificationsFixture.with(
                    NotificationsFixture.mail(port: port), clock: clock, directory: directory
                ) { service in
                    try await waitFor(.unknown, service)
                    #expect(sink.attempts == 0)
                }
            }
        }
    }

    @Test func aServerThatIsNotThereIsTriedAgain() async throws {
        let settings = NotificationsFixture.mail(port: try LoopbackSocket.freePorts(1)[0])
        try await NotificationsFixture.with(settings) { service in
            _ = try await service.appointment(in: .seconds(1000))
            try await service.advance(by: .seconds(100))
            try await service.wait("the attempt") {
                try await service.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM deliveryAttempt") == 1 }
            }
            #expect(try await service.deliveryStates() == [.waiting])
        }
    }

    @Test func aFaultInATemplateFallsBackToTheBuiltInText() async throws {
        try await ServiceUnderTest.withDirectory { directory in
            try FileManager.default.createDirectory(atPath: directory + "/vi", withIntermediateDirectories: true)
            for name in ["appointment-reminder.txt", "appointment-reminder.html"] {
                try Data("{{#open}} {{text}}".utf8).write(to: URL(filePath: "\(directory)/vi/\(name).mustache"))
            }
            let templates = MailTemplates(directory: directory)
            #expect(templates.faults.count == 2 + 4)
            let reminder = Reminder(
                about: Subject("appointment", .quen), name: "A & B", recipientIds: [], ownership: Ownership(),
                anchor: .instant(TestClock().now), eventType: "", eventId: .quen)
            let alert = Alert(
                .appointmentReminder, reminder, occurrence: "x", dueAt: TestClock().now, raisedAt: TestClock().now,
                recipientIds: [],
                text: AlertText(.appointmentReminder, reminder, customerName: nil, at: TestClock().now))
            let (body, isBuiltIn) = templates.body(alert, why: ReminderRule.appointment.why, in: .vietnamese)
            #expect(isBuiltIn && body.text.contains("A & B") && body.html.contains("A &amp; B"))
        }
    }

    @Test func everyKindHasATemplateInEachLanguage() {
        let templates = MailTemplates(directory: ServiceUnderTest.repositoryRoot + "/Services/Notifications/Templates")
        #expect(templates.faults.isEmpty)
        let text = Bilingual(en: "English", vi: "Tiếng Việt")
        for kind in AlertKind.allCases.map(\.rawValue) + ["password-link"] {
            for language in Language.allCases {
                let (body, isBuiltIn) = templates.body(kind, title: text, text: text, why: text, in: language)
                #expect(!isBuiltIn && body.text.contains(text.text(in: language)), "\(kind) \(language)")
                #expect(body.html.contains("lang=\"\(language.rawValue)\""))
            }
        }
    }

    /// swift-mustache escapes whole grapheme clusters: it does not see the `<` that another scalar hides.
    @Test(arguments: ["/Services/Notifications/Templates", "/nowhere"])
    func markupThatACharacterHidesIsEscapedToo(templates: String) {
        let hostile = "\u{0600}<script>x\u{0600}<\u{0301}/script>\u{0}\u{202E}&"
        let text = Bilingual(en: hostile, vi: hostile)
        let body = MailTemplates(directory: ServiceUnderTest.repositoryRoot + templates)
            .body("visit-due", title: text, text: text, why: text, in: .vietnamese).body
        let scalars = body.html.unicodeScalars.map(String.init).joined(separator: "|")
        #expect(!scalars.contains("<|s|c|r") && !scalars.contains("<|/|s|c|r"))
        #expect(scalars.contains("&|l|t|;|s|c|r") && scalars.contains("&|a|m|p|;"))
        #expect(!body.text.unicodeScalars.contains("\0") && !body.text.unicodeScalars.contains("\u{202E}"))
    }

    @Test func longSubjectsAreCutBetweenCharacters() {
        let text = String(repeating: "Hợp đồng ", count: 20)
        let encoded = MailMessage.encodedWords(text)
        #expect(encoded.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        #expect(decodedWords(encoded) == text)
        #expect(MailMessage.encodedWords("Plain\r\nBcc: x") == "Plain  Bcc: x")
        #expect(!MailMessage.isAddress("a@b>\r\nRCPT TO:<c@d"))
    }

    // MARK: Reading mails

    private func decodedSubject(_ mail: String) -> String {
        let lines = mail.components(separatedBy: "\r\n")
        guard let start = lines.firstIndex(where: { $0.hasPrefix("Subject: ") }) else { return "" }
        let rest = lines[(start + 1)...].prefix { $0.hasPrefix(" ") }
        return decodedWords(([String(lines[start].dropFirst(9))] + rest).joined(separator: "\r\n"))
    }

    private func decodedWords(_ text: String) -> String {
        text.components(separatedBy: "\r\n ").map { word in
            let base64 = word.dropFirst("=?utf-8?B?".count).dropLast(2)
            return Data(base64Encoded: String(base64)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }.joined()
    }

    /// The text and the HTML of a mail.
    private func parts(_ mail: String) -> [String] {
        mail.components(separatedBy: "Content-Transfer-Encoding: base64\r\n\r\n").dropFirst().map { part in
            let base64 = part.components(separatedBy: "\r\n\r\n")[0].replacing("\r\n", with: "")
            return Data(base64Encoded: base64).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
    }
}
