import ArgumentParser

struct ConsumersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consumers", abstract: "Programs that read notifications from a queue of their own.",
        subcommands: [ConsumersAdd.self, ConsumersList.self])
}

struct ConsumersAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Gives a consumer of notifications a queue, a broker user and a password.",
        discussion: """
            The password is made at random in broker-sub-<name> in the secrets' folder, readable only by its owner. \
            The consumer reads the queue sub.<name> as the user of that name. What it leaves unread is dropped after \
            7 days or beyond 100,000 messages, oldest first. Run again it changes nothing.
            """)

    @OptionGroup var options: OperatorOptions
    @Argument(help: "Small letters, digits and hyphens, such as chat-bridge.")
    var name: String

    func validate() throws { try OutsiderName.check(name) }

    func run() async throws {
        let configuration = try options.configuration()
        let secret = SecretFiles.consumerPrefix + name
        if try configuration.secrets.make(secret) { Console.note("Made \(configuration.secrets.path(secret)).") }
        try await TopologyApply.apply(configuration)
        Console.note("\(name) reads the queue sub.\(name) as user sub.\(name).")
    }
}

struct ConsumersList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the consumers of notifications with their queues.")

    @OptionGroup var options: OperatorOptions

    func run() async throws {
        let names = try options.configuration().secrets.notificationConsumers()
        let rows = names.map { [$0, "sub.\($0)", "sub.\($0)"] }
        Console.print(TextTable(columns: ["consumer", "user", "queue"], rows: rows).text)
    }
}
