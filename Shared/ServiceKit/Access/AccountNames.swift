import GRDB
import Messages

/// A line of a record's history, with the name of who did it beside the account.
public struct NamedLine<Line: Sendable>: Sendable {
    public var line: Line
    /// The employee's; nothing for a program, for the system, and where no event has told of the account yet.
    public var accountName: String?

    public func map<Other: Sendable>(_ transform: (Line) throws -> Other) rethrows -> NamedLine<Other> {
        NamedLine<Other>(line: try transform(line), accountName: accountName)
    }
}

extension NamedLine: Encodable where Line: Encodable {
    private enum Keys: String, CodingKey { case accountName }

    public func encode(to encoder: any Encoder) throws {
        try line.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encodeIfPresent(accountName, forKey: .accountName)
    }
}

/// Who accounts are, from this service's copies.
public enum AccountNames: Sendable {
    /// In one query for all lines.
    public static func beside<Line: Sendable>(
        _ lines: [Line], _ account: (Line) -> EntityID?, _ db: Database
    ) throws -> [NamedLine<Line>] {
        let names = try of(lines.compactMap(account), db)
        return lines.map { line in NamedLine(line: line, accountName: account(line).flatMap { names[$0] }) }
    }

    public static func of(_ accounts: [EntityID], _ db: Database) throws -> [EntityID: String] {
        let accounts = Set(accounts)
        guard !accounts.isEmpty else { return [:] }
        let request: SQLRequest<Row> = """
            SELECT accountCopy.id, employeeCopy.name FROM accountCopy
            JOIN employeeCopy ON employeeCopy.id = accountCopy.employeeId WHERE accountCopy.id IN \(accounts)
            """
        return Dictionary(uniqueKeysWithValues: try request.fetchAll(db).map { ($0["id"], $0["name"]) })
    }
}
