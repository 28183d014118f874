import Foundation
import Messages

/// A mail as bytes (RFC 5322, MIME): text and HTML, everything beyond ASCII encoded, so that any server takes it.
struct MailMessage: Sendable, Hashable {
    var id: String
    var from: String
    var to: String
    var subject: String
    /// What mails about one record have in common: they thread together.
    var thread: String?
    var date: Instant
    var text: String
    var html: String

    init(_ delivery: Delivery, _ alert: Alert, from: String, to: String, body: MailBody, at now: Instant) {
        let domain = from.split(separator: "@").last.map(String.init) ?? "localhost"
        id = "<\(delivery.id)@\(domain)>"
        thread = "<\(alert.about.entity).\(alert.about.id)@\(domain)>"
        (self.from, self.to, date) = (from, to, now)
        subject = alert.title.text(in: delivery.language)
        (text, html) = (body.text, body.html)
    }

    /// One that is about nothing else: `id` names it.
    init(id: String, subject: String, from: String, to: String, body: MailBody, at now: Instant) {
        let domain = from.split(separator: "@").last.map(String.init) ?? "localhost"
        self.id = "<\(id)@\(domain)>"
        (self.subject, self.from, self.to, date) = (subject, from, to, now)
        (text, html) = (body.text, body.html)
    }

    func bytes() -> [UInt8] {
        let boundary = "quen-" + id.filter { $0.isLetter || $0.isNumber }.prefix(40)
        var lines = headers
        lines += ["MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
        for (type, content) in [("text/plain", text), ("text/html", html)] {
            lines += ["--\(boundary)", "Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: base64", ""]
            lines += Self.base64Lines(content) + [""]
        }
        lines += ["--\(boundary)--", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    /// `Auto-Submitted` keeps out-of-office answers away (RFC 3834); `List-Unsubscribe` goes to the sender, who runs Quen.
    private var headers: [String] {
        [
            "Message-ID: \(id)", "Date: \(Self.rfc5322(date))", "From: Quen <\(from)>", "To: <\(to)>",
            "Subject: \(Self.encodedWords(subject))",
        ] + (thread.map { ["In-Reply-To: \($0)", "References: \($0)"] } ?? []) + [
            "Auto-Submitted: auto-generated", "List-Unsubscribe: <mailto:\(from)?subject=unsubscribe>",
        ]
    }

    // MARK: Encoding

    /// RFC 2047, base64: words of at most 75 characters, none of which cuts a character in two.
    static func encodedWords(_ text: String) -> String {
        let plain = text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : String($0) }.joined()
        guard !plain.allSatisfy({ $0.isASCII && $0 != "=" }) || plain.utf8.count > 60 else { return plain }
        var words: [[UInt8]] = [[]]
        for character in plain {
            let bytes = Array(character.utf8)
            if words[words.count - 1].count + bytes.count > 42 { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    static func base64Lines(_ text: String) -> [String] {
        let encoded = Data(text.utf8).base64EncodedString()
        return stride(from: 0, to: encoded.count, by: 76).map { String(encoded.dropFirst($0).prefix(76)) }
    }

    /// `Mon, 23 Nov 2026 02:00:00 +0000`
    static func rfc5322(_ instant: Instant) -> String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let text = instant.description
        guard let day = Day(String(text.prefix(10))) else { return text }
        let (year, month, number) = day.components
        let time = text.dropFirst(11).prefix(8)
        return "\(days[day.weekday - 1]), \(number) \(months[month - 1]) \(year) \(time) +0000"
    }

    /// Whether it can stand in a mail's head and in the talk with the server: one `@`, nothing that ends a line or an
    /// address.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isClean = text.unicodeScalars.allSatisfy {
            $0.value > 32 && $0.value != 127 && !"<>,;\"()\\".unicodeScalars.contains($0)
        }
        return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty && isClean && text.utf8.count <= 254
    }
}

/// The two forms of a mail's content.
struct MailBody: Sendable, Hashable {
    var text: String
    var html: String
}
