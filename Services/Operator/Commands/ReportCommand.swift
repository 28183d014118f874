import ArgumentParser
import ServiceKit

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Prints a report of a service.",
        discussion:
            "Asks each service in turn until one offers the report; --service asks only that one. Which there are stands in each service's README."
    )

    @OptionGroup var options: OperatorOptions
    @Argument(help: "The report's name, such as invoiced-money.")
    var name: String
    @Option(help: "What its rows stand for, such as product, employee, customer or month.")
    var by: String
    @Option(help: "table, csv or json.")
    var format = TableFormat.table
    @Option(help: "Ask only this service.")
    var service: String?

    func run() async throws {
        let table = try await Self.find(name, by: by, try options.configuration().admins(only: service))
        Console.print(try format.text(table))
    }

    /// A service that is away does not keep another from answering.
    private static func find(_ name: String, by: String, _ services: [AdminClient]) async throws -> ReportTable {
        var away: [String] = []
        for client in services {
            do {
                if let table = try await client.report(name, by: by) { return table }
            } catch is NoAnswer {
                away.append(client.service)
            }
        }
        let silent = away.isEmpty ? "" : " These did not answer: \(away.joined(separator: ", "))."
        throw OperatorError(
            "No service offers the report \(name) by \(by).\(silent) Reports are listed in each service's README.")
    }
}
