import ArgumentParser

struct SystemsRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Gives an outside system a new password; the old one stops working at once.",
        discussion: """
            The new password takes the place of the old one in broker-ext-<name> in the secrets' folder. Open connections \
            of the system are closed, so whoever has stolen the old password is out. The system is cut off until it has \
            the new one; answers wait in its queue, and what it could not publish it publishes then. Where it may not be \
            cut off: quen systems bridge.
            """)

    @OptionGroup var system: SystemArgument

    func run() async throws {
        let configuration = try system.existing()
        let (secrets, management) = (configuration.secrets, try configuration.management())
        try secrets.replace(system.secret)
        try await TopologyApply.apply(configuration)
        try await management.closeConnections(of: system.user, reason: "the password was changed")
        Console.note("The new password of \(system.user) is in \(secrets.path(system.secret)). The old one is refused.")
    }
}

struct SystemsBridge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bridge",
        abstract: "A second broker user of an outside system, to change its password without a gap.",
        discussion: """
            A user of RabbitMQ has one password, so two that are good at the same time take two users. Both are the same \
            system with the same rights:
              1. quen systems bridge website          makes the user ext.website.bridge, with a password of its own in \
            broker-ext-website.bridge
              2. the system goes over to that user
              3. quen systems rotate website          nobody uses ext.website now
              4. the system goes back to ext.website with the new password
              5. quen systems bridge website --end    removes the second user; its connections are closed
            """)

    @OptionGroup var system: SystemArgument
    @Flag(help: "Remove the second user.")
    var end = false

    func run() async throws {
        let configuration = try system.existing()
        let secrets = configuration.secrets
        guard end else {
            if try secrets.make(system.bridgeSecret) { Console.note("Made \(secrets.path(system.bridgeSecret)).") }
            try await TopologyApply.apply(configuration)
            return Console.note("\(system.name) may also publish and read as user \(system.bridge).")
        }
        try await configuration.management().deleteUser(system.bridge)
        try secrets.remove(system.bridgeSecret)
        Console.note("\(system.bridge) is gone.")
    }
}
