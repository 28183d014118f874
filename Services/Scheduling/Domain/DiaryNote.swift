import Foundation
import Messages
import Money

/// What a person writes down about what really happened (SCH-6), trimmed and checked. What is left out is as it was planned.
struct DiaryNote: Sendable {
    struct Input: Decodable, Sendable {
        var outcome: Outcome
        var notes: String?
        var startedAt: Instant?
        var endedAt: Instant?
        /// Employees who came; all who were expected and are not absent where it is left out.
        var attendedIds: [EntityID]?
        var absentIds: [EntityID]?
        var customerCame: Bool?
        var actualCosts: [ActualCost]?
    }

    private let input: Input
    static let mostCosts = 20
    static let mostPeople = 100
    static let longest = Duration.seconds(366 * 86_400)

    init(_ input: Input) throws(DiaryError) {
        var input = input
        let notes = input.notes?.trimmed ?? ""
        guard notes.count <= 4000 else { throw .textInvalid(field: "notes", most: 4000) }
        input.notes = notes.isEmpty ? nil : notes
        input.attendedIds = try input.attendedIds.map { ids throws(DiaryError) in try Self.each(ids, "attendedIds") }
        input.absentIds = try Self.each(input.absentIds ?? [], "absentIds")
        for (index, id) in (input.attendedIds ?? []).enumerated() where input.absentIds?.contains(id) == true {
            throw .cameAndDidNot(path: "$.attendedIds[\(index)]")
        }
        input.actualCosts = try Self.costs(input.actualCosts ?? [])
        self.input = input
    }

    /// Whom it names.
    var people: [EntityID] { (input.attendedIds ?? []) + (input.absentIds ?? []) }

    /// The entry, where `expected` were to come and it was planned for `span`; without one the person says when it was.
    /// `staysAway` are those of them who had said that they would not come.
    func entry(expected: [EntityID], staysAway: Set<EntityID> = [], in span: TimeSpan?, at now: Instant)
        throws(DiaryError) -> DiaryEntry
    {
        guard let started = input.startedAt ?? span?.startsAt else { throw .timesMissing }
        let planned = span.map { $0.endsAt.since($0.startsAt) } ?? .seconds(3600)
        let ended = input.endedAt ?? (input.startedAt == nil ? span?.endsAt : nil) ?? started.adding(planned)
        guard ended > started, ended.since(started) <= Self.longest else { throw .timesInvalid }
        guard started <= now else { throw .inTheFuture(path: "$.startedAt") }
        guard input.endedAt.map({ $0 <= now }) ?? true else { throw .inTheFuture(path: "$.endedAt") }
        let absent = input.absentIds ?? []
        for (index, id) in absent.enumerated() where !expected.contains(id) {
            throw .notExpected(path: "$.absentIds[\(index)]")
        }
        return DiaryEntry(
            startedAt: started, endedAt: min(ended, max(now, started.adding(.seconds(60)))),
            attendedIds: input.attendedIds ?? expected.filter { !absent.contains($0) && !staysAway.contains($0) },
            absentIds: absent,
            customerCame: input.customerCame, outcome: input.outcome, notes: input.notes,
            actualCosts: input.actualCosts ?? [])
    }

    private static func each(_ ids: [EntityID], _ field: String) throws(DiaryError) -> [EntityID] {
        guard ids.count <= mostPeople else { throw .tooMany(field: field, most: mostPeople) }
        return ids.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func costs(_ costs: [ActualCost]) throws(DiaryError) -> [ActualCost] {
        guard costs.count <= mostCosts else { throw .tooMany(field: "actualCosts", most: mostCosts) }
        return try costs.enumerated().map { index, cost throws(DiaryError) in
            let item = cost.item.trimmed
            guard (1...100).contains(item.count) else {
                throw .textInvalid(field: "actualCosts[\(index)].item", most: 100)
            }
            guard cost.amount.minorUnits >= 0, cost.amount.minorUnits <= BudgetItem.mostAmount else {
                throw .costInvalid(path: "$.actualCosts[\(index)].amount")
            }
            return ActualCost(item: item, amount: cost.amount)
        }
    }
}

/// What is wrong with a diary entry.
enum DiaryError: FactError, Hashable {
    case textInvalid(field: String, most: Int)
    case tooMany(field: String, most: Int)
    case cameAndDidNot(path: String)
    case notExpected(path: String)
    case unknownEmployee(path: String)
    case timesMissing
    case timesInvalid
    case inTheFuture(path: String)
    case costInvalid(path: String)
    case costTwice(path: String)
    case followUpUnclear

    var facts: ErrorFacts {
        switch self {
        case .textInvalid(let field, let most):
            Self.invalid(
                "invalid-text", "\(field) must have at most \(most) characters, and a budget item at least one.",
                "Mục này chỉ được tối đa \(most) ký tự; khoản chi không được để trống.", "$.\(field)")
        case .tooMany(let field, let most):
            Self.invalid(
                "too-many", "There may be at most \(most) \(field).", "Mục này chỉ được có tối đa \(most) giá trị.",
                "$.\(field)")
        case .cameAndDidNot(let path):
            Self.invalid(
                "attended-and-absent", "Nobody came and did not come. Name the employee in one of the lists.",
                "Một người không thể vừa có mặt vừa vắng mặt. Hãy chọn một danh sách.", path)
        case .notExpected(let path):
            Self.invalid(
                "not-expected", "The employee was not expected, so was not absent. Leave them out.",
                "Nhân viên này không thuộc hoạt động nên không tính vắng mặt. Hãy bỏ ra.", path)
        case .unknownEmployee(let path):
            Self.invalid(
                "unknown-employee", "There is no employee with this id. Choose one from the list.",
                "Không có nhân viên này. Hãy chọn trong danh sách.", path)
        case .timesMissing:
            Self.invalid(
                "times-missing", "It had no planned time. Say when it began and ended.",
                "Hoạt động không có giờ dự kiến. Hãy nhập giờ bắt đầu và kết thúc.", "$.startedAt")
        case .timesInvalid:
            Self.invalid(
                "invalid-times", "It ended after it began, within a year.",
                "Giờ kết thúc phải sau giờ bắt đầu và trong vòng một năm.", "$.endedAt")
        case .inTheFuture(let path):
            Self.invalid(
                "in-the-future", "What really happened is not in the future. Write it down afterwards.",
                "Nhật ký không được ghi cho thời điểm tương lai. Hãy ghi sau khi diễn ra.", path)
        case .costInvalid(let path):
            Self.invalid(
                "invalid-amount", "An actual cost is not below 0, nor that large.",
                "Chi phí thực tế không được âm hoặc quá lớn.", path)
        case .costTwice(let path):
            Self.invalid(
                "repeated", "This budget item is there already. Add the two up.", "Khoản chi này đã có. Hãy gộp lại.",
                path)
        case .followUpUnclear:
            Self.invalid(
                "follow-up-unclear", "A follow-up is either an activity or an appointment. Give one of the two.",
                "Việc tiếp theo là hoạt động hoặc lịch hẹn. Hãy nhập một trong hai.", "$.followUp")
        }
    }

    private static func invalid(_ code: String, _ en: String, _ vi: String, _ path: String) -> ErrorFacts {
        ErrorFacts(code: code, consequence: .invalid, en: en, vi: vi, path: path)
    }
}
