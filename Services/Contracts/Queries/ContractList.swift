import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Contracts that a person may see.
struct ContractList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<Contract> {
        try person.require(.contracts, .view)
        var query = PagedQuery(
            "contract",
            sorts: [
                "created": "contract.createdAt", "number": "contract.number", "total": "contract.total",
                "effectiveTo": "coalesce(contract.effectiveTo, '9999-12-31')",
            ], defaultSort: "created")
        try query.filter(within: RowScope(person, .contract), request)
        try query.filterAny(request, "status", of: ContractStatus.self, column: "contract.status")
        try query.filterAny(request, "kind", of: ContractKind.self, column: "contract.kind")
        try query.filterID(request, "customer", column: "contract.customerId")
        try query.filterID(request, "opportunity", column: "contract.opportunityId")
        try query.filterID(request, "responsible", column: "contract.responsibleId")
        try query.filterText(request, "number", column: "contract.number")
        try query.filterText(request, "customerNumber", column: "contract.customerNumber")
        try query.filterCurrency(request, column: "contract.currency")
        try query.filterDays(request, "signed", column: "contract.signedOn")
        try query.filterDays(request, "effectiveTo", column: "contract.effectiveTo")
        try query.filterProduct(request, table: "contract")
        try query.filterFacts(request, table: "contract", delivered: ["id": "contractId"])
        query.search(request, table: "contract", numbers: ["number", "customerNumber"])
        return try query.fetch(Contract.self, request, db)
    }
}
