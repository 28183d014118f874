import Foundation
import Messages
import Mustache

/// The templates of mails, `Services/Notifications/Templates/<language>/<kind>.{txt,html}.mustache`, read at start. Where one
/// is missing or faulty the built-in plain text is sent instead: no fault in a template loses a notification (NOT-6).
struct MailTemplates: Sendable {
    private let templates: [String: MustacheTemplate]
    /// What is wrong with which file.
    let faults: [String]

    init(directory: String) {
        var (templates, faults) = ([String: MustacheTemplate](), [String]())
        for name in Self.names {
            do {
                let source = try String(contentsOfFile: "\(directory)/\(name).mustache", encoding: .utf8)
                templates[name] = try MustacheTemplate(string: source)
            } catch {
                faults.append("\(name).mustache: \(error)")
            }
        }
        (self.templates, self.faults) = (templates, faults)
    }

    /// `isBuiltIn`: a template was missing, faulty, or came to nothing.
    func body(_ alert: Alert, why: Bilingual, in language: Language) -> (body: MailBody, isBuiltIn: Bool) {
        body(alert.kind.rawValue, title: alert.title, text: alert.text, why: why, in: language)
    }

    /// The same for what is no alert, by the name of its templates.
    func body(_ kind: String, title: Bilingual, text: Bilingual, why: Bilingual, in language: Language) -> (
        body: MailBody, isBuiltIn: Bool
    ) {
        let values = [
            "title": title.text(in: language), "text": text.text(in: language), "why": why.text(in: language),
        ]
        let name = Self.name(kind, language)
        guard let text = render("\(name).txt", values), let html = render("\(name).html", values) else {
            return (Self.builtIn(values), true)
        }
        return (MailBody(text: text, html: html), false)
    }

    private func render(_ name: String, _ values: [String: String]) -> String? {
        guard let rendered = templates[name]?.render(values) else { return nil }
        return rendered.contains(where: { !$0.isWhitespace }) ? rendered : nil
    }

    private static func builtIn(_ values: [String: String]) -> MailBody {
        let parts = [values["text"], values["why"]].compactMap(\.self)
        let escaped = parts.map {
            $0.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        }
        return MailBody(
            text: parts.joined(separator: "\n\n") + "\n", html: escaped.map { "<p>\($0)</p>" }.joined(separator: "\n"))
    }

    private static func name(_ kind: String, _ language: Language) -> String { "\(language.rawValue)/\(kind)" }

    private static let names = (AlertKind.allCases.map(\.rawValue) + ["password-link"]).flatMap { kind in
        Language.allCases.flatMap { ["\(name(kind, $0)).txt", "\(name(kind, $0)).html"] }
    }
}
