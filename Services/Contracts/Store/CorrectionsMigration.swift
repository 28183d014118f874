/// Invoices that correct others, and by when which payment counted (CON-5, CON-9). A released migration never changes.
enum CorrectionsMigration {
    static let sql = """
        -- The table anew: totals of adjusting invoices may be below zero, and what is to be paid of one follows from it.
        CREATE TABLE invoiceNew(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL,
          status TEXT NOT NULL CHECK (status IN ('draft', 'issued', 'adjusted', 'replaced')),
          customerId BLOB NOT NULL, contractId BLOB, orderId BLOB, currency TEXT NOT NULL, lines TEXT NOT NULL,
          sums TEXT NOT NULL, total INTEGER NOT NULL GENERATED ALWAYS AS (json_extract(sums, '$.total')) STORED,
          series TEXT, number TEXT COLLATE NOCASE, serial INTEGER, issuedOn TEXT, dueOn TEXT, paid INTEGER NOT NULL,
          buyer TEXT, note TEXT, external TEXT, recordedAt INTEGER, branchId BLOB, responsibleId BLOB,
          secondResponsibleId BLOB, createdAt INTEGER NOT NULL,
          adjustment INTEGER NOT NULL DEFAULT 0, correction TEXT, corrects BLOB,
          priceLines TEXT NOT NULL DEFAULT '[]', replacedOn TEXT, paymentMethod TEXT, exchangeRate TEXT, transmission TEXT,
          payable INTEGER NOT NULL GENERATED ALWAYS AS (CASE
            WHEN status = 'replaced' OR json_extract(correction, '$.kind') IS 'adjusting' THEN 0
            ELSE json_extract(sums, '$.total') + adjustment END) STORED,
          CHECK (paid >= 0 AND paid <= payable), CHECK ((corrects IS NULL) = (correction IS NULL)),
          CHECK ((status = 'replaced') = (replacedOn IS NOT NULL)),
          CHECK ((status = 'draft') = (issuedOn IS NULL)), CHECK ((status = 'draft') = (number IS NULL))) STRICT;
        INSERT INTO invoiceNew(id, sequence, status, customerId, contractId, orderId, currency, lines, sums, series, number,
            serial, issuedOn, dueOn, paid, buyer, note, external, recordedAt, branchId, responsibleId, secondResponsibleId,
            createdAt)
          SELECT id, sequence, status, customerId, contractId, orderId, currency, lines, sums, series, number, serial,
            issuedOn, dueOn, paid, buyer, note, external, recordedAt, branchId, responsibleId, secondResponsibleId,
            createdAt FROM invoice;
        DROP TABLE invoice;
        ALTER TABLE invoiceNew RENAME TO invoice;
        CREATE UNIQUE INDEX invoice_serial ON invoice(series, serial) WHERE serial IS NOT NULL;
        CREATE INDEX invoice_number ON invoice(series, number);
        CREATE INDEX invoice_open ON invoice(customerId, currency, issuedOn, id)
          WHERE status IN ('issued', 'adjusted') AND paid < payable;
        -- Everything that the ages of what is owed are made of.
        CREATE INDEX invoice_due ON invoice(currency, customerId, dueOn, issuedOn, payable, paid)
          WHERE status IN ('issued', 'adjusted') AND paid < payable;
        CREATE INDEX invoice_last ON invoice(customerId, issuedOn) WHERE issuedOn IS NOT NULL;
        CREATE INDEX invoice_issued ON invoice(issuedOn, id) WHERE issuedOn IS NOT NULL;
        CREATE INDEX invoice_customer ON invoice(customerId, createdAt, id);
        CREATE INDEX invoice_contract ON invoice(contractId) WHERE contractId IS NOT NULL;
        CREATE INDEX invoice_order ON invoice(orderId) WHERE orderId IS NOT NULL;
        CREATE INDEX invoice_created ON invoice(createdAt, id);
        CREATE INDEX invoice_responsible ON invoice(responsibleId);
        CREATE INDEX invoice_secondResponsible ON invoice(secondResponsibleId) WHERE secondResponsibleId IS NOT NULL;
        CREATE INDEX invoice_branch ON invoice(branchId);
        CREATE INDEX invoice_corrects ON invoice(corrects) WHERE corrects IS NOT NULL;
        CREATE INDEX invoice_transmission ON invoice(json_extract(transmission, '$.status')) WHERE transmission IS NOT NULL;

        -- Who gives the numbers of a series: Quen, or the provider of electronic invoices.
        ALTER TABLE invoiceSeries ADD COLUMN numbering TEXT NOT NULL DEFAULT 'quen'
          CHECK (numbering IN ('quen', 'provider'));

        -- Notices that only the name or the address on an invoice was wrong (form 04/SS-HĐĐT).
        CREATE TABLE invoiceNotice(
          invoiceId BLOB NOT NULL REFERENCES invoice(id), number INTEGER NOT NULL, at INTEGER NOT NULL, account BLOB,
          onDay TEXT NOT NULL, reason TEXT NOT NULL, buyer TEXT NOT NULL, PRIMARY KEY (invoiceId, number))
          STRICT, WITHOUT ROWID;

        -- What payments pay of invoices, from which day on it counts; below zero where it was taken back. Never changed:
        -- what was owed on a day is told from it.
        CREATE TABLE settlement(
          number INTEGER PRIMARY KEY, paymentId BLOB NOT NULL REFERENCES payment(id),
          invoiceId BLOB NOT NULL REFERENCES invoice(id), onDay TEXT NOT NULL, amount INTEGER NOT NULL) STRICT;
        CREATE INDEX settlement_invoice ON settlement(invoiceId, onDay, amount);
        CREATE INDEX settlement_day ON settlement(onDay, invoiceId, amount);
        CREATE INDEX settlement_payment ON settlement(paymentId);
        INSERT INTO settlement(paymentId, invoiceId, onDay, amount)
          SELECT paymentId, invoiceId, payment.paidOn, allocation.amount FROM allocation
          JOIN payment ON payment.id = paymentId WHERE allocation.isReversed = 0;

        -- Reversals are told by their day.
        UPDATE step SET onDay = date(at / 1000, 'unixepoch', '+7 hours') WHERE command = 'reverse' AND onDay IS NULL;

        -- What was paid before Quen was used (CON-6): once per customer and currency.
        CREATE TABLE cutOver(
          customerId BLOB NOT NULL, currency TEXT NOT NULL, onDay TEXT NOT NULL, paid INTEGER NOT NULL CHECK (paid >= 0),
          paidInvoices INTEGER NOT NULL CHECK (paidInvoices >= 0), lastPaymentOn TEXT, at INTEGER NOT NULL, account BLOB,
          PRIMARY KEY (customerId, currency)) STRICT, WITHOUT ROWID;
        """
}
