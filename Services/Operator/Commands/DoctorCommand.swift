import ArgumentParser

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks over the whole installation and says what is wrong and what to do about it.",
        discussion: """
            Services (reachable, ready, one site, outbox, parked messages, timers, holes, clocks, open restorations, \
            copies that do not agree, backups, plain listeners beyond loopback), broker (version, alarms), topology, \
            queues (leader, depth, consumers), secrets (rights, strength), administrators without a second factor. Standard output has two tables, of services and of queues, and then the findings, each with its \
            remedy. It exits with 1 if there are findings.
            """)

    @OptionGroup var options: OperatorOptions
    @Flag(help: "Print only the findings.")
    var quiet = false

    func run() async throws {
        let configuration = try options.configuration()
        let services = try await ServiceObservation.of(try configuration.admins())
        let running = Set(services.filter { $0.status != nil }.map(\.service))
        let broker = try await BrokerObservation.settled(try TopologyKeeper(configuration), running: running)
        let findings =
            ServiceFindings.of(services) + CopiesFindings.of(services) + BrokerFindings.of(broker)
            + AccessFindings.of(services, networkIsPrivate: configuration.networkIsPrivate ?? false)
            + SecretFindings.of(exposed: try configuration.exposedSecrets())
            + SecretFindings.of(weak: try configuration.secrets.weak())
        if !quiet {
            Console.print(ServiceObservation.table(services).text + "\n")
            Console.print(BrokerObservation.table(broker.queues).text + "\n")
        }
        for finding in findings { Console.print(finding.text) }
        guard findings.isEmpty else { throw ExitCode(1) }
        Console.note("Nothing is wrong.")
    }
}
