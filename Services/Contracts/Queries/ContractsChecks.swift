import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The invariants of CON-10, as the operator's tool asks for them. Each is computed from the rows that are the ground of the
/// matter, not from what the commands keep beside them.
enum ContractsChecks {
    static let all: [Operations.Check] =
        MoneyChecks.all + ChainChecks.all + ExecutionChecks.all + [
            .events(of: "contract", table: "contract"),
            .events(of: "order", table: "salesOrder"),
            .events(of: "invoice", table: "invoice"),
            .events(of: "payment", table: "payment"),
            .events(of: "customer-account", table: "customerAccount"),
            .events(of: "acceptance", table: "acceptance"),
            .events(of: "delivered-item", table: "deliveredItem"),
        ]
}
