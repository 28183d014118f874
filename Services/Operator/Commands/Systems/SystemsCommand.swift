import ArgumentParser
import Messaging

struct SystemsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "systems", abstract: "Outside systems that publish to Quen (ACC-4).",
        subcommands: [SystemsAdd.self, SystemsList.self, SystemsRotate.self, SystemsBridge.self, SystemsRevoke.self])
}

/// An outside system that the command is about.
struct SystemArgument: ParsableArguments {
    @OptionGroup var options: OperatorOptions
    @Argument(help: "Small letters, digits and hyphens, such as website.")
    var name: String

    func validate() throws { try OutsiderName.check(name) }

    var secret: String { SecretFiles.systemPrefix + name }
    var bridgeSecret: String { SecretFiles.systemPrefix + name + ".bridge" }
    var revokedMark: String { SecretFiles.revokedPrefix + name }
    var user: String { "ext.\(name)" }
    var bridge: String { Topology.bridge(of: name) }

    /// Throws where there is no such system.
    func existing() throws -> OperatorConfiguration {
        let configuration = try options.configuration()
        guard configuration.secrets.exists(secret) else {
            throw OperatorError("There is no outside system \(name). quen systems list names those that there are.")
        }
        return configuration
    }
}

struct SystemsAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Lets an outside system publish: makes its broker user, its password and its queue of replies.",
        discussion: """
            The password is made at random in broker-ext-<name> in the secrets' folder, readable only by its owner; \
            hand it to the system in a safe way. The system publishes as user ext.<name> to the exchange quen.inbound \
            with keys that begin with ext.<name>. and reads its answers from ext.<name>.replies. Run again it changes \
            nothing. One that was revoked comes back with a new password.
            """)

    @OptionGroup var system: SystemArgument

    func run() async throws {
        let configuration = try system.options.configuration()
        let secrets = configuration.secrets
        if try secrets.make(system.secret) { Console.note("Made \(secrets.path(system.secret)).") }
        try secrets.remove(system.revokedMark)
        try await TopologyApply.apply(configuration)
        Console.note(
            "\(system.name) publishes as user \(system.user) and reads its answers from \(system.user).replies.")
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
