import Foundation
import GRDB

/// The service's own tables. A released migration never changes.
enum ContractsMigrations {
    static func register(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("contracts-001 copies of customers, products, quotes") { db in
            try db.execute(sql: copies)
        }
        migrator.registerMigration("contracts-002 invoices, payments, accounts") { db in
            try db.execute(sql: money)
        }
        migrator.registerMigration("contracts-003 contracts, orders, what they draw on") { db in
            try db.execute(sql: documents)
        }
        migrator.registerMigration("contracts-004 whose a record is") { db in
            try db.execute(sql: owners)
        }
        migrator.registerMigration("contracts-005 corrections of invoices") { db in
            try db.execute(sql: CorrectionsMigration.sql)
        }
        migrator.registerMigration("contracts-006 contracts carried out") { db in
            try db.execute(sql: ExecutionMigration.sql)
        }
        migrator.registerMigration("contracts-007 what is owed from an index alone, usage taken back") { db in
            try db.execute(sql: receivablesAndUsage)
        }
        migrator.registerMigration("contracts-008 what was signed stays as it was") { db in
            try db.execute(sql: signedContents)
        }
        migrator.registerMigration("contracts-009 invoices that minutes proposed, what was accepted before") { db in
            try db.execute(sql: minutes)
        }
        migrator.registerMigration("contracts-010 orders keep the terms they were confirmed with") { db in
            try db.execute(sql: "ALTER TABLE salesOrder ADD COLUMN confirmedTerms TEXT")
            try db.execute(sql: confirmedTermsOfOlderOrders)
        }
        migrator.registerMigration("contracts-011 what was owed on a day from fewer rows") { db in
            try db.execute(sql: settledInvoices)
        }
        migrator.registerMigration("contracts-012 usage by cases") { db in
            try db.execute(sql: casesUse)
        }
        migrator.registerMigration("contracts-013 lines in any unit of the product") { db in
            try db.execute(sql: units)
        }
    }

    private static let copies = """
        CREATE TABLE customerCopy(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, shortName TEXT,
          taxCode TEXT, address TEXT, branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB)
          STRICT, WITHOUT ROWID;
        -- The rows of the full-text index, which go by number.
        CREATE TABLE customerKey(key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT;
        CREATE VIRTUAL TABLE customerSearch USING fts5(code, name, taxCode, tokenize = 'vietnamese');
        CREATE TABLE productCopy(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL,
          taxClass TEXT NOT NULL, isActive INTEGER NOT NULL, prices TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE quoteCopy(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, number TEXT NOT NULL, opportunityId BLOB, status TEXT NOT NULL,
          currency TEXT NOT NULL, lines TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """

    private static let money = """
        CREATE TABLE invoice(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL,
          status TEXT NOT NULL CHECK (status IN ('draft', 'issued', 'adjusted', 'replaced')),
          customerId BLOB NOT NULL, contractId BLOB, orderId BLOB, currency TEXT NOT NULL, lines TEXT NOT NULL,
          sums TEXT NOT NULL, total INTEGER NOT NULL GENERATED ALWAYS AS (json_extract(sums, '$.total')) STORED,
          series TEXT, number TEXT COLLATE NOCASE, serial INTEGER, issuedOn TEXT, dueOn TEXT, paid INTEGER NOT NULL,
          buyer TEXT, note TEXT, external TEXT, recordedAt INTEGER, branchId BLOB, responsibleId BLOB,
          secondResponsibleId BLOB, createdAt INTEGER NOT NULL,
          CHECK (paid >= 0 AND paid <= total),
          CHECK ((status = 'draft') = (issuedOn IS NULL)), CHECK ((status = 'draft') = (number IS NULL))) STRICT;
        -- No number twice in a series that Quen numbers; those of other systems are theirs to keep apart.
        CREATE UNIQUE INDEX invoice_serial ON invoice(series, serial) WHERE serial IS NOT NULL;
        CREATE INDEX invoice_number ON invoice(series, number);
        CREATE INDEX invoice_open ON invoice(customerId, currency, issuedOn, id)
          WHERE status IN ('issued', 'adjusted') AND paid < total;
        CREATE INDEX invoice_last ON invoice(customerId, issuedOn) WHERE issuedOn IS NOT NULL;
        CREATE INDEX invoice_customer ON invoice(customerId, createdAt, id);
        CREATE INDEX invoice_contract ON invoice(contractId) WHERE contractId IS NOT NULL;
        CREATE INDEX invoice_order ON invoice(orderId) WHERE orderId IS NOT NULL;
        CREATE INDEX invoice_created ON invoice(createdAt, id);

        -- The series that Quen numbers: the counter and the day of the last number.
        CREATE TABLE invoiceSeries(
          symbol TEXT PRIMARY KEY, form INTEGER NOT NULL, year INTEGER NOT NULL, isActive INTEGER NOT NULL,
          lastSerial INTEGER NOT NULL, lastIssuedOn TEXT) STRICT, WITHOUT ROWID;

        CREATE TABLE payment(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, customerId BLOB NOT NULL, currency TEXT NOT NULL,
          amount INTEGER NOT NULL CHECK (amount > 0), paidOn TEXT NOT NULL, source TEXT NOT NULL,
          reference TEXT NOT NULL, allocations TEXT NOT NULL, advance INTEGER NOT NULL CHECK (advance >= 0),
          credit INTEGER NOT NULL CHECK (credit >= 0), contractId BLOB, orderId BLOB, isReversed INTEGER NOT NULL,
          note TEXT, branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB, createdAt INTEGER NOT NULL) STRICT;
        CREATE UNIQUE INDEX payment_reference ON payment(source, reference);
        CREATE INDEX payment_last ON payment(customerId, paidOn) WHERE isReversed = 0;
        CREATE INDEX payment_customer ON payment(customerId);
        CREATE INDEX payment_contract ON payment(contractId) WHERE contractId IS NOT NULL;
        CREATE INDEX payment_order ON payment(orderId) WHERE orderId IS NOT NULL;
        CREATE INDEX payment_advance_contract ON payment(contractId, paidOn, id) WHERE advance > 0 AND isReversed = 0;
        CREATE INDEX payment_advance_order ON payment(orderId, paidOn, id) WHERE advance > 0 AND isReversed = 0;

        -- What each payment pays of each invoice.
        CREATE TABLE allocation(
          paymentId BLOB NOT NULL REFERENCES payment(id), invoiceId BLOB NOT NULL REFERENCES invoice(id),
          amount INTEGER NOT NULL CHECK (amount > 0), isReversed INTEGER NOT NULL,
          PRIMARY KEY (paymentId, invoiceId)) STRICT, WITHOUT ROWID;
        CREATE INDEX allocation_invoice ON allocation(invoiceId, isReversed, amount);

        CREATE TABLE customerAccount(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, balances TEXT NOT NULL, lastInvoiceOn TEXT,
          lastPaymentOn TEXT, paidInvoices INTEGER NOT NULL CHECK (paidInvoices >= 0)) STRICT;
        """

    private static let documents = """
        CREATE TABLE contract(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, number TEXT NOT NULL UNIQUE COLLATE NOCASE,
          customerNumber TEXT COLLATE NOCASE,
          kind TEXT NOT NULL CHECK (kind IN ('sale', 'service', 'maintenance', 'framework')),
          status TEXT NOT NULL CHECK (status IN ('requested', 'drafted', 'negotiating', 'agreed', 'signed', 'in-progress',
            'suspended', 'accepted', 'ended', 'settled', 'liquidated', 'cancelled')),
          customerId BLOB NOT NULL, contactId BLOB, opportunityId BLOB, quoteId BLOB, currency TEXT NOT NULL,
          lines TEXT NOT NULL, sums TEXT NOT NULL,
          total INTEGER NOT NULL GENERATED ALWAYS AS (json_extract(sums, '$.total')) STORED,
          ceiling INTEGER CHECK (ceiling > 0), paymentTerms TEXT, note TEXT, signedOn TEXT, effectiveFrom TEXT,
          effectiveTo TEXT, approval TEXT, branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB,
          createdAt INTEGER NOT NULL, CHECK (effectiveTo IS NULL OR effectiveFrom IS NULL OR effectiveTo >= effectiveFrom))
          STRICT;
        CREATE INDEX contract_customer ON contract(customerId);
        CREATE INDEX contract_opportunity ON contract(opportunityId) WHERE opportunityId IS NOT NULL;
        CREATE INDEX contract_customerNumber ON contract(customerNumber) WHERE customerNumber IS NOT NULL;
        CREATE INDEX contract_created ON contract(createdAt, id);
        CREATE INDEX contract_effectiveTo ON contract(effectiveTo) WHERE effectiveTo IS NOT NULL;

        -- ORDER is a word of SQL.
        CREATE TABLE salesOrder(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, number TEXT NOT NULL UNIQUE COLLATE NOCASE,
          status TEXT NOT NULL CHECK (status IN ('draft', 'confirmed', 'fulfilled', 'closed', 'cancelled')),
          customerId BLOB NOT NULL, contractId BLOB REFERENCES contract(id), currency TEXT NOT NULL, lines TEXT NOT NULL,
          sums TEXT NOT NULL, total INTEGER NOT NULL GENERATED ALWAYS AS (json_extract(sums, '$.total')) STORED,
          orderedOn TEXT NOT NULL, deliverOn TEXT, note TEXT, branchId BLOB, responsibleId BLOB,
          secondResponsibleId BLOB, createdAt INTEGER NOT NULL) STRICT;
        CREATE INDEX salesOrder_customer ON salesOrder(customerId);
        CREATE INDEX salesOrder_contract ON salesOrder(contractId) WHERE contractId IS NOT NULL;
        CREATE INDEX salesOrder_created ON salesOrder(createdAt, id);

        -- What the lines of orders and invoices take of their parents (CON-4), in ten-thousandths of the unit. Rewritten
        -- with each child; a cancelled order takes nothing.
        CREATE TABLE draw(
          number INTEGER PRIMARY KEY, parentId BLOB NOT NULL, childEntity TEXT NOT NULL, childId BLOB NOT NULL,
          line INTEGER NOT NULL, chainKey TEXT NOT NULL, quantity INTEGER NOT NULL, UNIQUE (childId, line)) STRICT;
        CREATE INDEX draw_parent ON draw(parentId);

        -- Who made which step of a document's life, when and why (CON-2).
        CREATE TABLE step(
          number INTEGER PRIMARY KEY AUTOINCREMENT, entity TEXT NOT NULL, recordId BLOB NOT NULL, at INTEGER NOT NULL,
          account BLOB, employee BLOB, command TEXT NOT NULL, fromStatus TEXT NOT NULL, toStatus TEXT NOT NULL,
          onDay TEXT, note TEXT) STRICT;
        CREATE INDEX step_record ON step(recordId, number);

        -- Changes and additions to a contract in force; the contract itself holds what applies now.
        CREATE TABLE annex(
          contractId BLOB NOT NULL REFERENCES contract(id), number INTEGER NOT NULL, at INTEGER NOT NULL, account BLOB,
          onDay TEXT NOT NULL, note TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
          PRIMARY KEY (contractId, number)) STRICT, WITHOUT ROWID;
        """

    // SQLite reads the row for each column that the query names, also where the index's condition decides it.
    private static let receivablesAndUsage = """
        DROP INDEX invoice_due;
        CREATE INDEX invoice_due ON invoice(currency, customerId, dueOn, issuedOn, payable, paid, status, branchId,
          responsibleId, secondResponsibleId) WHERE status IN ('issued', 'adjusted') AND paid < payable;
        ALTER TABLE usage ADD COLUMN reversedAt INTEGER;
        ALTER TABLE usage ADD COLUMN reversalNote TEXT;
        """

    private static let signedContents = """
        -- Of the contract before and after an annex what its states do not tell.
        ALTER TABLE annex ADD COLUMN termsBefore TEXT;
        ALTER TABLE annex ADD COLUMN termsAfter TEXT;
        -- What the minutes of liquidation say.
        ALTER TABLE contract ADD COLUMN liquidation TEXT;
        -- Both parties as they were when the order was confirmed.
        ALTER TABLE salesOrder ADD COLUMN parties TEXT;
        -- Where a customer wants its invoices, and the country in a foreign address; the next comparison with the owner brings
        -- both of each.
        ALTER TABLE customerCopy ADD COLUMN invoiceEmail TEXT;
        UPDATE customerCopy SET sequence = 0;
        """

    private static let minutes = """
        -- Beside the first, which `invoiceId` names.
        ALTER TABLE acceptance ADD COLUMN furtherInvoiceIds TEXT NOT NULL DEFAULT '[]';
        -- By line of the contract, as of the signing: where shares of discounts by value begin.
        ALTER TABLE acceptance ADD COLUMN acceptedBefore TEXT;
        """

    // The contract's terms of payment of then: those before the first annex since, else the present ones.
    static let confirmedTermsOfOlderOrders = """
        UPDATE salesOrder SET confirmedTerms = json_object('paymentTerms', (
          SELECT CASE WHEN later.contractId IS NULL THEN contract.paymentTerms
            ELSE json_extract(later.termsBefore, '$.paymentTerms') END
          FROM contract LEFT JOIN annex AS later ON later.contractId = contract.id AND later.number = (
            SELECT min(annex.number) FROM annex JOIN step ON step.recordId = salesOrder.id AND step.command = 'confirm'
            WHERE annex.contractId = contract.id AND annex.termsBefore IS NOT NULL AND annex.at >= step.at)
          WHERE contract.id = salesOrder.contractId))
        WHERE contractId IS NOT NULL
          AND EXISTS (SELECT 1 FROM step WHERE recordId = salesOrder.id AND command = 'confirm');
        """

    private static let owners = """
        CREATE INDEX contract_responsible ON contract(responsibleId);
        CREATE INDEX contract_secondResponsible ON contract(secondResponsibleId) WHERE secondResponsibleId IS NOT NULL;
        CREATE INDEX contract_branch ON contract(branchId);
        CREATE INDEX salesOrder_responsible ON salesOrder(responsibleId);
        CREATE INDEX salesOrder_secondResponsible ON salesOrder(secondResponsibleId) WHERE secondResponsibleId IS NOT NULL;
        CREATE INDEX salesOrder_branch ON salesOrder(branchId);
        CREATE INDEX invoice_responsible ON invoice(responsibleId);
        CREATE INDEX invoice_secondResponsible ON invoice(secondResponsibleId) WHERE secondResponsibleId IS NOT NULL;
        CREATE INDEX invoice_branch ON invoice(branchId);
        CREATE INDEX payment_responsible ON payment(responsibleId);
        CREATE INDEX payment_secondResponsible ON payment(secondResponsibleId) WHERE secondResponsibleId IS NOT NULL;
        CREATE INDEX payment_branch ON payment(branchId);

        ALTER TABLE quoteCopy ADD COLUMN customerId BLOB;
        ALTER TABLE quoteCopy ADD COLUMN branchId BLOB;
        ALTER TABLE quoteCopy ADD COLUMN responsibleId BLOB;
        ALTER TABLE quoteCopy ADD COLUMN secondResponsibleId BLOB;
        -- Older than any version: the next comparison with the owner brings what is new of each.
        UPDATE quoteCopy SET sequence = 0;
        """

    private static let casesUse = """
        ALTER TABLE usage ADD COLUMN caseId BLOB;
        CREATE INDEX usage_case ON usage(caseId) WHERE caseId IS NOT NULL;

        -- What is known of each case that a contract covers, or once did: which usage of it counts, or why none does.
        CREATE TABLE caseUsage(
          caseId BLOB PRIMARY KEY, number TEXT NOT NULL, title TEXT NOT NULL, customerId BLOB NOT NULL, contractId BLOB,
          openedOn TEXT NOT NULL, usageId BLOB, refusal TEXT, reason TEXT,
          CHECK ((refusal IS NULL) = (reason IS NULL)), CHECK (usageId IS NULL OR refusal IS NULL)) STRICT;
        CREATE INDEX caseUsage_refused ON caseUsage(contractId, openedOn) WHERE refusal IS NOT NULL;
        """

    private static let units = """
        CREATE TABLE unitGroupCopy(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, baseUnit TEXT NOT NULL, units TEXT NOT NULL)
          STRICT, WITHOUT ROWID;
        ALTER TABLE productCopy ADD COLUMN unitGroupId BLOB;
        ALTER TABLE productCopy ADD COLUMN unitPrices TEXT NOT NULL DEFAULT '[]';
        -- What was told before is not known here: the next comparison with the owner brings it.
        UPDATE productCopy SET sequence = 0;
        -- Of the quantity; nothing for the base unit, which the key names. The factor in millionths.
        ALTER TABLE draw ADD COLUMN unit TEXT;
        ALTER TABLE draw ADD COLUMN unitFactor INTEGER;
        ALTER TABLE deliveredItem ADD COLUMN unit TEXT;
        """

    /// What was owed on a day asks for what was settled since, of invoices issued until then: an index tells both.
    private static let settledInvoices = """
        ALTER TABLE settlement ADD COLUMN invoiceIssuedOn TEXT NOT NULL DEFAULT '';
        UPDATE settlement SET invoiceIssuedOn =
          (SELECT coalesce(issuedOn, '') FROM invoice WHERE invoice.id = invoiceId);
        DROP INDEX settlement_day;
        CREATE INDEX settlement_day ON settlement(onDay, invoiceIssuedOn, invoiceId, amount);
        """
}
