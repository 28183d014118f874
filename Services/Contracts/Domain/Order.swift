import Foundation
import Messages
import Money

/// An order (đơn hàng), CON-4: from a contract, or alone.
struct Order: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var number: String
    var status: OrderStatus = .draft
    var customerId: EntityID
    var contractId: EntityID?
    var currency: Currency
    var lines: [LineState]
    var sums: DocumentSums
    var orderedOn: Day
    var deliverOn: Day?
    var note: String?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var createdAt: Instant
    /// Since it was confirmed.
    var parties: ContractParties?
    /// Of its contract, as they were when it was confirmed: what an annex agrees later does not change it.
    var confirmedTerms: ConfirmedTerms?

    struct ConfirmedTerms: Codable, Sendable, Hashable {
        var paymentTerms: String?
    }

    var ownership: Ownership {
        get {
            Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
        }
        set {
            (branchId, responsibleId, secondResponsibleId) =
                (newValue.branchId, newValue.responsibleId, newValue.secondResponsibleId)
        }
    }

    var isEditable: Bool { status == .draft || status == .confirmed }
    var canBeInvoiced: Bool { status == .confirmed || status == .fulfilled }

    mutating func perform(_ command: OrderCommand) throws(OrderError) -> OrderTransition {
        guard let transition = OrderTransition.all.first(where: { $0.command == command }),
            transition.from.contains(status)
        else { throw .notAllowed(command, status) }
        guard command != .confirm || !lines.isEmpty else { throw .noLines }
        status = transition.to
        return transition
    }
}

enum OrderCommand: String, Codable, Sendable, Hashable, CaseIterable {
    case confirm, fulfil, close, cancel
}

/// A step in the life of an order. Cancelling needs that nothing was invoiced from it.
struct OrderTransition: Sendable, Hashable {
    let command: OrderCommand
    let from: [OrderStatus]
    let to: OrderStatus

    static let all = [
        OrderTransition(command: .confirm, from: [.draft], to: .confirmed),
        OrderTransition(command: .fulfil, from: [.confirmed], to: .fulfilled),
        OrderTransition(command: .close, from: [.confirmed, .fulfilled], to: .closed),
        OrderTransition(command: .cancel, from: [.draft, .confirmed], to: .cancelled),
    ]

    static func possible(from status: OrderStatus) -> [OrderCommand] {
        all.filter { $0.from.contains(status) }.map(\.command)
    }
}

enum OrderError: FactError {
    case notAllowed(OrderCommand, OrderStatus)
    case notEditable(OrderStatus)
    case notDeletable(OrderStatus)
    case noLines

    var facts: ErrorFacts {
        switch self {
        case .notAllowed(let command, let status):
            ErrorFacts(
                code: "transition-not-allowed", consequence: .conflict,
                en: "An order that is \(status.label.en) cannot \(command.label.en). \(Self.next(status).en)",
                vi:
                    "Đơn hàng \(status.label.vi) nên chưa làm được bước \"\(command.label.vi)\". \(Self.next(status).vi)",
                details: [
                    "command": command.rawValue, "status": status.rawValue,
                    "allowed": OrderTransition.possible(from: status).map(\.rawValue).joined(separator: ","),
                ])
        case .notEditable(let status):
            fact(
                "order-not-editable", "An order that is \(status.label.en) can no longer be changed. Make a new one.",
                "Đơn hàng \(status.label.vi), không sửa được nữa. Hãy lập đơn hàng mới.")
        case .notDeletable(let status):
            fact(
                "order-not-deletable", "An order that is \(status.label.en) is kept. Only a draft can be deleted.",
                "Đơn hàng \(status.label.vi), không xóa được. Chỉ xóa được đơn nháp.")
        case .noLines:
            fact(
                "order-without-lines", "The order has no lines. Add at least one before it is confirmed.",
                "Đơn hàng chưa có dòng nào. Hãy thêm dòng trước khi xác nhận.")
        }
    }

    private static func next(_ status: OrderStatus) -> Bilingual {
        .possible(OrderTransition.possible(from: status).map(\.label))
    }

    private func fact(_ code: String, _ en: String, _ vi: String) -> ErrorFacts {
        ErrorFacts(code: code, consequence: .conflict, en: en, vi: vi)
    }
}
