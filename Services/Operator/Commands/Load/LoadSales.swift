import ArgumentParser
import Messages
import Money

struct LoadSales: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sales",
        abstract: "Loads a firm's sales so far from CSV files.",
        discussion: """
            The folder holds accounts.csv (account, sector, employees, office_location, subsidiary_of), sales_teams.csv \
            (sales_agent, manager, regional_office), products.csv (product, series, sales_price) and sales_pipeline.csv \
            (opportunity_id, sales_agent, product, account, deal_stage, engage_date, close_date, close_value; dates as \
            month/day/year, 00/00/0000 for none). Every won opportunity also becomes an issued invoice and its payment \
            on the day it closed, without tax. Rows without an identifier count as blank and are left out. What Quen \
            refuses stands with its reason in the file of the refused.

            The messages are published as the outside system's broker user and every one is answered. Loading the same \
            files again changes nothing. It survives broker and services being away for less than the patience, and \
            exits with 0 when all is answered, taken or refused.
            """)

    @OptionGroup var loading: LoadingOptions
    @Argument(help: "The folder with the CSV files.")
    var directory: String
    @Option(help: "ISO 4217 code of all amounts.")
    var currency: String
    @Option(help: "The outside system that the records come from.")
    var system = "sales-archive"
    @Option(help: "The day on which accounts, agents and products were recorded; a later one replaces what is known.")
    var recordedOn = "2016-01-01"

    func validate() throws {
        guard Currency(currency) != nil else { throw ValidationError("--currency is an ISO 4217 code, such as USD.") }
        guard Day(recordedOn) != nil else { throw ValidationError("--recorded-on is a day, such as 2016-01-01.") }
        try OutsiderName.check(system)
    }

    func run() async throws {
        guard let currency = Currency(currency), let undated = Day(recordedOn) else { return }
        let configuration = try loading.options.configuration()
        let setting = SalesMapping.Setting(system: system, currency: currency, undated: undated)
        let archive = try SalesArchive(setting) { try CSVFile.read($0, in: directory, columns: $1) }
        var run = LoadRun(try await loading.loader(as: system, configuration))
        try await Self.send(archive, &run)
        try loading.finish(run)
    }

    /// In phases, because a record is only accepted when those that it names are known.
    static func send(_ archive: SalesArchive, _ run: inout LoadRun) async throws {
        Console.note("Accounts, agents and products")
        _ = try await run.send([archive.customers, archive.employees, archive.products])
        Console.note("Opportunities and invoices")
        let answers = try await run.send(
            [archive.opportunities, archive.invoices], inOrder: archive.opportunitiesAndInvoices)
        Console.note("Payments of the invoices that were taken")
        _ = try await run.send([archive.paymentsPart(after: answers)])
    }
}

extension SalesArchive {
    /// The payments of those invoices that Quen has taken.
    func paymentsPart(after answers: [EntityID: InboundAnswer]) -> LoadPart {
        var part = LoadPart("payments")
        part.documents = invoices.documents.compactMap { invoice in
            guard case .accepted = answers[invoice.id] else { return nil }
            return payments[invoice.id]
        }
        part.read = part.documents.count
        return part
    }
}
