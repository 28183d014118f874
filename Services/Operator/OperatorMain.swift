import ArgumentParser

/// `quen`: everything that whoever runs Quen does from a shell. Data goes to standard output, messages to standard
/// error; it exits with 0 when all is well, 1 when something was found or failed, 64 when it was called wrongly.
@main
struct OperatorMain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quen",
        abstract:
            "Runs an installation of Quen: broker topology, health, backups, parked messages, checks, audit, reports.",
        discussion: """
            The tool reads one configuration file, named by --config or QUEN_OPERATOR_CONFIG; compose/up writes it as \
            operator.json in its data folder, and compose/quen names it for you.
            """,
        subcommands: [
            DoctorCommand.self, TopologyCommand.self, SystemsCommand.self, ConsumersCommand.self, CheckCommand.self,
            ParkedCommand.self, TimersCommand.self, AuditCommand.self, ParametersCommand.self, ReportCommand.self,
            LoadCommand.self,
            BackupCommand.self,
            RestoreCommand.self, StoreCommand.self, RestorationCommand.self, OutboxCommand.self, BootstrapCommand.self,
            CompareCommand.self, SchemasCommand.self,
        ])
}
