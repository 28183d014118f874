import Messages
import Money

/// One row of a sales archive as one message.
struct SalesMapping {
    /// What the rows do not say themselves.
    struct Setting {
        var system: String
        var currency: Currency
        /// When records without a date were recorded.
        var undated: Day
    }

    let setting: Setting

    func customer(_ row: CSVRow, _ name: String) throws -> InboundDocument {
        let parent = row["subsidiary_of"].flatMap { $0 == "no subsidiaries" ? nil : RecordReference(externalId: $0) }
        return try document(
            CustomerRecorded(
                externalId: name, name: name, kind: .organisation, address: row["office_location"],
                industry: row["sector"], size: row["employees"], parent: parent), row)
    }

    func product(_ row: CSVRow, _ name: String) throws -> InboundDocument {
        let price = try SalesValues.price(row, "sales_price")
        return try document(
            ProductRecorded(
                externalId: name, name: name, group: row["series"], kind: .goods, price: price,
                currency: price == nil ? nil : setting.currency), row)
    }

    func manager(_ row: CSVRow, _ name: String) throws -> InboundDocument {
        try document(
            EmployeeRecorded(externalId: name, name: name, title: "Sales manager", branch: row["regional_office"]), row)
    }

    func agent(_ row: CSVRow, _ name: String) throws -> InboundDocument {
        try document(
            EmployeeRecorded(
                externalId: name, name: name, title: "Sales agent", manager: reference(row["manager"]),
                branch: row["regional_office"]), row)
    }

    func opportunity(_ row: CSVRow, _ id: String) throws -> InboundDocument {
        let status = Self.status(row)
        let value = try SalesValues.amount(row, "close_value", setting.currency)
        let startedOn = try SalesValues.day(row, "engage_date")
        let closedOn = try SalesValues.day(row, "close_date")
        return try document(
            OpportunityRecorded(
                externalId: id, customer: RecordReference(externalId: row["account"]),
                product: reference(row["product"]), responsible: reference(row["sales_agent"]), status: status,
                stage: row["deal_stage"],
                // An open one has no value yet, which the archive writes as 0.
                value: status == .open && value?.minorUnits == 0 ? nil : value,
                startedOn: startedOn, closedOn: closedOn), row, on: closedOn ?? startedOn)
    }

    func sale(_ row: CSVRow, _ id: String) throws -> (invoice: InboundDocument, payment: InboundDocument) {
        let sale = try WonSale(row, currency: setting.currency)
        return (
            try document(sale.invoice(id), row, on: sale.closedOn),
            try document(sale.payment(id), row, on: sale.closedOn)
        )
    }

    static func status(_ row: CSVRow) -> OpportunityStatus {
        switch row["deal_stage"]?.lowercased() {
        case "won": .won
        case "lost": .lost
        default: .open
        }
    }

    private func reference(_ externalId: String?) -> RecordReference? {
        externalId.map { RecordReference(externalId: $0) }
    }

    private func document(_ payload: some InboundPayload, _ row: CSVRow, on day: Day? = nil) throws -> InboundDocument {
        let time = LocalZone.vietNam.instant(of: day ?? setting.undated)
        return try InboundDocument(payload, system: setting.system, time: time, origin: row.origin)
    }
}
