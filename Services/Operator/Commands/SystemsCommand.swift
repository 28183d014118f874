import ArgumentParser

struct SystemsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "systems", abstract: "Outside systems that publish to Quen.",
        subcommands: [SystemsAdd.self, SystemsList.self])
}

struct SystemsAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Lets an outside system publish: makes its broker user, its password and its queue of replies.",
        discussion: """
            The password is made at random in broker-ext-<name> in the secrets' folder, readable only by its owner; \
            hand it to the system in a safe way. The system publishes as user ext.<name> to the exchange quen.inbound \
            with keys that begin with ext.<name>. and reads its answers from ext.<name>.replies. To change the \
            password, write another into the file and run: quen topology apply. Run again it changes nothing.
            """)

    @OptionGroup var options: OperatorOptions
    @Argument(help: "Small letters, digits and hyphens, such as website.")
    var name: String

    func validate() throws { try OutsiderName.check(name) }

    func run() async throws {
        let configuration = try options.configuration()
        let secret = SecretFiles.systemPrefix + name
        if try configuration.secrets.make(secret) { Console.note("Made \(configuration.secrets.path(secret)).") }
        try await TopologyApply.apply(configuration)
        Console.note("\(name) publishes as user ext.\(name) and reads its answers from ext.\(name).replies.")
    }
}

struct SystemsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the outside systems with their broker users and queues of replies.")

    @OptionGroup var options: OperatorOptions

    func run() async throws {
        let names = try options.configuration().secrets.outsideSystems()
        let rows = names.map { [$0, "ext.\($0)", "ext.\($0).#", "ext.\($0).replies"] }
        Console.print(TextTable(columns: ["system", "user", "keys", "replies"], rows: rows).text)
    }
}

/// Names of outside systems and consumers become parts of users, queues and routing keys.
enum OutsiderName {
    static func check(_ name: String) throws {
        let isRight =
            (1...63).contains(name.utf8.count) && name.first?.isLetter == true
            && name.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) }
        guard isRight else {
            throw ValidationError(
                "A name has 1 to 63 small letters, digits and hyphens and begins with a letter, such as website.")
        }
    }
}
