import ArgumentParser

struct SystemsRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Takes an outside system's access: its broker user goes, its connections are closed.",
        discussion: """
            The password's file is removed. Of the queue of answers you say what becomes of it: kept, somebody can still \
            read it with the management page, and answers to what came before are put into it; a second revoke with \
            --queue delete removes it. What the system has published stays as it is. quen systems add lets it in again, \
            with a new password.
            """)

    enum QueueChoice: String, ExpressibleByArgument, CaseIterable { case keep, delete }

    @OptionGroup var system: SystemArgument
    @Option(help: "What becomes of the queue of answers: keep or delete.")
    var queue: QueueChoice
    @Option(help: "The system's name again, for scripts; else it is asked for.")
    var confirm: String?

    func run() async throws {
        let configuration = try system.options.configuration()
        let secrets = configuration.secrets
        guard secrets.exists(system.secret) || secrets.exists(system.revokedMark) else {
            throw OperatorError(
                "There is no outside system \(system.name). quen systems list names those that there are.")
        }
        let what =
            "\(system.name) loses its access" + (queue == .delete ? ", and its unread answers are deleted." : ".")
        try Confirmation.require(system.name, given: confirm, for: what)
        let management = try configuration.management()
        // First the broker, so that a failure leaves something to try again with.
        for user in [system.user, system.bridge] { try await management.deleteUser(user) }
        if queue == .delete { try await management.deleteQueue("\(system.user).replies") }
        switch queue {
        case .keep: try secrets.write("", to: system.revokedMark)
        case .delete: try secrets.remove(system.revokedMark)
        }
        for secret in [system.secret, system.bridgeSecret] { try secrets.remove(secret) }
        Console.note("\(system.user) is gone, its connections are closed.")
    }
}
