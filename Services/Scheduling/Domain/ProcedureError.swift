import Foundation
import Messages

/// What is wrong with a template, or why no chain can be started from it (SCH-3).
enum ProcedureError: FactError, Hashable {
    case textInvalid(path: String, most: Int)
    case stepsInvalid(most: Int)
    case keyInvalid(path: String)
    case keyTwice(path: String)
    case unknownStep(path: String)
    case numberInvalid(path: String, least: Int, most: Int)
    case timeIncomplete(path: String)
    case assigneeInvalid(path: String)
    case tooManyItems(path: String, most: Int)
    case nameTaken(name: String)
    case unknownEmployee(path: String)
    case employeeHasLeft(path: String)
    case unknownTeam(path: String)
    case unknownProcedure
    case retired(name: String)
    case stepWithoutAnybody(step: String)
    case nobodyResponsible
    case startInvalid
    case noWorkingDay(step: String)
    case notRunning

    var facts: ErrorFacts {
        switch self {
        case .textInvalid(let path, let most):
            ErrorFacts(
                code: "invalid-text", consequence: .invalid, en: "This must have 1 to \(most) characters.",
                vi: "Mục này phải có từ 1 đến \(most) ký tự.", path: path)
        case .stepsInvalid(let most):
            ErrorFacts(
                code: "steps-invalid", consequence: .invalid, en: "A procedure has 1 to \(most) steps.",
                vi: "Quy trình phải có từ 1 đến \(most) bước.", path: "$.steps")
        case .keyInvalid(let path):
            ErrorFacts(
                code: "invalid-key", consequence: .invalid,
                en: "A key has 1 to 40 of the letters a to z, digits and hyphens.",
                vi: "Mã bước gồm 1 đến 40 ký tự a-z, chữ số và dấu gạch nối.", path: path)
        case .keyTwice(let path):
            ErrorFacts(
                code: "repeated", consequence: .invalid, en: "Another step has this key. Choose another one.",
                vi: "Đã có bước khác dùng mã này. Hãy chọn mã khác.", path: path)
        case .unknownStep(let path):
            ErrorFacts(
                code: "unknown-step", consequence: .invalid,
                en: "Name the key of a step further above: a step cannot wait for a later one.",
                vi: "Hãy ghi mã của một bước ở phía trên: một bước không thể chờ bước sau nó.", path: path)
        case .numberInvalid(let path, let least, let most):
            ErrorFacts(
                code: "invalid-number", consequence: .invalid, en: "This is a number from \(least) to \(most).",
                vi: "Giá trị phải từ \(least) đến \(most).", path: path)
        case .timeIncomplete(let path):
            ErrorFacts(
                code: "time-incomplete", consequence: .invalid,
                en: "Give startTime (before 24:00) and minutes together, or neither.",
                vi: "Hãy nhập cả startTime (trước 24:00) và minutes, hoặc bỏ cả hai.", path: path)
        case .assigneeInvalid(let path):
            ErrorFacts(
                code: "assignee-invalid", consequence: .invalid,
                en: "Name employeeId for the assignee employee, teamId for team, and neither for responsible.",
                vi: "Người thực hiện là employee thì nhập employeeId, team thì nhập teamId, responsible thì bỏ cả hai.",
                path: path)
        case .tooManyItems(let path, let most):
            ErrorFacts(
                code: "too-many", consequence: .invalid, en: "There may be at most \(most) items.",
                vi: "Chỉ được nhập tối đa \(most) mục.", path: path)
        default: startFacts
        }
    }

    private var startFacts: ErrorFacts {
        switch self {
        case .nameTaken(let name):
            ErrorFacts(
                code: "procedure-name-taken", consequence: .conflict,
                en: "There is a procedure \"\(name)\". Choose another name, or change that one.",
                vi: "Đã có quy trình \"\(name)\". Hãy đặt tên khác hoặc sửa quy trình đó.")
        case .unknownEmployee(let path):
            ErrorFacts(
                code: "unknown-employee", consequence: .invalid,
                en: "There is no employee with this id. Choose one from the list.",
                vi: "Không có nhân viên này. Hãy chọn trong danh sách.", path: path)
        case .employeeHasLeft(let path):
            ErrorFacts(
                code: "employee-has-left", consequence: .invalid,
                en: "The employee has left the firm. Choose another one.",
                vi: "Nhân viên này đã nghỉ việc. Hãy chọn người khác.", path: path)
        case .unknownTeam(let path):
            ErrorFacts(
                code: "unknown-team", consequence: .invalid, en: "There is no such team. Choose one from the list.",
                vi: "Không có nhóm này. Hãy chọn trong danh sách.", path: path)
        case .unknownProcedure:
            ErrorFacts(
                code: "unknown-procedure", consequence: .invalid,
                en: "There is no such procedure. Choose one from the list.",
                vi: "Không có quy trình này. Hãy chọn trong danh sách.", path: "$.procedureId")
        case .retired(let name):
            ErrorFacts(
                code: "procedure-retired", consequence: .conflict,
                en: "\"\(name)\" is not used any more. Choose another procedure.",
                vi: "Quy trình \"\(name)\" không còn dùng. Hãy chọn quy trình khác.")
        case .stepWithoutAnybody(let step):
            ErrorFacts(
                code: "step-without-anybody", consequence: .conflict,
                en: "Whoever does the step \"\(step)\" has left the firm or is gone. Change the procedure first.",
                vi: "Người hoặc nhóm thực hiện bước \"\(step)\" không còn. Hãy sửa quy trình trước.",
                details: ["step": step])
        case .nobodyResponsible:
            ErrorFacts(
                code: "nobody-responsible", consequence: .invalid,
                en: "Nobody active is responsible. Name an employee in responsibleId.",
                vi: "Chưa có người phụ trách đang làm việc. Hãy chọn nhân viên ở responsibleId.",
                path: "$.responsibleId")
        case .startInvalid:
            ErrorFacts(
                code: "invalid-start", consequence: .invalid, en: "Start within a year before or five after today.",
                vi: "Ngày bắt đầu phải trong khoảng một năm trước đến năm năm sau hôm nay.", path: "$.startsOn")
        case .noWorkingDay(let step):
            ErrorFacts(
                code: "no-working-day", consequence: .conflict,
                en: "There is no working day for the step \"\(step)\". Look at the firm's working time.",
                vi: "Không có ngày làm việc cho bước \"\(step)\". Hãy xem lại giờ làm việc của công ty.",
                details: ["step": step])
        default:
            ErrorFacts(
                code: "procedure-over", consequence: .conflict,
                en: "The procedure is finished or cancelled. Start it anew.",
                vi: "Quy trình này đã xong hoặc đã hủy. Hãy bắt đầu lại.")
        }
    }
}
