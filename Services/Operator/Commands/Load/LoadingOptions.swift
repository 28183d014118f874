import ArgumentParser
import Logging
import Messaging

/// How messages are sent and where what was refused is written.
struct LoadingOptions: ParsableArguments {
    @OptionGroup var options: OperatorOptions
    @Option(help: "The file for what was refused, with reasons.")
    var refused = "refused.csv"
    @Option(help: "Give up after so many seconds without any answer.")
    var patience = 300

    func validate() throws {
        guard patience > 0 else { throw ValidationError("--patience must be at least 1.") }
    }

    /// A loader as the outside system, once the broker has let it in.
    func loader(as system: String, _ configuration: OperatorConfiguration) async throws -> Loader {
        let secrets = configuration.secrets
        let name = SecretFiles.systemPrefix + system
        guard secrets.exists(name) else {
            throw OperatorError(
                "There is no outside system \(system): \(secrets.path(name)) is missing. Run: quen systems add \(system)"
            )
        }
        let file = secrets.path(name)
        _ = try secrets.read(file: file)
        let broker = RabbitBroker(
            RabbitConfiguration(
                host: configuration.broker.host, port: configuration.broker.port, virtualHost: configuration.vhost,
                user: "ext.\(system)",
                // An empty password is refused by the broker, and the refusal is shown.
                password: { (try? secrets.read(file: file)) ?? "" }, connectionName: "quen load (\(system))"))
        try await Self.knock(broker, system)
        let progress = ProgressLine()
        return Loader(
            broker: broker, system: system, pace: LoadPace(patience: .seconds(patience)), logger: Self.logger,
            report: { progress.show($0) })
    }

    /// Writes what was refused and prints the summary.
    func finish(_ run: LoadRun) throws {
        try RefusedFile.write(run.refusals, to: refused)
        Console.print(LoadSummary(lines: run.lines).table.text)
        if !run.refusals.isEmpty {
            Console.note("\(run.refusals.count) records were refused; the reasons are in \(refused).")
        }
    }

    /// A refusal at the start is a wrong configuration; later the broker may only be starting again.
    private static func knock(_ broker: RabbitBroker, _ system: String) async throws {
        do {
            await (try await broker.openPublisher()).close()
        } catch BrokerError.accessRefused(let reason) {
            throw OperatorError("The broker refuses ext.\(system): \(reason). Run: quen topology apply")
        } catch let error as BrokerError {
            Console.note("The broker is away (\(error)); trying again until it comes.")
        }
    }

    private static let logger = Logger(label: "quen", factory: { StreamLogHandler.standardError(label: $0) })
}
