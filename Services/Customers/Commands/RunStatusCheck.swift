import Messages
import ServiceKit
import Store

/// Lowers every customer whose period has ended, by one level at most (CUS-2).
struct RunStatusCheck {
    var day: Day

    /// How many changed.
    @discardableResult
    func execute(in transaction: Transaction) throws -> Int {
        let due = try StatusCheckPreview(day: day).all(at: transaction.now, transaction.db)
        for line in due {
            let old = try transaction.fetch(Customer.self, line.customerId)
            var customer = old
            customer.fall(to: line.to, on: day, at: transaction.now)
            _ = try transaction.writeStatus(of: &customer, from: old, before: old.status, .check(day))
        }
        return due.count
    }
}

/// A run on demand: it concerns all customers, so whoever asks must reach all.
struct RunStatusCheckNow {
    var person: Person
    static let checkID = EntityID(namespace: .quen, parts: ["status-check"])

    func execute(in transaction: Transaction) throws -> RecordVersion {
        guard person.scope(.customers, .edit) == .all else {
            throw CommonError.forbidden(function: "customers", action: "edit:all")
        }
        try RunStatusCheck(day: LocalZone.vietNam.day(of: transaction.now)).execute(in: transaction)
        let number = try transaction.nextNumber("status-check")
        return RecordVersion(
            source: transaction.source, subject: Subject("status-check", Self.checkID), sequence: EventSequence(number))
    }
}
