import Foundation
import Messages

enum AppointmentError: QuenError, Hashable {
    case textInvalid(field: String, most: Int)
    case employeesMissing
    case unknownEmployee(index: Int)
    case employeeHasLeft(index: Int)
    case unknownCustomer
    case contactWithoutCustomer
    case contactOfAnother
    case opportunityOfAnother
    case timesInvalid
    case yearInvalid
    case clash(ClashReport)
    case alreadyDone
    case alreadyCancelled
    case outcomeKnown
    case notBegun(startsAt: Instant)
    case outcomeMissing

    var code: String {
        switch self {
        case .textInvalid: "invalid-text"
        case .employeesMissing: "employees-missing"
        case .unknownEmployee: "unknown-employee"
        case .employeeHasLeft: "employee-has-left"
        case .unknownCustomer: "unknown-customer"
        case .contactWithoutCustomer: "contact-without-customer"
        case .contactOfAnother: "contact-of-another-customer"
        case .opportunityOfAnother: "link-of-another-customer"
        case .timesInvalid, .yearInvalid: "invalid-times"
        case .clash: "appointment-clash"
        case .alreadyDone: "appointment-done"
        case .alreadyCancelled: "appointment-cancelled"
        case .outcomeKnown: "outcome-known"
        case .notBegun: "appointment-not-begun"
        case .outcomeMissing: "diary-missing"
        }
    }

    var consequence: Consequence {
        switch self {
        case .clash, .alreadyDone, .alreadyCancelled, .outcomeKnown, .notBegun, .outcomeMissing: .conflict
        default: .invalid
        }
    }

    var path: String? {
        switch self {
        case .textInvalid(let field, _): "$.\(field)"
        case .employeesMissing: "$.employeeIds"
        case .unknownEmployee(let index), .employeeHasLeft(let index): "$.employeeIds[\(index)]"
        case .unknownCustomer: "$.customerId"
        case .contactWithoutCustomer, .contactOfAnother: "$.contactId"
        case .opportunityOfAnother: "$.opportunityId"
        case .timesInvalid: "$.endsAt"
        case .yearInvalid: "$.startsAt"
        default: nil
        }
    }

    var extensions: [String: JSONValue] {
        guard case .clash(let report) = self else { return [:] }
        var members: [String: JSONValue] = [
            "clashes": .array(report.clashes.map(\.json)), "hiddenClashes": .integer(Int64(report.hidden)),
            "moreClashes": .integer(Int64(report.more)),
            "absences": .array(report.absences.map(\.json)),
            "freeTimes": .array(
                report.freeTimes.map {
                    .object(["startsAt": .string($0.startsAt.description), "endsAt": .string($0.endsAt.description)])
                }),
        ]
        if let room = report.takenRoomId { members["takenRoomId"] = .string(room.description) }
        if let occurrences = report.occurrences {
            members["checkedOccurrences"] = .integer(Int64(occurrences.checked))
            members["clashingOccurrences"] = .integer(Int64(occurrences.clashing))
        }
        return members
    }
}

extension Away {
    fileprivate var json: JSONValue {
        .object([
            "employeeId": .string(employeeId.description), "startsAt": .string(startsAt.description),
            "endsAt": .string(endsAt.description),
        ])
    }
}

extension Clash {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "appointmentId": .string(appointmentId.description), "title": .string(title),
            "startsAt": .string(startsAt.description), "endsAt": .string(endsAt.description),
            "employeeIds": .array(employeeIds.map { .string($0.description) }),
        ]
        if let customerId { members["customerId"] = .string(customerId.description) }
        if let roomId { members["roomId"] = .string(roomId.description) }
        if let travelMinutes { members["travelMinutes"] = .integer(Int64(travelMinutes)) }
        if let recurrenceId { members["recurrenceId"] = .string(recurrenceId.description) }
        if let occurrence { members["occurrence"] = .string(occurrence.description) }
        return .object(members)
    }
}
