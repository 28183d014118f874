import Messages
import Money

/// An invented Vietnamese firm that sells office machines and their upkeep, the same every time.
struct Demonstration {
    var employees = LoadPart("employees")
    var products = LoadPart("products")
    var customers = LoadPart("customers")
    var leads = LoadPart("leads")
    var opportunities = LoadPart("opportunities")
    var invoices = LoadPart("invoices")
    var payments = LoadPart("payments")

    private let system: String
    /// Master data was recorded before everything that happened with it.
    private let recorded: Instant

    init(system: String) throws {
        self.system = system
        recorded = LocalZone.vietNam.instant(of: DemonstrationDeal.firstDay)
        for person in DemonstrationPerson.all { try add(person.recorded, to: \.employees) }
        for product in DemonstrationProduct.all { try add(product.recorded, to: \.products) }
        for firm in DemonstrationFirm.all { try add(firm.recorded, to: \.customers) }
        for lead in DemonstrationLead.all { try add(lead.captured, to: \.leads) }
        for deal in DemonstrationDeal.all { try add(deal) }
    }

    private mutating func add(_ deal: DemonstrationDeal) throws {
        let day = deal.closedOn ?? deal.startedOn
        try add(try deal.recorded(), to: \.opportunities, on: day)
        guard let invoice = try deal.invoice() else { return }
        try add(invoice, to: \.invoices, on: invoice.issuedOn)
        guard let payment = try deal.payment() else { return }
        try add(payment, to: \.payments, on: payment.paidOn)
    }

    private mutating func add(
        _ payload: some InboundPayload, to part: WritableKeyPath<Demonstration, LoadPart>, on day: Day? = nil
    ) throws {
        let row = self[keyPath: part].documents.count + 1
        let origin = RowOrigin(file: "demonstration \(self[keyPath: part].name)", row: row)
        let time = day.map { LocalZone.vietNam.instant(of: $0) } ?? recorded
        self[keyPath: part].read += 1
        self[keyPath: part].documents.append(
            try InboundDocument(payload, system: system, time: time, origin: origin))
    }
}
