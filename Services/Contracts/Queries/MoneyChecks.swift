import Foundation
import GRDB
import Messages
import Money
import ServiceKit

/// Invoices, payments and accounts against each other (CON-10).
enum MoneyChecks {
    static let all = [
        paidValues, payments, settlements, settledInvoices, adjustments, replaced, accounts, accountFacts, numbers,
        dates,
    ]

    private static let paidValues = query(
        "allocations to an invoice are its paid value and at most its total",
        """
        SELECT 'invoice ' || coalesce(series || '/' || number, hex(id)) || ': allocated ' || allocated || ', paid ' || paid
          || ', payable ' || payable
        FROM (SELECT *, (SELECT coalesce(sum(amount), 0) FROM allocation
            WHERE invoiceId = invoice.id AND isReversed = 0) AS allocated FROM invoice)
        WHERE allocated != paid OR allocated > payable OR (status = 'draft' AND allocated != 0) LIMIT 20
        """)

    private static let payments = query(
        "per payment allocations + advance + credit = amount",
        """
        SELECT 'payment ' || source || '/' || reference || ': allocated ' || rows || ' (' || listed || ' listed), advance '
          || advance || ', credit ' || credit || ', amount ' || amount
        FROM (SELECT *,
          (SELECT coalesce(sum(amount), 0) FROM allocation WHERE paymentId = payment.id
             AND isReversed = payment.isReversed) AS rows,
          (SELECT coalesce(sum(json_extract(value, '$.amount')), 0) FROM json_each(payment.allocations)) AS listed
          FROM payment)
        WHERE rows != listed OR rows + advance + credit != amount LIMIT 20
        """)

    private static let settlements = query(
        "what was settled over time comes to what is allocated now",
        """
        SELECT 'payment ' || lower(hex(paymentId)) || ' on invoice ' || lower(hex(invoiceId)) || ': settled ' || sum(amount)
        FROM (SELECT paymentId, invoiceId, amount FROM settlement
          UNION ALL SELECT paymentId, invoiceId, -amount FROM allocation WHERE isReversed = 0)
        GROUP BY paymentId, invoiceId HAVING sum(amount) != 0 LIMIT 20
        """)

    private static let settledInvoices = query(
        "a settlement knows the day of its invoice",
        """
        SELECT 'settlement ' || settlement.number || ': of an invoice of ' || invoiceIssuedOn || ', issued on '
          || coalesce(issuedOn, 'no day')
        FROM settlement JOIN invoice ON invoice.id = invoiceId
        WHERE invoiceIssuedOn IS NOT issuedOn LIMIT 20
        """)

    private static let adjustments = query(
        "an invoice's adjustment is the sum of its issued adjusting invoices",
        """
        SELECT 'invoice ' || series || '/' || number || ': adjustment ' || adjustment || ', its corrections ' || adjusted
        FROM (SELECT *, (SELECT coalesce(sum(total), 0) FROM invoice c WHERE c.correction IS NOT NULL
            AND json_extract(c.correction, '$.kind') = 'adjusting' AND c.status = 'issued'
            AND c.corrects = i.id)
            AS adjusted FROM invoice i WHERE i.status != 'draft')
        WHERE adjustment != adjusted OR (status = 'issued' AND adjustment != 0) LIMIT 20
        """)

    private static let replaced = query(
        "a replaced invoice has one replacement and no payments",
        """
        SELECT 'invoice ' || series || '/' || number || ': ' || replacements || ' replacements, paid ' || paid
        FROM (SELECT *, (SELECT count(*) FROM invoice c WHERE c.status != 'draft'
            AND json_extract(c.correction, '$.kind') = 'replacing'
            AND c.corrects = i.id)
            AS replacements FROM invoice i WHERE i.status != 'draft')
        WHERE (status = 'replaced') != (replacements = 1) OR (status = 'replaced' AND paid != 0) LIMIT 20
        """)

    private static let accounts = query(
        "a customer's invoiced, paid, advance and credit are the sums of its documents",
        """
        WITH fact(customerId, currency, invoiced, paid, advance, credit) AS (
          SELECT customerId, currency, sum(total), 0, 0, 0 FROM invoice WHERE status IN ('issued', 'adjusted') GROUP BY 1, 2
          UNION ALL SELECT i.customerId, i.currency, 0, sum(a.amount), 0, 0 FROM allocation a
            JOIN invoice i ON i.id = a.invoiceId WHERE a.isReversed = 0 GROUP BY 1, 2
          UNION ALL SELECT customerId, currency, 0, 0, sum(advance), sum(credit) FROM payment WHERE isReversed = 0
            GROUP BY 1, 2
          UNION ALL SELECT customerId, currency, 0, paid, 0, 0 FROM cutOver),
        kept AS (
          SELECT a.id AS customerId, json_extract(value, '$.currency') AS currency,
            json_extract(value, '$.invoiced') AS invoiced, json_extract(value, '$.paid') AS paid,
            json_extract(value, '$.advance') AS advance, json_extract(value, '$.credit') AS credit
          FROM customerAccount a, json_each(a.balances)),
        difference AS (
          SELECT customerId, currency, invoiced, paid, advance, credit FROM fact
          UNION ALL SELECT customerId, currency, -invoiced, -paid, -advance, -credit FROM kept)
        SELECT 'customer ' || lower(hex(customerId)) || ' ' || currency || ': off by invoiced ' || sum(invoiced) || ', paid '
          || sum(paid) || ', advance ' || sum(advance) || ', credit ' || sum(credit)
        FROM difference GROUP BY customerId, currency
        HAVING sum(invoiced) != 0 OR sum(paid) != 0 OR sum(advance) != 0 OR sum(credit) != 0 LIMIT 20
        """)

    private static let accountFacts = query(
        "a customer's last days and number of paid invoices are those of its documents",
        """
        SELECT 'customer ' || lower(hex(a.id)) || ': last days or paid invoices differ' FROM customerAccount a
        WHERE lastInvoiceOn IS NOT (SELECT max(issuedOn) FROM invoice WHERE customerId = a.id)
          OR lastPaymentOn IS NOT (SELECT max(day) FROM (
            SELECT paidOn AS day FROM payment WHERE customerId = a.id AND isReversed = 0
            UNION ALL SELECT lastPaymentOn FROM cutOver WHERE customerId = a.id))
          OR paidInvoices != (SELECT count(*) FROM invoice WHERE customerId = a.id AND paid > 0)
            + (SELECT coalesce(sum(paidInvoices), 0) FROM cutOver WHERE customerId = a.id) LIMIT 20
        """)

    private static let numbers = query(
        "numbers of a series run from 1 without a gap",
        """
        SELECT 'series ' || s.symbol || ': ' || count(i.serial) || ' numbers, first ' || coalesce(min(i.serial), 0)
          || ', last ' || coalesce(max(i.serial), 0) || ', counter ' || s.lastSerial
        FROM invoiceSeries s LEFT JOIN invoice i ON i.series = s.symbol AND i.serial IS NOT NULL
        WHERE s.numbering = 'quen' GROUP BY s.symbol
        HAVING count(i.serial) != s.lastSerial OR (s.lastSerial > 0 AND (min(i.serial) != 1 OR max(i.serial) != s.lastSerial))
        UNION ALL SELECT 'series ' || series || ' is not registered' FROM invoice
          WHERE serial IS NOT NULL AND series NOT IN (SELECT symbol FROM invoiceSeries) GROUP BY series
        """)

    private static let dates = query(
        "in a series no invoice is issued before the previous number",
        """
        SELECT 'invoice ' || series || '/' || number || ' is of ' || issuedOn || ', the one before of ' || previous
        FROM (SELECT *, lag(issuedOn) OVER (PARTITION BY series ORDER BY serial) AS previous FROM invoice
          WHERE serial IS NOT NULL)
        WHERE issuedOn < previous LIMIT 20
        """)

    /// A check whose rows are the faults.
    static func query(_ name: String, _ sql: String) -> Operations.Check {
        Operations.Check(name) { db in try String.fetchAll(db, sql: sql) }
    }
}
