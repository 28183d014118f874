import Foundation
import GRDB

extension Operations.Report {
    /// What a store holds of customers' accounts, so that the operator's tool can compare the owner's with the copy
    /// (CON-10): a row for each customer and currency, in the currency's smallest unit. `table` has the balances of
    /// `CustomerAccountState` as JSON in `balances`, and the customer's id in `id`.
    public static func customerAccounts(table: String, id: String) -> Operations.Report {
        Operations.Report(
            "customer-accounts", by: "customer", columns: ["customer", "invoiced", "paid", "advance", "credit"]
        ) { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT lower(hex(a.\(id))) || ' ' || json_extract(b.value, '$.currency') AS customer,
                      json_extract(b.value, '$.invoiced') AS invoiced, json_extract(b.value, '$.paid') AS paid,
                      json_extract(b.value, '$.advance') AS advance, json_extract(b.value, '$.credit') AS credit
                    FROM \(table) a, json_each(a.balances) b ORDER BY 1
                    """
            ).map { row in
                [row["customer"]] + ["invoiced", "paid", "advance", "credit"].map { String(row[$0] as Int64) }
            }
        }
    }
}
