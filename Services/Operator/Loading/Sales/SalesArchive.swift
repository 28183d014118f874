import Messages

/// A firm's sales so far, from the CSV files of another system, as messages for Quen.
struct SalesArchive {
    var customers = LoadPart("customers")
    var employees = LoadPart("employees")
    var products = LoadPart("products")
    var opportunities = LoadPart("opportunities")
    var invoices = LoadPart("invoices")
    /// By the id of the invoice's message, because a payment follows only an invoice that was taken.
    var payments: [EntityID: InboundDocument] = [:]

    /// - Parameter file: gives the file of that name, which must have these columns.
    init(_ setting: SalesMapping.Setting, file: (_ name: String, _ columns: [String]) throws -> CSVFile) throws {
        let mapping = SalesMapping(setting: setting)
        for row in try file("accounts.csv", ["account", "sector", "employees", "office_location", "subsidiary_of"]).rows
        {
            try customers.take(row, externalId: row["account"]) { try mapping.customer(row, $0) }
        }
        try takeEmployees(try file("sales_teams.csv", ["sales_agent", "manager", "regional_office"]), mapping)
        for row in try file("products.csv", ["product", "series", "sales_price"]).rows {
            try products.take(row, externalId: row["product"]) { try mapping.product(row, $0) }
        }
        let columns = [
            "opportunity_id", "sales_agent", "product", "account", "deal_stage", "engage_date", "close_date",
            "close_value",
        ]
        for row in try file("sales_pipeline.csv", columns).rows { try takeOpportunity(row, mapping) }
    }

    /// In the order of the rows, an opportunity before its invoice, so that both services work at the same time.
    var opportunitiesAndInvoices: [InboundDocument] {
        let invoicesByRow = Dictionary(grouping: invoices.documents, by: \.origin)
        return opportunities.documents.flatMap { [$0] + (invoicesByRow[$0.origin] ?? []) }
    }

    /// Managers stand only beside their agents; each becomes an employee of the office where it is named first.
    private mutating func takeEmployees(_ file: CSVFile, _ mapping: SalesMapping) throws {
        let agents = Set(file.rows.compactMap { $0["sales_agent"] })
        var managers: Set<String> = []
        for row in file.rows {
            if let manager = row["manager"], !agents.contains(manager), managers.insert(manager).inserted {
                employees.documents.append(try mapping.manager(row, manager))
            }
            try employees.take(row, externalId: row["sales_agent"]) { try mapping.agent(row, $0) }
        }
    }

    /// A row that cannot be read as an opportunity is not read as a sale either.
    private mutating func takeOpportunity(_ row: CSVRow, _ mapping: SalesMapping) throws {
        try opportunities.take(row, externalId: row["opportunity_id"]) { try mapping.opportunity(row, $0) }
        guard SalesMapping.status(row) == .won, let id = row["opportunity_id"],
            opportunities.documents.last?.origin == row.origin
        else { return }
        var payment: InboundDocument?
        try invoices.take(row, externalId: id) { id in
            let sale = try mapping.sale(row, id)
            payment = sale.payment
            return sale.invoice
        }
        if let payment, let invoice = invoices.documents.last { payments[invoice.id] = payment }
    }
}
