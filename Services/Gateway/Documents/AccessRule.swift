import Foundation
import Messages

/// Who may call an operation: `x-quen-access` of the OpenAPI files. Its shape is in this service's README.
struct AccessRule: Decodable, Sendable {
    struct Need: Decodable, Sendable {
        var function: Function?
        var action: Action?
        var record: String?
        var scope: AccessScope?
        /// The member of the body that names the record; nothing for the one of the path.
        var `in`: String?
        var when: [String: JSONValue]?
        var or: String?
        /// `false` where a share does not open it.
        var shared: Bool?
        /// What must be one's own, in the place of a permission.
        var own: String?
    }

    var `public`: Bool?
    var signedIn: Bool?
    var programs: Bool?
    /// All of these must hold.
    var needs: [Need]?
    /// One of these.
    var anyOf: [Need]?
    /// Programs are turned away.
    var people: Bool?
    /// Functions whose permission decides which parts of the answer are there.
    var shows: [Function]?

    /// Whether somebody with these permissions may call it at all, whatever it is about.
    func isOpen(to permissions: Set<Permission>) -> Bool {
        func holds(_ need: Need) -> Bool {
            guard let function = need.function, let action = need.action, need.when == nil, need.in == nil else {
                return true
            }
            return permissions.contains {
                $0.function == function && $0.action == action && $0.scope >= need.scope ?? .own
            }
        }
        return needs?.allSatisfy(holds) ?? anyOf?.contains(where: holds) ?? true
    }

    // MARK: In words

    /// A sentence for each condition.
    var sentences: [Bilingual] {
        var sentences: [Bilingual] = []
        if `public` == true {
            sentences.append(Bilingual(en: "Anybody, without a token.", vi: "Mọi người, không cần token."))
        }
        if signedIn == true { sentences.append(Bilingual(en: "Whoever is signed in.", vi: "Mọi người đã đăng nhập.")) }
        if programs == true {
            sentences.append(
                Bilingual(en: "A program with its own token.", vi: "Chương trình, bằng token được cấp cho nó."))
        }
        if let anyOf {
            sentences.append(Bilingual(en: "One of these suffices:", vi: "Chỉ cần một trong các điều kiện sau:"))
            sentences += anyOf.map(\.sentence)
        }
        sentences += needs?.map(\.sentence) ?? []
        if let shows {
            let names = shows.map(\.rawValue).joined(separator: ", ")
            sentences.append(
                Bilingual(
                    en: "Parts of the answer are there only as far as view of these reaches: \(names).",
                    vi: "Một phần của kết quả chỉ có trong phạm vi quyền xem: \(names)."))
        }
        if people == true {
            sentences.append(Bilingual(en: "Not for programs.", vi: "Không dành cho chương trình."))
        }
        return sentences
    }
}

extension AccessRule.Need {
    var sentence: Bilingual {
        if let own {
            return Bilingual(en: "What is one's own: \(own).", vi: "Chỉ với dữ liệu của chính mình: \(own).")
        }
        let permission =
            "\(function?.rawValue ?? ""):\(action?.rawValue ?? "")" + (scope.map { ":\($0.rawValue)" } ?? "")
        let (place, condition) = (place, condition)
        return Bilingual(
            en: "\(permission) – \(place.en)\(condition.en).", vi: "\(permission) – \(place.vi)\(condition.vi).")
    }

    private var place: Bilingual {
        switch (record ?? "none", `in`) {
        case ("none", _): Bilingual(en: "whatever it is about", vi: "không xét đối tượng")
        case ("list", _): Bilingual(en: "shown is what is in reach", vi: "chỉ hiện những gì trong phạm vi")
        case ("report", _): Bilingual(en: "counted is what is in reach", vi: "chỉ tính những gì trong phạm vi")
        case ("stream", _): Bilingual(en: "told is what is in reach", vi: "chỉ báo những gì trong phạm vi")
        case ("new", _):
            Bilingual(en: "for whomever the new record belongs to", vi: "theo người phụ trách của bản ghi mới")
        case (let record, nil):
            Bilingual(
                en: "the \(record) of the path must be in reach",
                vi: "\(RecordName.of(record).vi) trong đường dẫn phải trong phạm vi")
        case (let record, .some(let member)):
            Bilingual(
                en: "the \(record) that \(member) names must be in reach",
                vi: "\(RecordName.of(record).vi) nêu ở mục \(member) phải trong phạm vi")
        }
    }

    private var condition: Bilingual {
        var (en, vi) = ("", "")
        if let or {
            en += or == "attends" ? ", or attended by who asks" : ", or sent to who asks"
            vi += or == "attends" ? ", hoặc có người hỏi tham dự" : ", hoặc gửi cho người hỏi"
        }
        if shared == false {
            en += ", not merely by a share"
            vi += ", không chỉ nhờ được chia sẻ"
        }
        for (name, value) in (when ?? [:]).sorted(by: { $0.key < $1.key }) {
            let values = (value.items ?? [value]).map { $0.text ?? ($0 == .bool(true) ? "true" : "false") }
            en += "; where \(name) is \(values.joined(separator: ", "))"
            vi += "; khi \(name) là \(values.joined(separator: ", "))"
        }
        return Bilingual(en: en, vi: vi)
    }
}
