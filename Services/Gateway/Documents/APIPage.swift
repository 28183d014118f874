import Foundation
import Messages

/// The pages that show the API to a person: all operations, to be looked through by words, service and role, and one each.
struct APIPage: Sendable {
    let frame: DocumentFrame
    let operations: [APIOperation]

    /// What the reader looks for; empty texts choose nothing.
    struct Choice: Sendable {
        var words = ""
        var service = ""
        var role = ""
    }

    // MARK: All

    func index(_ choice: Choice) -> String {
        let found = operations.filter { matches($0, choice) }
        let count = Bilingual(
            en: "\(found.count) of \(operations.count) operations",
            vi: "\(found.count) trong \(operations.count) thao tác")
        let rows = found.map { operation in
            [
                "<span class=\"method\">\(operation.method)</span>",
                """
                <a href="\(frame.link("/docs/api/\(operation.id)"))"><code>\(DocumentFrame.escaped(operation.path))</code></a>
                """,
                DocumentFrame.escaped(operation.summary),
            ]
        }
        return frame.page(
            frame.language == .vietnamese ? "API của Quen" : "The API of Quen",
            """
            <p>\(frame.word(intro))</p>
            <p><a href="/openapi.json">openapi.json</a> · <a href="/openapi.yaml">openapi.yaml</a></p>
            \(form(choice))
            <p role="status">\(frame.word(count))</p>
            \(frame.table(Self.columns, rows, style: "routes"))
            """)
    }

    private func matches(_ operation: APIOperation, _ choice: Choice) -> Bool {
        let text = "\(operation.method) \(operation.path) \(operation.id) \(operation.summary)".lowercased()
        let words = choice.words.lowercased().split(whereSeparator: \.isWhitespace)
        guard words.allSatisfy({ text.contains($0) }) else { return false }
        if !choice.service.isEmpty, operation.service != choice.service { return false }
        guard let role = ReadyMadeRole(rawValue: choice.role) else { return true }
        return operation.access?.isOpen(to: role.permissions) ?? false
    }

    private func form(_ choice: Choice) -> String {
        let services = Set(operations.map(\.service)).sorted().map { ($0, $0) }
        let roles = ReadyMadeRole.allCases.map { ($0.rawValue, $0.label.text(in: frame.language)) }
        let language =
            frame.isChosen ? "<input type=\"hidden\" name=\"lang\" value=\"\(frame.language.rawValue)\">" : ""
        return """
            <form method="get" action="/docs/api" role="search">\(language)
            <label>\(frame.word(Bilingual(en: "Words", vi: "Từ khóa")))<br>\
            <input type="search" name="q" maxlength="100" value="\(DocumentFrame.escaped(choice.words))"></label>
            \(select("service", Bilingual(en: "Service", vi: "Dịch vụ"), services, choice.service))
            \(select("role", Bilingual(en: "Open to the role", vi: "Vai trò được dùng"), roles, choice.role))
            <button type="submit">\(frame.word(Bilingual(en: "Search", vi: "Tìm")))</button></form>
            """
    }

    private func select(_ name: String, _ label: Bilingual, _ values: [(String, String)], _ chosen: String) -> String {
        let options = ([("", frame.language == .vietnamese ? "Tất cả" : "All")] + values).map { value, text in
            let mark = value == chosen ? " selected" : ""
            return "<option value=\"\(DocumentFrame.escaped(value))\"\(mark)>\(DocumentFrame.escaped(text))</option>"
        }
        return "<label>\(frame.word(label))<br><select name=\"\(name)\">\(options.joined())</select></label>"
    }

    private static let columns = [
        Bilingual(en: "Method", vi: "Phương thức"), Bilingual(en: "Path", vi: "Đường dẫn"),
        Bilingual(en: "What it does", vi: "Tác dụng"),
    ]

    private var intro: Bilingual {
        Bilingual(
            en:
                "Everything behind the one door. People sign in and send the access token; programs send the token that was made for them. Texts of the operations are in English; texts of problems follow Accept-Language.",
            vi:
                "Mọi thao tác sau cổng chung. Người dùng đăng nhập rồi gửi access token; chương trình gửi token được cấp. Mô tả thao tác bằng tiếng Anh; thông báo lỗi theo Accept-Language."
        )
    }

    // MARK: One

    /// Nothing where there is none of that name.
    func operation(_ id: String) -> String? {
        guard let operation = operations.first(where: { $0.id == id }) else { return nil }
        return frame.page(
            "\(operation.method) \(operation.path)",
            """
            <p><a href="\(frame.link("/docs/api"))">\(frame.word(Bilingual(en: "All operations", vi: "Mọi thao tác")))</a></p>
            <p>\(DocumentFrame.escaped(operation.summary))</p>
            \(operation.description.isEmpty ? "" : "<p>\(DocumentFrame.escaped(operation.description))</p>")
            <p><code>\(DocumentFrame.escaped(operation.id))</code></p>
            \(access(operation))
            \(parameters(operation))
            \(bodies(Bilingual(en: "Body", vi: "Nội dung gửi"), operation.bodies))
            \(answers(operation))
            """)
    }

    private func access(_ operation: APIOperation) -> String {
        guard let access = operation.access else { return "" }
        let sentences = access.sentences.map { "<li>\(frame.word($0))</li>" }.joined()
        let roles = ReadyMadeRole.allCases.filter { access.isOpen(to: $0.permissions) }
            .map { $0.label.text(in: frame.language) }
        let isForAll = roles.count == ReadyMadeRole.allCases.count
        let open =
            isForAll
            ? frame.word(Bilingual(en: "all", vi: "tất cả")) : DocumentFrame.escaped(roles.joined(separator: ", "))
        return """
            <h2>\(frame.word(Bilingual(en: "Who may call it", vi: "Ai được gọi")))</h2>
            <ul>\(sentences)</ul>
            <p>\(frame.word(Bilingual(en: "Ready-made roles to whom it is open", vi: "Vai trò có sẵn được dùng"))): \(open)</p>
            """
    }

    private func parameters(_ operation: APIOperation) -> String {
        guard !operation.parameters.isEmpty else { return "" }
        let columns = [
            Bilingual(en: "Parameter", vi: "Tham số"), Bilingual(en: "In", vi: "Ở"), Bilingual(en: "Type", vi: "Kiểu"),
            Bilingual(en: "Required", vi: "Bắt buộc"), Bilingual(en: "Meaning", vi: "Ý nghĩa"),
        ]
        let rows = operation.parameters.map {
            [
                "<code>\(DocumentFrame.escaped($0.name))</code>", DocumentFrame.escaped($0.place),
                DocumentFrame.escaped($0.type), $0.isRequired ? frame.yes : frame.no,
                DocumentFrame.escaped($0.description),
            ]
        }
        return "<h2>\(frame.word(Bilingual(en: "Parameters", vi: "Tham số")))</h2>\n\(frame.table(columns, rows))"
    }

    private func bodies(_ title: Bilingual, _ bodies: [APIOperation.Body]) -> String {
        bodies.map { body in
            """
            <h2>\(frame.word(title)) <code>\(DocumentFrame.escaped(body.mediaType))</code></h2>
            \(body.members.isEmpty ? "" : frame.table(body.members))
            """
        }.joined(separator: "\n")
    }

    private func answers(_ operation: APIOperation) -> String {
        let columns = [Bilingual(en: "Status", vi: "Mã"), Bilingual(en: "Meaning", vi: "Ý nghĩa")]
        let rows = operation.answers.map { ["<code>\($0.status)</code>", DocumentFrame.escaped($0.description)] }
        let good = operation.answers.filter { $0.status < "300" }.flatMap(\.bodies)
        return """
            <h2>\(frame.word(Bilingual(en: "Answers", vi: "Kết quả")))</h2>
            \(frame.table(columns, rows))
            \(bodies(Bilingual(en: "Content of a good answer", vi: "Nội dung khi thành công"), good))
            """
    }
}
