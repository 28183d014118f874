import Foundation
import Messages
import Mustache

/// The templates of mails, `Services/Notifications/Templates/<language>/<kind>.{txt,html}.mustache`, read at start; for kinds
/// without their own, `mail`. Where both are missing or faulty the built-in plain text is sent instead: no fault in a template
/// loses a notification (NOT-6).
struct MailTemplates: Sendable {
    private let templates: [String: MustacheTemplate]
    /// What is wrong with which file.
    let faults: [String]

    init(directory: String) {
        var (templates, faults) = ([String: MustacheTemplate](), [String]())
        for kind in Self.kinds {
            for name in Language.allCases.flatMap({ ["\(Self.name(kind, $0)).txt", "\(Self.name(kind, $0)).html"] }) {
                let path = "\(directory)/\(name).mustache"
                guard kind == Self.common || FileManager.default.fileExists(atPath: path) else { continue }
                do {
                    templates[name] = try MustacheTemplate(string: try String(contentsOfFile: path, encoding: .utf8))
                } catch {
                    faults.append("\(name).mustache: \(error)")
                }
            }
        }
        (self.templates, self.faults) = (templates, faults)
    }

    /// `isBuiltIn`: the templates were missing, faulty, or came to nothing.
    func body(_ alert: Alert, why: Bilingual, in language: Language) -> (body: MailBody, isBuiltIn: Bool) {
        body(alert.kind.rawValue, title: alert.title, text: alert.text, why: why, in: language)
    }

    /// The same for what is no alert, by the name of its templates.
    func body(_ kind: String, title: Bilingual, text: Bilingual, why: Bilingual, in language: Language) -> (
        body: MailBody, isBuiltIn: Bool
    ) {
        let values = [
            "title": title.text(in: language), "text": text.text(in: language), "why": why.text(in: language),
        ].mapValues(PrintableText.cleaned)
        for name in [Self.name(kind, language), Self.name(Self.common, language)] {
            if let text = render("\(name).txt", values), let html = render("\(name).html", values) {
                return (MailBody(text: text, html: html), false)
            }
        }
        return (Self.builtIn(values), true)
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

    private static let common = "mail"
    private static let kinds = AlertKind.allCases.map(\.rawValue) + ["password-link", common]
}
