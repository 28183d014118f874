import ArgumentParser
import Messaging

struct TopologyVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "As diff, with a remedy for each; also passwords and queues without a leader. Exits with 1 if it finds any."
    )

    @OptionGroup var options: OperatorOptions

    func run() async throws {
        let findings = try await Self.findings(TopologyKeeper(try options.configuration()))
        for finding in findings {
            Console.print("\(finding.about): \(finding.what)")
            Console.note("  remedy: \(finding.remedy)")
        }
        guard findings.isEmpty else { throw ExitCode(1) }
        Console.note("The broker has the topology.")
    }

    static func findings(_ keeper: TopologyKeeper) async throws -> [Finding] {
        let queues = try await keeper.management.queues(keeper.topology.queues.map(\.name))
        return TopologyFindings.of(
            drift: try await keeper.drift(), otherPasswords: try await keeper.usersWithAnotherPassword())
            + QueueFindings.leaderless(queues)
    }
}
