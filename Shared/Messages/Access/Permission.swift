import Foundation

/// What a permission is about (ACC-2). The names are part of tokens and of the API; they never change.
public enum Function: String, Sendable, Hashable, Codable, CaseIterable {
    case customers, contacts, leads, interactions, cases, segments
    /// `prices` are those of products: who may see a product without it sees no price (ACC-2). What a document comes to
    /// belongs to the document.
    case products, prices, opportunities, quotes, competitors, campaigns
    case contracts, orders, invoices, payments
    case employees, appointments, activities, plans
    case notifications, reports, catalogues, parameters, accounts, audit
}

public enum Action: String, Sendable, Hashable, Codable, CaseIterable {
    case view, create, edit, delete, approve, export
}

/// How far a permission reaches, narrowest first; each scope holds what the narrower ones hold.
///
/// `own`: responsible first or second. `team`: also what those of the person's teams are responsible for, of the teams that
/// the person leads, and those whose manager the person is. `branch`: also everything of the person's branch; of all
/// branches for the head office.
public enum AccessScope: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case own, team, branch, all
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    public static func < (a: AccessScope, b: AccessScope) -> Bool { a.rank < b.rank }
}

/// (function, action, scope), on the wire `customers:edit:team`.
public struct Permission: Sendable, Hashable, LosslessStringConvertible {
    public var function: Function
    public var action: Action
    public var scope: AccessScope

    public init(_ function: Function, _ action: Action, _ scope: AccessScope) {
        self.function = function
        self.action = action
        self.scope = scope
    }

    public init?(_ description: String) {
        let parts = description.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let function = Function(rawValue: parts[0]), let action = Action(rawValue: parts[1]),
            let scope = AccessScope(rawValue: parts[2])
        else { return nil }
        self.init(function, action, scope)
    }

    public var description: String { "\(function.rawValue):\(action.rawValue):\(scope.rawValue)" }
}

extension Set<Permission> {
    /// How far the right to do this reaches; nothing where there is none.
    public func scope(_ function: Function, _ action: Action) -> AccessScope? {
        AccessScope.allCases.last { contains(Permission(function, action, $0)) }
    }

    /// The same rights with one scope for each thing, the widest: what a token says is never longer than that.
    public var widest: Set<Permission> {
        filter { scope($0.function, $0.action) == $0.scope }
    }

    /// Those of `others` that go beyond what these permit, in alphabetical order: what nobody with these may give away.
    public func lacking(_ others: Set<Permission>) -> [Permission] {
        others.filter { wanted in scope(wanted.function, wanted.action).map { $0 < wanted.scope } ?? true }
            .sorted { $0.description < $1.description }
    }
}

extension Permission: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let permission = Permission(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not function:action:scope")
        }
        self = permission
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
