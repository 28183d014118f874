import Messages

/// The pages that show the messages to a person.
struct MessagePage: Sendable {
    let frame: DocumentFrame
    let files: MessageFiles

    /// Every channel with its messages, who sends and who receives.
    var index: String {
        let intro = frame.word(
            Bilingual(
                en:
                    "Every message is a CloudEvents 1.0 JSON document. Members that a reader does not know are to be passed over. A copy keeps the newest state of a record; a step does something once for each event, in order.",
                vi:
                    "Mỗi thông điệp là một tài liệu JSON CloudEvents 1.0. Bên đọc bỏ qua những trường chưa biết. “Bản sao” giữ trạng thái mới nhất của bản ghi; “bước” thực hiện một lần cho mỗi sự kiện, theo thứ tự."
            ))
        let channels = MessageChannel.all.map(section).joined(separator: "\n")
        return frame.page(
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

    private var title: String { Self.name.text(in: frame.language) }
    private static let name = Bilingual(en: "Messages of Quen", vi: "Các thông điệp của Quen")

    private func section(_ channel: MessageChannel) -> String {
        let links = channel.messages.map {
            "<li><a href=\"\(frame.link("/docs/messages/\($0.name)"))\"><code>\(DocumentFrame.escaped($0.wireName))</code></a></li>"
        }
        return """
            <section><h2>\(frame.word(channel.title))</h2>
            \(facts(channel))
            <ul>\(links.joined())</ul></section>
            """
    }

    private func facts(_ channel: MessageChannel) -> String {
        let receivers = channel.receivers.map { receiver in
            receiver.name + (receiver.mode.map { " (\(frame.word(Self.name(of: $0))))" } ?? "")
        }
        let none = frame.word(Bilingual(en: "nobody yet", vi: "chưa có"))
        return """
            <dl><dt>\(frame.word(Bilingual(en: "Exchange and key", vi: "Exchange và khoá")))</dt>
            <dd><code>\(DocumentFrame.escaped(channel.exchange))</code> · <code>\(DocumentFrame.escaped(channel.key))</code></dd>
            <dt>\(frame.word(Bilingual(en: "Sent by", vi: "Bên gửi")))</dt><dd>\(DocumentFrame.escaped(channel.senders.joined(separator: ", ")))</dd>
            <dt>\(frame.word(Bilingual(en: "Received by", vi: "Bên nhận")))</dt>
            <dd>\(DocumentFrame.escaped(receivers.isEmpty ? none : receivers.joined(separator: ", ")))</dd></dl>
            """
    }

    private func message(_ entry: MessageChannel.Entry, _ channel: MessageChannel) -> String {
        let sample = files.sample(entry.path).map {
            "<h2>\(frame.word(Bilingual(en: "Sample", vi: "Ví dụ")))</h2>\n<pre tabindex=\"0\">\(DocumentFrame.escaped($0))</pre>"
        }
        return frame.page(
            entry.name,
            """
            <p><a href="\(frame.link("/docs/messages"))">\(title)</a></p>
            <p><code>\(DocumentFrame.escaped(entry.wireName))</code></p>
            \(facts(channel))
            <h2><code>data</code></h2>
            \(frame.table(files.members(entry.path)))
            <p><a href="/Schemas/\(DocumentFrame.escaped(entry.path))">JSON Schema</a></p>
            \(sample ?? "")
            """)
    }

    private static func name(of mode: SubscriptionEntry.Mode) -> Bilingual {
        switch mode {
        case .copy: Bilingual(en: "copy", vi: "bản sao")
        case .step: Bilingual(en: "step", vi: "bước")
        }
    }
}
