import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Sets the reminders of all warranties of one contract, or of one order or item without a contract: one for each day on
/// which some end. They go on when the contract is over, for so does the warranty (CON-7).
struct WarrantyPlanning {
    var about: Subject

    func apply(in transaction: Transaction) throws {
        let contract =
            about.entity == ContractState.entity
            ? try EntityID(about.id).flatMap { try KnownContract.fetchOne(transaction.db, key: $0) } : nil
        let groups = try WarrantyGroup.fetch(about, transaction.db)
        try ReminderPlanning(rule: .warranty, subject: about, reminders: groups.map { Reminder($0, of: contract) })
            .apply(in: transaction)
    }
}

extension Reminder {
    fileprivate init(_ group: WarrantyGroup, of contract: KnownContract?) {
        let item = group.first
        let ownership = contract?.ownership ?? item.ownership
        let description = item.serial.map { "\(item.description) (\($0))" } ?? item.description
        let others = group.count - 1
        self.init(
            about: item.about, name: contract?.number ?? "",
            what: others == 0
                ? Bilingual(en: description, vi: description)
                : Bilingual(
                    en: "\(item.description) and \(others) more", vi: "\(item.description) và \(others) sản phẩm khác"),
            details: contract.map { Bilingual(en: "Contract \($0.number)", vi: "Hợp đồng \($0.number)") },
            customerId: item.customerId, recipientIds: Self.responsible(ownership), ownership: ownership,
            anchor: .day(item.endsOn), eventType: item.eventType, eventId: item.eventId)
    }
}
