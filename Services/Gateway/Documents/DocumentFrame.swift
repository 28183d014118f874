import Messages

/// What all pages of the documents share: plain HTML, without scripts and without anything from elsewhere.
struct DocumentFrame: Sendable {
    static let style = """
        :root{color-scheme:light dark;--line:#c9ced6;--soft:#f3f5f8;--text:#1a1d21;--back:#fff;--link:#0b4f9e}\
        @media(prefers-color-scheme:dark){:root{--line:#454b54;--soft:#22262c;--text:#e8eaed;--back:#15181c;--link:#8ab8f5}}\
        body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:var(--text);background:var(--back)}\
        main,header{max-width:64rem;margin:auto;padding:0 1rem}header{display:flex;flex-wrap:wrap;gap:1rem;\
        padding-top:1rem}main{padding-bottom:3rem}h1{font-size:1.6rem;overflow-wrap:anywhere}h2{font-size:1.2rem;\
        margin-top:2rem}table{border-collapse:collapse;width:100%}.wide{overflow-x:auto}th,td{text-align:left;\
        vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line)}code,pre{font:.9rem/1.4 \
        ui-monospace,monospace}code{overflow-wrap:anywhere}pre{overflow-x:auto;background:var(--soft);padding:1rem}\
        dt{font-weight:bold}a{color:var(--link)}a:focus-visible,input:focus-visible,select:focus-visible,\
        button:focus-visible{outline:3px solid var(--link);outline-offset:2px}form{display:flex;flex-wrap:wrap;gap:.75rem;\
        align-items:end;background:var(--soft);padding:1rem}form label{display:block;font-size:.9rem}input,select,\
        button{font:inherit;padding:.4rem .6rem;max-width:100%;box-sizing:border-box}.skip{position:absolute;left:-99rem}\
        .skip:focus{left:1rem}.method{font-weight:bold;min-width:4rem}ul.plain{list-style:none;padding:0}\
        @media(max-width:40rem){.routes thead{position:absolute;left:-99rem}.routes tr{display:block;padding:.5rem 0;\
        border-bottom:1px solid var(--line)}.routes td{display:block;border:0;padding:.1rem 0}}
        """

    let language: Language
    /// Whether the reader chose the language, so that links keep it.
    var isChosen = false

    func page(_ title: String, _ content: String) -> String {
        """
        <!doctype html>
        <html lang="\(language.rawValue)"><head><meta charset="utf-8">\
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <title>\(Self.escaped(title)) – Quen</title><style>\(Self.style)</style></head><body>
        <a class="skip" href="#content">\(word(Bilingual(en: "To the content", vi: "Tới nội dung")))</a>
        <header><nav aria-label="\(word(Bilingual(en: "Documents", vi: "Tài liệu")))">\(navigation)</nav></header>
        <main id="content"><h1>\(Self.escaped(title))</h1>
        \(content)
        </main></body></html>
        """
    }

    /// A path of ours, in the language that the reader chose.
    func link(_ path: String, _ query: [String] = []) -> String {
        let query = (query + (isChosen ? ["lang=\(language.rawValue)"] : [])).joined(separator: "&")
        return Self.escaped(query.isEmpty ? path : path + "?" + query)
    }

    func word(_ text: Bilingual) -> String { Self.escaped(text.text(in: language)) }

    var yes: String { word(Bilingual(en: "yes", vi: "có")) }
    var no: String { word(Bilingual(en: "no", vi: "không")) }

    /// The table of a message's or a body's content.
    func table(_ members: [SchemaMember]) -> String {
        table(
            [
                Bilingual(en: "Member", vi: "Trường"), Bilingual(en: "Type", vi: "Kiểu"),
                Bilingual(en: "Required", vi: "Bắt buộc"),
            ],
            members.map { ["<code>\(Self.escaped($0.path))</code>", Self.escaped($0.type), $0.isRequired ? yes : no] })
    }

    /// `rows` are HTML.
    func table(_ columns: [Bilingual], _ rows: [[String]], style: String = "") -> String {
        let head = columns.map { "<th scope=\"col\">\(word($0))</th>" }.joined()
        let body = rows.map { "<tr>" + $0.map { "<td>\($0)</td>" }.joined() + "</tr>" }.joined(separator: "\n")
        return """
            <div class="wide" tabindex="0"><table class="\(style)"><thead><tr>\(head)</tr></thead><tbody>
            \(body)
            </tbody></table></div>
            """
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }

    private var navigation: String {
        let other: Language = language == .vietnamese ? .english : .vietnamese
        let name = other == .vietnamese ? "Tiếng Việt" : "English"
        return """
            <a href="\(link("/docs/api"))">\(word(Bilingual(en: "The API", vi: "API")))</a> · \
            <a href="\(link("/docs/messages"))">\(word(Bilingual(en: "Messages", vi: "Thông điệp")))</a> · \
            <a href="?lang=\(other.rawValue)" lang="\(other.rawValue)" hreflang="\(other.rawValue)">\(name)</a>
            """
    }
}
