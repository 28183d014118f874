import Messages

enum CustomFieldError: FactError, Hashable {
    case textInvalid(path: String, most: Int)
    case positionInvalid
    case tooMany(most: Int)
    case tooManyChoices(most: Int)
    case choicesMissing
    case choicesUnexpected
    case choiceTwice(path: String)
    case nameTaken
    case mergedIntoItself
    /// What so many employees have would be lost.
    case losesData(Loss, records: Int)
    case unknownField(path: String)
    case fieldTwice(path: String)
    case fieldRetired(path: String, name: String)
    case unknownChoice(path: String)
    case choiceRetired(path: String, name: String)
    case valueInvalid(path: String, CustomFieldKind)

    enum Loss: Hashable, Sendable {
        case field
        case kind
        /// A choice that the new content leaves out.
        case choice(name: String)
    }

    var facts: ErrorFacts {
        switch self {
        case .textInvalid(let path, let most):
            ErrorFacts(
                code: "invalid-text", consequence: .invalid,
                en: "Write 1 to \(most) characters, with a letter or figure among them.",
                vi: "Hãy nhập từ 1 đến \(most) ký tự, có ít nhất một chữ cái hoặc chữ số.", path: path)
        case .positionInvalid:
            ErrorFacts(
                code: "invalid-position", consequence: .invalid, en: "The position is a number from 1 to 1000.",
                vi: "Vị trí là số từ 1 đến 1000.", path: "$.position")
        case .tooMany(let most):
            ErrorFacts(
                code: "too-many", consequence: .conflict,
                en: "Employees have at most \(most) fields of the firm's own. Change or delete one of them.",
                vi: "Nhân viên có tối đa \(most) trường tự tạo. Hãy sửa hoặc xóa bớt một trường.")
        case .tooManyChoices(let most):
            ErrorFacts(
                code: "too-many", consequence: .invalid, en: "A field has at most \(most) choices.",
                vi: "Một trường có tối đa \(most) lựa chọn.", path: "$.choices")
        case .choicesMissing:
            ErrorFacts(
                code: "choices-missing", consequence: .invalid, en: "Say what may be chosen: a list of choices.",
                vi: "Hãy nhập danh sách các lựa chọn.", path: "$.choices")
        case .choicesUnexpected:
            ErrorFacts(
                code: "choices-unexpected", consequence: .invalid,
                en: "Only fields of the kinds one-choice and several-choices have choices. Leave them out.",
                vi: "Chỉ trường kiểu chọn một hoặc chọn nhiều mới có danh sách lựa chọn. Hãy bỏ danh sách này.",
                path: "$.choices")
        case .choiceTwice(let path):
            ErrorFacts(
                code: "choice-twice", consequence: .invalid,
                en: "Another choice of the field is written like this. Choose another name, or merge the two.",
                vi: "Trường này đã có lựa chọn trùng tên. Hãy đặt tên khác hoặc gộp hai lựa chọn.", path: path)
        case .nameTaken:
            ErrorFacts(
                code: "custom-field-taken", consequence: .conflict,
                en: "Another field is written like this. Choose another name.",
                vi: "Đã có trường trùng tên. Hãy đặt tên khác.", path: "$.name")
        case .mergedIntoItself:
            ErrorFacts(
                code: "merged-into-itself", consequence: .invalid,
                en: "A choice is merged into another one. Choose another as into.",
                vi: "Phải gộp vào một lựa chọn khác. Hãy chọn lại.", path: "$.into")
        case .losesData(let loss, let records): Self.facts(of: loss, records)
        case .unknownField(let path):
            ErrorFacts(
                code: "unknown-custom-field", consequence: .invalid,
                en: "There is no such field. Read GET /custom-fields for those there are.",
                vi: "Không có trường này. Hãy tải lại danh sách trường.", path: path)
        case .fieldTwice(let path):
            ErrorFacts(
                code: "custom-field-twice", consequence: .invalid, en: "The field is named twice. Say it once.",
                vi: "Trường này được nhập hai lần. Hãy bỏ bớt một.", path: path)
        case .fieldRetired(let path, let name):
            ErrorFacts(
                code: "custom-field-retired", consequence: .conflict,
                en: "\(name) is no longer entered. Leave it as it is or take it away.",
                vi: "Trường \(name) đã ngừng dùng. Hãy giữ nguyên hoặc xóa giá trị.", path: path)
        case .unknownChoice(let path):
            ErrorFacts(
                code: "unknown-choice", consequence: .invalid,
                en: "The field has no such choice. Read GET /custom-fields for those it has.",
                vi: "Trường không có lựa chọn này. Hãy tải lại danh sách lựa chọn.", path: path)
        case .choiceRetired(let path, let name):
            ErrorFacts(
                code: "choice-retired", consequence: .conflict, en: "\(name) is no longer offered. Choose another.",
                vi: "Lựa chọn \(name) đã ngừng dùng. Hãy chọn mục khác.", path: path)
        case .valueInvalid(let path, let kind):
            ErrorFacts(
                code: "invalid-value", consequence: .invalid,
                en: "This field takes \(kind.wanted.en), and nothing else.",
                vi: "Trường này chỉ nhận \(kind.wanted.vi).", path: path)
        }
    }

    private static func facts(of loss: Loss, _ records: Int) -> ErrorFacts {
        let facts: (path: String?, en: String, vi: String) =
            switch loss {
            case .field:
                (
                    nil,
                    "\(records) employees have something in this field. Retire it (isActive: false), or empty it first.",
                    "\(records) nhân viên có dữ liệu ở trường này. Hãy ngừng dùng trường (isActive: false) hoặc xóa dữ liệu trước."
                )
            case .kind:
                (
                    "$.kind",
                    "\(records) employees have something in this field that the other kind cannot hold. Enter a new field.",
                    "\(records) nhân viên có dữ liệu mà kiểu mới không giữ được. Hãy tạo trường mới."
                )
            case .choice(let name):
                (
                    "$.choices",
                    "\(records) employees have \"\(name)\". Retire it (isActive: false), or merge it into another choice.",
                    "\(records) nhân viên đang chọn \"\(name)\". Hãy ngừng dùng (isActive: false) hoặc gộp vào lựa chọn khác."
                )
            }
        return ErrorFacts(
            code: "custom-field-in-use", consequence: .conflict, en: facts.en, vi: facts.vi, path: facts.path,
            details: ["records": String(records)])
    }
}

extension CustomFieldKind {
    /// What a value says.
    fileprivate var wanted: Bilingual {
        switch self {
        case .text:
            Bilingual(
                en: "text of 1 to \(CustomField.mostText) characters", vi: "text từ 1 đến \(CustomField.mostText) ký tự"
            )
        case .number: Bilingual(en: "a number with at most 4 decimal places", vi: "number có tối đa 4 chữ số thập phân")
        case .date: Bilingual(en: "a date such as 2026-11-24", vi: "date dạng 2026-11-24")
        case .yesNo: Bilingual(en: "yes: true or false", vi: "yes: true hoặc false")
        case .oneChoice: Bilingual(en: "choiceIds with one choice", vi: "choiceIds có đúng một lựa chọn")
        case .severalChoices:
            Bilingual(en: "choiceIds with one choice or more", vi: "choiceIds có ít nhất một lựa chọn")
        }
    }
}
