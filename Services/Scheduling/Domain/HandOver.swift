import Foundation
import Messages

extension Ownership {
    /// With another employee in the place of one; nobody is first and second at once.
    func handedOver(from old: EntityID, to new: EntityID) -> Ownership {
        var changed = self
        if changed.responsibleId == old { changed.responsibleId = new }
        if changed.secondResponsibleId == old { changed.secondResponsibleId = new }
        if changed != self, changed.responsibleId == changed.secondResponsibleId { changed.secondResponsibleId = nil }
        return changed
    }
}

extension [EntityID] {
    /// With another employee in the place of one, each once.
    func handedOver(from old: EntityID, to new: EntityID) -> [EntityID] {
        var changed: [EntityID] = []
        for id in self {
            let id = id == old ? new : id
            if !changed.contains(id) { changed.append(id) }
        }
        return changed
    }
}

extension Appointment {
    mutating func handOver(from old: EntityID, to new: EntityID) {
        employeeIds = employeeIds.handedOver(from: old, to: new)
        let ownership = ownership.handedOver(from: old, to: new)
        (responsibleId, secondResponsibleId) = (ownership.responsibleId, ownership.secondResponsibleId)
    }
}

/// Why the work of an employee cannot be handed over (SCH-1).
enum HandOverError: QuenError, Hashable {
    case sameEmployee
    case unknownEmployee
    case hasLeft
    case tooMany(most: Int)
    case unknownRecord(path: String)
    case clashes([HandOverClash], more: Int)

    var code: String {
        switch self {
        case .sameEmployee: "same-employee"
        case .unknownEmployee: "unknown-employee"
        case .hasLeft: "employee-has-left"
        case .tooMany: "too-much-work"
        case .unknownRecord: "unknown-work"
        case .clashes: "hand-over-clash"
        }
    }

    var consequence: Consequence {
        switch self {
        case .sameEmployee, .tooMany, .clashes: .conflict
        default: .invalid
        }
    }

    var path: String? {
        switch self {
        case .sameEmployee, .unknownEmployee, .hasLeft: "$.toEmployeeId"
        case .unknownRecord(let path): path
        case .tooMany, .clashes: nil
        }
    }

    var details: [String: String] {
        if case .tooMany(let most) = self { ["most": String(most)] } else { [:] }
    }

    var message: Bilingual {
        switch self {
        case .sameEmployee:
            Bilingual(
                en: "This is the employee whose work it is. Choose another one.",
                vi: "Đây chính là người đang giữ công việc. Hãy chọn người khác.")
        case .unknownEmployee:
            Bilingual(
                en: "There is no employee with this id. Choose one from the list.",
                vi: "Không có nhân viên này. Hãy chọn trong danh sách.")
        case .hasLeft:
            Bilingual(
                en: "The employee has left the firm. Choose another one.",
                vi: "Nhân viên này đã nghỉ việc. Hãy chọn người khác.")
        case .tooMany(let most):
            Bilingual(
                en: "This is more than \(most) records. Name those to hand over first, then the rest.",
                vi: "Có hơn \(most) mục. Hãy chọn một phần để bàn giao trước, rồi bàn giao phần còn lại.")
        case .unknownRecord:
            Bilingual(
                en: "This is no open work of the employee that you may change. Read the list again.",
                vi: "Đây không phải công việc còn mở của nhân viên mà bạn được sửa. Hãy tải lại danh sách.")
        case .clashes(let clashes, let more):
            Bilingual(
                en: "The other employee is busy or away at \(clashes.count + more) of the appointments. "
                    + "Move them, hand over the rest, or force it if you may.",
                vi: "Người nhận bận hoặc vắng mặt ở \(clashes.count + more) lịch hẹn. "
                    + "Hãy dời lịch, bàn giao phần còn lại, hoặc vẫn bàn giao nếu bạn có quyền.")
        }
    }

    var extensions: [String: JSONValue] {
        guard case .clashes(let clashes, let more) = self else { return [:] }
        return ["clashes": .array(clashes.map(\.json)), "moreClashes": .integer(Int64(more))]
    }
}

/// An appointment that the other employee cannot take over as things are.
struct HandOverClash: Sendable, Hashable {
    var appointmentId: EntityID
    var title: String
    var startsAt: Instant
    var endsAt: Instant

    fileprivate var json: JSONValue {
        .object([
            "appointmentId": .string(appointmentId.description), "title": .string(title),
            "startsAt": .string(startsAt.description), "endsAt": .string(endsAt.description),
        ])
    }
}
