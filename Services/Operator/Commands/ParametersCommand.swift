import ArgumentParser
import ServiceKit

struct ParametersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parameters", abstract: "Parameters of the firm (OPS-10).",
        subcommands: [ParametersList.self, ParametersSet.self])
}

struct ParametersList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the parameters of every service with their values in force.")

    @OptionGroup var options: OperatorOptions
    @Option(help: "Only this service.")
    var service: String?
    @Option(help: "table, csv or json.")
    var format = TableFormat.table

    func run() async throws {
        let clients = try options.configuration().admins(only: service)
        let (answers, away) = try await AdminClient.askEach(clients) { try await $0.parameters() }
        let rows = answers.flatMap { Self.rows($0.service, $0.answer) }
        Console.print(try format.text(ReportTable(columns: Self.columns, rows: rows)))
        guard away.isEmpty else { throw ExitCode(1) }
    }

    static let columns = ["parameter", "currency", "value", "unit", "set"]

    static func rows(_ service: String, _ values: [ParameterValue]) -> [[String]] {
        values.map {
            ["\(service).\($0.name)", $0.qualifier, $0.value ?? "", $0.unit, $0.isDefault ? "default" : "by the firm"]
        }
    }
}

struct ParametersSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Changes a parameter from now on; the change is audited.")

    @OptionGroup var options: OperatorOptions
    @Argument(help: "SERVICE.NAME, as parameters list shows it.")
    var parameter: String
    @Argument(help: "The new value, in the parameter's unit.")
    var value: String
    @Option(help: "For amounts of money: which currency's value it is.")
    var currency: String?

    func validate() throws { _ = try parts() }

    func run() async throws {
        let (service, name) = try parts()
        for client in try options.configuration().admins(only: service) {
            let values = try await client.setParameter(name, value: value, qualifier: currency)
            let rows = ParametersList.rows(service, values.filter { $0.name == name })
            Console.print(TextTable(columns: ParametersList.columns, rows: rows).text)
        }
    }

    private func parts() throws -> (service: String, name: String) {
        let parts = parameter.split(separator: ".", maxSplits: 1)
        guard parts.count == 2 else {
            throw ValidationError("Name the parameter as SERVICE.NAME, as quen parameters list shows it.")
        }
        return (String(parts[0]), String(parts[1]))
    }
}
