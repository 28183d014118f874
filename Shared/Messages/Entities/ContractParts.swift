import Foundation
import Money

/// What is agreed to be paid at one time (đợt thanh toán), CON-1.
public struct Instalment: Codable, Sendable, Hashable {
    public var id: EntityID
    public var description: String
    /// Smallest units of the contract's currency, above zero.
    public var amount: Int64
    public var dueOn: Day

    public init(id: EntityID, description: String, amount: Int64, dueOn: Day) {
        self.id = id
        self.description = description
        self.amount = amount
        self.dueOn = dueOn
    }
}

public enum GuaranteeKind: String, Codable, Sendable, Hashable, CaseIterable {
    /// Money that the customer keeps back until the warranty is over (tiền giữ lại).
    case retention
    case advancePayment = "advance-payment"
    case performance, warranty
}

/// A retention or a bank's guarantee (bảo lãnh), CON-1. It must not be missed that one expires (CON-7).
public struct Guarantee: Codable, Sendable, Hashable {
    public var id: EntityID
    public var kind: GuaranteeKind
    /// Smallest units of the contract's currency, above zero.
    public var amount: Int64
    public var expiresOn: Day
    /// The bank that gives it.
    public var issuer: String?
    /// The issuer's number of it.
    public var reference: String?
    public var releasedOn: Day?

    public init(
        id: EntityID, kind: GuaranteeKind, amount: Int64, expiresOn: Day, issuer: String? = nil,
        reference: String? = nil, releasedOn: Day? = nil
    ) {
        self.id = id
        self.kind = kind
        self.amount = amount
        self.expiresOn = expiresOn
        self.issuer = issuer
        self.reference = reference
        self.releasedOn = releasedOn
    }
}

/// A visit that a maintenance contract promises (CON-7).
public struct MaintenanceVisit: Codable, Sendable, Hashable {
    public var id: EntityID
    public var dueOn: Day
    public var doneOn: Day?
    public var note: String?

    public init(id: EntityID, dueOn: Day, doneOn: Day? = nil, note: String? = nil) {
        self.id = id
        self.dueOn = dueOn
        self.doneOn = doneOn
        self.note = note
    }
}

public enum AllowanceUnit: String, Codable, Sendable, Hashable, CaseIterable { case cases, hours }

/// How much service a contract covers in a period, and how much of it is used (CON-8).
public struct Allowance: Codable, Sendable, Hashable {
    public var unit: AllowanceUnit
    /// Above zero.
    public var quantity: Quantity
    /// May be more than `quantity`: what was done beyond is recorded too.
    public var used: Quantity
    /// Both days included; the contract's own period where they are left out.
    public var from: Day?
    public var to: Day?
    /// What is covered, in words.
    public var coverage: String?

    public init(
        unit: AllowanceUnit, quantity: Quantity, used: Quantity = .zero, from: Day? = nil, to: Day? = nil,
        coverage: String? = nil
    ) {
        self.unit = unit
        self.quantity = quantity
        self.used = used
        self.from = from
        self.to = to
        self.coverage = coverage
    }
}
