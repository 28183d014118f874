import Foundation
import Messages
import NIOHTTP1
import TestKit

/// Mai, a director with an e-mail address and an account, with a customer; what she is reminded of, and the three ways on
/// which that reaches her and a program: her inbox, a mail server, a queue.
struct AlertScene {
    static let consumer = "watcher"
    let installation: Installation
    let mail: MailServer
    let staff: Staff
    let reader: NotificationReader
    private let customer: String

    /// What Notifications is told of the mail server.
    static func environment(_ mail: MailServer, passwordFile: String) -> [String: String] {
        [
            "QUEN_SMTP_HOST": "localhost", "QUEN_SMTP_PORT": "\(mail.port)", "QUEN_SMTP_TLS": "starttls",
            "QUEN_SMTP_CA_FILE": mail.caFile, "QUEN_SMTP_USER": "crm", "QUEN_SMTP_PASSWORD_FILE": passwordFile,
            "QUEN_MAIL_FROM": "crm@hoasen.vn",
        ]
    }

    /// Runs everything against a mail server with STARTTLS and a log-in, whose answers are `answers`.
    static func with(
        answers: [String: [String]] = [:], _ body: (AlertScene) async throws -> Void
    ) async throws {
        let plan = MailServer.Plan(tls: .starttls, user: "crm", password: "geheim", answers: answers)
        try await MailServer.with(plan) { mail in
            let passwordFile = NSTemporaryDirectory() + "quen-mail-password-" + UUID().uuidString
            try Data("geheim\n".utf8).write(to: URL(filePath: passwordFile))
            defer { try? FileManager.default.removeItem(atPath: passwordFile) }
            try await Installation.with(
                notificationConsumers: [consumer], environment: environment(mail, passwordFile: passwordFile)
            ) { installation in
                let scene = try await AlertScene(installation, mail)
                try await body(scene)
                await scene.reader.close()
            }
        }
    }

    private init(_ installation: Installation, _ mail: MailServer) async throws {
        (self.installation, self.mail) = (installation, mail)
        var staff = try await Staff(installation)
        try await staff.hire("Trần Văn Mai", signInName: "mai", role: .director)
        self.staff = staff
        reader = try await NotificationReader(Self.consumer, installation)
        customer = try Staff.id(
            try await staff.call(
                .POST, "/api/customers/customers", by: "mai",
                body: #"{"kind":"organisation","name":"Công ty TNHH Hoa Sen"}"#))
        let sql = "SELECT count(*) FROM accountCopy a JOIN employeeCopy e ON e.id = a.employeeId"
        let notifications = StoreReader(installation, .notifications)
        try await waitUntil("Mai to be known", atMost: .seconds(30)) { try await notifications.int(sql) == 1 }
    }

    // MARK: What reminds

    /// An appointment of Mai's whose reminder, 15 minutes before, falls due after `span`; its subject.
    func appointment(remindedIn span: Duration) async throws -> Subject {
        let start = Instant(Date()).adding(.seconds(900) + span)
        let mai = staff.employees["mai"] ?? ""
        let made = try await staff.call(
            .POST, "/api/scheduling/appointments", by: "mai",
            body: """
                {"title":"Thăm khách","customerId":"\(customer)","employeeIds":["\(mai)"],"startsAt":"\(start)",\
                "endsAt":"\(start.adding(.seconds(1800)))"}
                """)
        return Subject("appointment", try Staff.entity(made))
    }

    /// Makes room for another.
    func cancel(_ appointment: Subject) async throws {
        _ = try await staff.call(
            .POST, "/api/scheduling/appointments/\(appointment.id)/cancel", by: "mai",
            body: #"{"reason":"Khách bận"}"#)
    }

    /// A signed contract of Mai's that ends on that day; its subject.
    func contract(ends day: Day) async throws -> Subject {
        try await staff.signedContract(of: customer, ends: day, by: "mai")
    }

    /// A contract of which one announcement is due at once: twenty days before its end, the newest is that of thirty.
    func contractThatExpires() async throws -> Subject {
        try await contract(ends: LocalZone.vietNam.day(of: Instant(Date())).adding(days: 20))
    }

    // MARK: What came

    /// How many alerts about each record lie in Mai's inbox.
    func inbox() async throws -> [String: Int] {
        let answer = try await staff.call(.GET, "/api/notifications/inbox?view=all&limit=200", by: "mai")
        let items = answer.object["items"]?.items ?? []
        return Self.counted(items.compactMap { $0["about"]?.text })
    }

    /// How many mails about each record the server has taken.
    func mails() throws -> [String: Int] {
        Self.counted(
            try mail.mails().compactMap { mail in
                let line = mail.components(separatedBy: "\r\n").first { $0.hasPrefix("References: <") }
                let name = line?.dropFirst("References: <".count).prefix { $0 != "@" }.split(separator: ".")
                return name.map { $0.joined(separator: "/") }
            })
    }

    /// How many messages about each record came over the queue.
    func queue() async throws -> [String: Int] {
        Self.counted(
            try await reader.messages.map {
                try $0.decode(EntityEventData<AlertState>.self).state.about.description
            })
    }

    private static func counted(_ names: [String]) -> [String: Int] {
        Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    }

    /// Waits until `expected` alerts about each record have been mailed and queued.
    func waitForMailAndQueue(_ expected: [Subject: Int]) async throws {
        let total = expected.values.reduce(0, +)
        try await reader.read("\(total) notifications") { $0.count >= total }
        try await waitUntil("\(total) mails", atMost: .seconds(60)) { try mail.mails().count >= total }
    }

    /// Waits until everything has come on all three ways; nothing may have come more often.
    func expectExactly(_ expected: [Subject: Int]) async throws {
        let wanted = Dictionary(uniqueKeysWithValues: expected.map { ($0.key.description, $0.value) })
        try await waitForMailAndQueue(expected)
        try await waitUntil("the inbox", atMost: .seconds(30)) {
            try await inbox().values.reduce(0, +) >= wanted.values.reduce(0, +)
        }
        let came = (inbox: try await inbox(), mails: try mails(), queue: try await queue())
        guard came == (wanted, wanted, wanted) else {
            throw TestFailure("wanted \(wanted); came \(came)")
        }
    }

    // MARK: Downtime

    /// So many reminders wait, and what was published is written down, so that a kill repeats nothing on the queue.
    func settled(waiting timers: Int, of subject: Subject) async throws {
        let reader = StoreReader(installation, .notifications)
        try await waitUntil("\(timers) reminders of \(subject)", atMost: .seconds(30)) {
            try await reader.int("SELECT count(*) FROM timer WHERE state = 'waiting' AND subject = '\(subject)'")
                == timers
        }
        try await waitUntil("the relay's position", atMost: .seconds(30)) {
            try await reader.int("SELECT (SELECT coalesce(max(seq), 0) FROM outbox) - position FROM relay") == 0
        }
    }

    func startNotifications(clockAhead seconds: Int64? = nil) async throws {
        let environment = seconds.map { ["QUEN_TEST_CLOCK_OFFSET": "\($0)"] } ?? [:]
        try installation.start(.notifications, environment: environment)
        try await installation.waitReady(.notifications)
    }
}
