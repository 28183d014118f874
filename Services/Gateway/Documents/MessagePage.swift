import Messages

/// The pages that show the messages to a person: plain HTML, without scripts and without anything from elsewhere.
struct MessagePage: Sendable {
    static let style = """
        body{font:1rem/1.5 sans-serif;margin:2rem;color:#1a1a1a;background:#fff}main{max-width:60rem;margin:auto}\
        table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;\
        border-bottom:1px solid #ccc}code,pre{font:.9rem/1.4 monospace}pre{overflow-x:auto;background:#f4f4f4;padding:1rem}\
        dt{font-weight:bold}a{color:#0b4f9e}
        """

    let language: Language
    let files: MessageFiles

    /// Every channel with its messages, who sends and who receives.
    var index: String {
        let intro = word(
            Bilingual(
                en:
                    "Every message is a CloudEvents 1.0 JSON document. Members that a reader does not know are to be passed over. A copy keeps the newest state of a record; a step does something once for each event, in order.",
                vi:
                    "Mỗi thông điệp là một tài liệu JSON CloudEvents 1.0. Bên đọc bỏ qua những trường chưa biết. “Bản sao” giữ trạng thái mới nhất của bản ghi; “bước” thực hiện một lần cho mỗi sự kiện, theo thứ tự."
            ))
        let channels = MessageChannel.all.map(section).joined(separator: "\n")
        return page(
            title, "<p>\(intro)</p>\n<p><a href=\"/asyncapi.yaml\">asyncapi.yaml</a></p>\n\(channels)")
    }

    /// One message: its members and a sample. Nothing where there is none of that name.
    func message(_ name: String) -> String? {
        for channel in MessageChannel.all {
            if let entry = channel.messages.first(where: { $0.name == name }) { return message(entry, channel) }
        }
        return nil
    }

    // MARK: Parts

    private var title: String { word(Bilingual(en: "Messages of Quen", vi: "Các thông điệp của Quen")) }

    private func section(_ channel: MessageChannel) -> String {
        let links = channel.messages.map {
            "<li><a href=\"/docs/messages/\(Self.escaped($0.name))\"><code>\(Self.escaped($0.wireName))</code></a></li>"
        }
        return """
            <section><h2>\(Self.escaped(word(channel.title)))</h2>
            \(facts(channel))
            <ul>\(links.joined())</ul></section>
            """
    }

    private func facts(_ channel: MessageChannel) -> String {
        let receivers = channel.receivers.map { receiver in
            receiver.name + (receiver.mode.map { " (\(word(Self.name(of: $0))))" } ?? "")
        }
        let none = word(Bilingual(en: "nobody yet", vi: "chưa có"))
        return """
            <dl><dt>\(word(Bilingual(en: "Exchange and key", vi: "Exchange và khoá")))</dt>
            <dd><code>\(Self.escaped(channel.exchange))</code> · <code>\(Self.escaped(channel.key))</code></dd>
            <dt>\(word(Bilingual(en: "Sent by", vi: "Bên gửi")))</dt><dd>\(Self.escaped(channel.senders.joined(separator: ", ")))</dd>
            <dt>\(word(Bilingual(en: "Received by", vi: "Bên nhận")))</dt>
            <dd>\(Self.escaped(receivers.isEmpty ? none : receivers.joined(separator: ", ")))</dd></dl>
            """
    }

    private func message(_ entry: MessageChannel.Entry, _ channel: MessageChannel) -> String {
        let sample = files.sample(entry.path).map {
            "<h2>\(word(Bilingual(en: "Sample", vi: "Ví dụ")))</h2>\n<pre>\(Self.escaped($0))</pre>"
        }
        return page(
            entry.name,
            """
            <p><a href="/docs/messages">\(title)</a></p>
            <p><code>\(Self.escaped(entry.wireName))</code></p>
            \(facts(channel))
            <h2><code>data</code></h2>
            \(table(files.members(entry.path)))
            <p><a href="/Schemas/\(Self.escaped(entry.path))">JSON Schema</a></p>
            \(sample ?? "")
            """)
    }

    private func table(_ members: [SchemaMember]) -> String {
        let (yes, no) = (word(Bilingual(en: "yes", vi: "có")), word(Bilingual(en: "no", vi: "không")))
        let rows = members.map {
            "<tr><td><code>\(Self.escaped($0.path))</code></td><td>\(Self.escaped($0.type))</td><td>\($0.isRequired ? yes : no)</td></tr>"
        }
        let head = [
            Bilingual(en: "Member", vi: "Trường"), Bilingual(en: "Type", vi: "Kiểu"),
            Bilingual(en: "Required", vi: "Bắt buộc"),
        ].map { "<th scope=\"col\">\(word($0))</th>" }.joined()
        return "<table><thead><tr>\(head)</tr></thead><tbody>\n\(rows.joined(separator: "\n"))\n</tbody></table>"
    }

    private func page(_ title: String, _ content: String) -> String {
        """
        <!doctype html>
        <html lang="\(language.rawValue)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>\(Self.escaped(title))</title><style>\(Self.style)</style></head><body><main><h1>\(Self.escaped(title))</h1>
        \(content)
        </main></body></html>
        """
    }

    private func word(_ text: Bilingual) -> String { text.text(in: language) }

    private static func name(of mode: SubscriptionEntry.Mode) -> Bilingual {
        switch mode {
        case .copy: Bilingual(en: "copy", vi: "bản sao")
        case .step: Bilingual(en: "step", vi: "bước")
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
