import Foundation
import Messages
import ServiceKit

/// The settings that only this service has.
struct NotificationsSettings: Sendable {
    /// Nothing where no mail server is configured: mail is skipped then, visibly.
    var smtp: SMTPSettings?
    /// For links that go by e-mail; nothing where none do.
    var linkSeal: LinkSeal?
    /// How often a live stream shows that it is alive, and is looked at for whether it may go on.
    var heartbeat = Duration.seconds(15)
    /// Where live streams meet.
    var hub = InboxHub()
    /// Rings when mail waits; a test rings it after moving the clock.
    var mailDoorbell = Wakeup()
    var passwordDoorbell = Wakeup()

    static let all = [
        Setting("smtp.host", default: "no mail", "The mail server"),
        Setting("smtp.port", default: "587, with tls 465", "Its port"),
        Setting("smtp.tls", default: "starttls", "none, starttls or tls"),
        Setting("smtp.user", default: "nobody", "Who signs in to the mail server"),
        Setting("smtp.passwordFile", default: "needed with smtp.user", "The file with the password"),
        Setting("smtp.caFile", default: "the system's", "The authority that the mail server's certificate is of"),
        Setting("mail.from", default: "needed with smtp.host", "The sender's address"),
        Setting("passwordMail.keyFile", default: "no links", "The key that links in mail are sealed with"),
    ]

    init(smtp: SMTPSettings? = nil) { self.smtp = smtp }

    /// Throws `ConfigurationFaults` with everything that is wrong.
    init(_ configuration: ServiceConfiguration) throws {
        var faults = FaultCollector(reader: configuration.values)
        linkSeal = LinkSeal.load(&faults)
        let host = faults.text("smtp.host", default: "")
        guard !host.isEmpty else {
            if linkSeal != nil { faults.add("smtp.host", "is missing: passwordMail.keyFile is set, so links are sent") }
            try faults.throwIfAny()
            return
        }
        let security = faults.text("smtp.tls", default: "starttls")
        if SMTPSettings.Security(rawValue: security) == nil { faults.add("smtp.tls", "must be none, starttls or tls") }
        let user = faults.text("smtp.user", default: "")
        let passwordFile = user.isEmpty ? "" : faults.text("smtp.passwordFile")
        if !user.isEmpty, !passwordFile.isEmpty, SMTPSettings.password(in: passwordFile) == nil {
            faults.add("smtp.passwordFile", "\(passwordFile) cannot be read or is empty")
        }
        let from = faults.text("mail.from")
        if !MailMessage.isAddress(from) { faults.add("mail.from", "must be an e-mail address such as crm@firm.vn") }
        let caFile = faults.text("smtp.caFile", default: "")
        smtp = SMTPSettings(
            host: host, port: faults.number("smtp.port", in: 1...65_535, default: security == "tls" ? 465 : 587),
            security: SMTPSettings.Security(rawValue: security) ?? .starttls, user: user.isEmpty ? nil : user,
            passwordFile: passwordFile.isEmpty ? nil : passwordFile, caFile: caFile.isEmpty ? nil : caFile, from: from)
        try faults.throwIfAny()
    }
}
