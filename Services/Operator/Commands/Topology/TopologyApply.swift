import ArgumentParser

struct TopologyApply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Makes on the broker what is missing and mends what differs.",
        discussion: """
            It can be run at any time and again: what fits stays. It deletes nothing. Passwords follow the secrets' \
            files. It returns when every queue has a leader; where it made queues it waits 6 s more, because a broker \
            that is killed within seconds of a queue's making loses what was put into it. It exits with 1 where \
            something differs that only a person can mend, and names it.
            """)

    @OptionGroup var options: OperatorOptions
    @Flag(help: "Do not wait the 6 s; only for brokers that nobody will kill.")
    var noSettle = false

    func run() async throws {
        try await Self.apply(try options.configuration(), settles: !noSettle)
    }

    static func apply(_ configuration: OperatorConfiguration, settles: Bool = true) async throws {
        let keeper = try TopologyKeeper(configuration)
        let outcome = try await keeper.apply()
        for user in outcome.changedPasswords { Console.note("Set the password of \(user) from its secret's file.") }
        if !outcome.madeQueues.isEmpty { Console.note("Made \(outcome.madeQueues.count) queues.") }
        try await keeper.waitForLeaders(within: .seconds(60))
        if settles, !outcome.madeQueues.isEmpty { try await ContinuousClock().sleep(for: .seconds(6)) }
        for difference in outcome.remaining {
            Console.print("\(difference)")
            Console.note("  remedy: \(difference.remedy)")
        }
        guard outcome.remaining.isEmpty else { throw ExitCode(1) }
        Console.note("The broker has the topology.")
    }
}
