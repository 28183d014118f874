import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// One step in the life of a contract (CON-2), by the one table of steps.
struct TransitContract {
    struct Input: Codable, Sendable {
        var command: ContractCommand
        var note: String?
        /// The day that it counts for; today where it is left out.
        var on: Day?
        /// With `agree`: of which content, as the contract's answer names it. Needed where roles approve.
        var contentHash: String?
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(Contract.self, id, for: person, .view)
        if let transition = ContractTransition.of(input.command) {
            try RowScope(person, .contract, transition.action, as: transition.function).check(id, transaction.db)
        }
        var contract = old
        let on = input.on ?? transaction.today
        let transition = try contract.perform(
            ContractStep(
                command: input.command, note: input.note, on: on, today: transaction.today, account: person.account,
                now: transaction.now, lastStepOn: try transaction.lastStepDay(of: id),
                lastMovementOn: try transaction.lastMovementDay(of: id),
                unfinished: try transaction.unfinishedDocuments(of: id),
                contentHash: input.contentHash,
                requiredRoles: try transaction.approvalRules().roles(for: old.amountAtStake, in: old.currency),
                roles: try transaction.roles(of: person)))
        if transition.effect == .sign {
            guard try transaction.customer(contract.customerId) != nil else { throw ContractError.unknownCustomer }
            contract.parties = try transaction.partiesNow(of: contract.customerId)
        }
        contract.terms = try terms(of: contract, at: transition, in: transaction)
        if transition.command == .liquidate {
            contract.liquidation = try LiquidationSums(contract: contract, day: on).fetch(transaction.db)
        }
        let isMoved = contract.status != old.status || transition.from.contains(transition.to)
        let version = try transaction.update(
            &contract, from: old, event: isMoved ? "status-changed" : .updated, cause: input.note)
        if transition.command == .cancel { try transaction.releasePredecessor(of: old) }
        try transaction.keepStep(
            of: version.subject, id: id, by: person, transition.command.rawValue, from: old.status.rawValue,
            to: contract.status.rawValue, on: on, note: input.note)
        return version
    }
}

extension TransitContract {
    /// Made anew while nobody has approved them, and a last time with the signature: then the first day and both parties are
    /// those that the paper has. Between approval and signature they stay as they were approved.
    private func terms(
        of contract: Contract, at transition: ContractTransition, in transaction: Transaction
    ) throws -> Terms? {
        let isApproved = contract.approval != nil || !contract.approvals.isEmpty
        let isOpen = Contract.editable.contains(contract.status) && !isApproved
        guard isOpen || transition.effect == .sign else { return contract.terms }
        return try contract.terms.map { try transaction.madeAnew($0, for: contract) }
    }
}

extension Transaction {
    /// The firm and a customer, as they are now.
    func partiesNow(of customerId: EntityID) throws -> ContractParties {
        let customer = try customer(customerId)
        return ContractParties(
            seller: try FirmParameters.seller(at: now, db),
            buyer: Invoice.Buyer(
                name: customer?.name ?? customerId.description, taxCode: customer?.taxCode,
                address: customer?.address))
    }

    /// The codes of the person's roles, as this service knows them.
    func roles(of person: Person) throws -> [String] {
        try AccountCopy.filter(Column("id") == person.account).fetchOne(db)?.roles ?? []
    }

    /// When a contract was signed, or the last step was taken since. Before, steps have the days on which they were entered.
    func lastStepDay(of contract: EntityID) throws -> Day? {
        let request: SQLRequest<Day> = """
            SELECT max(onDay) FROM step WHERE recordId = \(contract)
              AND command IN ('sign', 'start', 'suspend', 'resume', 'accept', 'end', 'settle')
            """
        return try request.fetchOne(db)
    }

    /// The day of the last invoice of a contract, or of the last payment of one or its reversal.
    func lastMovementDay(of contract: EntityID) throws -> Day? {
        let request: SQLRequest<Day> = """
            SELECT max(day) FROM (
              SELECT max(issuedOn) AS day FROM invoice WHERE contractId = \(contract)
              UNION ALL SELECT max(onDay) FROM settlement WHERE invoiceId IN (
                SELECT id FROM invoice WHERE contractId = \(contract))
              UNION ALL SELECT max(onDay) FROM step WHERE command = 'reverse' AND recordId IN (
                SELECT id FROM payment WHERE contractId = \(contract)))
            """
        return try request.fetchOne(db)
    }

    /// Orders in work, drafts of invoices and minutes, and invoices that are not paid: what stands in the way of settling.
    func unfinishedDocuments(of contract: EntityID) throws -> [UnfinishedDocument] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT 'order' AS kind, number, 0 AS isUnpaid FROM salesOrder
                  WHERE contractId = ?1 AND status IN ('draft', 'confirmed')
                UNION ALL SELECT 'acceptance', number, 0 FROM acceptance WHERE contractId = ?1 AND status = 'draft'
                UNION ALL SELECT 'invoice draft', NULL, 0 FROM invoice WHERE contractId = ?1 AND status = 'draft'
                UNION ALL SELECT 'invoice', series || '/' || number, 1 FROM invoice
                  WHERE contractId = ?1 AND status IN ('issued', 'adjusted') AND paid < payable
                """, arguments: [contract]
        ).map { row in
            UnfinishedDocument(
                name: DocumentName(DocumentName.Kind(rawValue: row["kind"]) ?? .invoice, row["number"]),
                isUnpaid: row["isUnpaid"])
        }
    }
}
