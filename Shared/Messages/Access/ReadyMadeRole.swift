import Foundation

/// The roles (nhóm quyền) that every firm starts with (ACC-2).
public enum ReadyMadeRole: String, Sendable, Hashable, Codable, CaseIterable {
    case director
    case branchDirector = "branch-director"
    case salesManager = "sales-manager"
    case salesperson
    case customerCare = "customer-care"
    case careManager = "care-manager"
    case marketing
    case accountant
    case technician
    case administrator

    public var label: Bilingual {
        switch self {
        case .director: Bilingual(en: "Director", vi: "Giám đốc")
        case .branchDirector: Bilingual(en: "Branch director", vi: "Giám đốc đơn vị")
        case .salesManager: Bilingual(en: "Sales manager", vi: "Trưởng phòng kinh doanh")
        case .salesperson: Bilingual(en: "Salesperson", vi: "Nhân viên kinh doanh")
        case .customerCare: Bilingual(en: "Customer care", vi: "Nhân viên chăm sóc khách hàng")
        case .careManager: Bilingual(en: "Care manager", vi: "Trưởng nhóm chăm sóc")
        case .marketing: Bilingual(en: "Marketing", vi: "Nhân viên tiếp thị")
        case .accountant: Bilingual(en: "Accountant", vi: "Kế toán")
        case .technician: Bilingual(en: "Technician", vi: "Kỹ thuật viên")
        case .administrator: Bilingual(en: "Administrator", vi: "Quản trị viên")
        }
    }

    public var permissions: Set<Permission> {
        switch self {
        case .director: Self.everything(.all, on: Function.allCases.filter { $0 != .accounts })
        case .branchDirector:
            Self.everything(.branch, on: Function.allCases.filter { ![.accounts, .audit, .parameters].contains($0) })
        case .salesManager:
            Self.everything(.team, on: Self.selling)
                + Self.grant(.view, .team, on: [.contracts, .orders, .invoices, .payments])
                + Self.everything(.team, on: [.appointments, .activities, .plans])
                + Self.grant(.view, .branch, on: [.employees])
                + Self.grant(.view, .team, on: [.reports, .notifications]) + Self.lists + Self.prices
        case .salesperson:
            Self.work(.own, on: Self.selling + [.appointments, .activities])
                + Self.work(.own, on: [.contracts, .orders])
                + Self.grant(.view, .own, on: [.invoices, .payments, .reports])
                + Self.grant(.view, .branch, on: [.employees]) + Self.inbox + Self.lists + Self.prices
        case .customerCare:
            Self.work(.own, on: [.cases, .interactions, .appointments, .activities])
                + Self.grant(.view, .branch, on: [.customers, .contacts, .contracts, .employees])
                + Self.inbox + Self.lists + Self.prices
        case .careManager:
            Self.everything(.team, on: [.cases, .interactions, .appointments, .activities])
                + Self.grant(.view, .branch, on: [.customers, .contacts, .contracts, .employees, .reports])
                + Self.grant(.view, .team, on: [.notifications]) + Self.lists + Self.prices
        case .marketing:
            Self.work(.branch, on: [.leads, .segments, .campaigns, .competitors, .appointments, .activities, .plans])
                + Self.grant(.export, .branch, on: [.activities, .plans])
                + Self.grant(
                    .view, .branch, on: [.customers, .contacts, .interactions, .opportunities, .employees, .reports])
                + Self.inbox + Self.lists + Self.prices
        case .accountant:
            Self.work(.branch, on: [.contracts, .orders, .invoices, .payments])
                // Whoever is invited answers and has a calendar.
                + Self.work(.own, on: [.appointments, .activities])
                + Self.grant(.export, .branch, on: [.contracts, .orders, .invoices, .payments])
                // Only drafts can be deleted, and a wrong one stands in the way of the right one.
                + Self.grant(.delete, .branch, on: [.contracts, .orders, .invoices])
                + Self.grant(.approve, .branch, on: [.invoices, .payments])
                + Self.grant(.view, .branch, on: [.customers, .contacts, .quotes, .employees, .reports])
                + Self.inbox + Self.lists + Self.prices
        case .technician:
            // Which product it is belongs to the work, what it costs does not.
            Self.work(.own, on: [.cases, .activities, .appointments])
                + Self.grant(.view, .own, on: [.customers, .contacts]) + Self.grant(.view, .branch, on: [.employees])
                + Self.inbox + Self.lists
        case .administrator: Self.everything(.all, on: Function.allCases)
        }
    }

    /// What is the same for the whole firm.
    private static let lists = grant(.view, .all, on: [.products, .catalogues])
    private static let prices = grant(.view, .all, on: [.prices])
    /// Alerts that went to the person, or are about what they are responsible for.
    private static let inbox = grant(.view, .own, on: [.notifications])
    private static let selling: [Function] = [.customers, .contacts, .leads, .interactions, .opportunities, .quotes]

    private static func everything(_ scope: AccessScope, on functions: [Function]) -> Set<Permission> {
        Action.allCases.reduce(into: []) { $0.formUnion(grant($1, scope, on: functions)) }
    }

    /// View, create and edit.
    private static func work(_ scope: AccessScope, on functions: [Function]) -> Set<Permission> {
        grant(.view, scope, on: functions) + grant(.create, scope, on: functions) + grant(.edit, scope, on: functions)
    }

    private static func grant(_ action: Action, _ scope: AccessScope, on functions: [Function]) -> Set<Permission> {
        Set(functions.map { Permission($0, action, scope) })
    }
}

private func + (a: Set<Permission>, b: Set<Permission>) -> Set<Permission> { a.union(b) }
