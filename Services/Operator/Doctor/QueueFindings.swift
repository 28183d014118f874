import Messages

/// What is wrong with the queues.
enum QueueFindings {
    static let leaderRemedy =
        "restart the broker; if it stays so, the queue was lost when the broker was killed: delete it, run quen topology apply, and load or resend what was in it"
    /// Half of what the policy allows a service's queue to hold.
    private static let bytesLimit = 2_000_000_000
    private static let depthLimit = 100_000

    static func of(_ queues: [String: QueueObservation]) -> [Finding] {
        leaderless(queues)
            + queues.sorted { $0.key < $1.key }.flatMap { _, observation in
                if case .detail(let detail) = observation, detail.hasLeader { findings(detail) } else { [Finding]() }
            }
    }

    /// A missing queue is the topology's finding, not one of these.
    static func leaderless(_ queues: [String: QueueObservation]) -> [Finding] {
        queues.sorted { $0.key < $1.key }.compactMap { name, observation in
            switch observation {
            case .missing: nil
            case .noAnswer:
                Finding(
                    about: "queue \(name)", what: "the broker does not answer for it: it has lost its leader",
                    remedy: leaderRemedy)
            case .detail(let detail):
                detail.hasLeader
                    ? nil : Finding(about: "queue \(name)", what: "has no leader", remedy: leaderRemedy)
            }
        }
    }

    private static func findings(_ detail: QueueDetail) -> [Finding] {
        var findings: [Finding] = []
        let service = ServiceName.allCases.first { detail.name.hasPrefix($0.rawValue + ".") }
        if let service, let consumers = detail.consumers, consumers == 0 {
            findings.append(
                Finding(
                    about: "queue \(detail.name)", what: "nobody reads it, \(detail.messages ?? 0) messages wait",
                    remedy: "start \(service.rawValue)"))
        }
        if (detail.messages ?? 0) > depthLimit || (detail.messageBytes ?? 0) > bytesLimit {
            findings.append(
                Finding(
                    about: "queue \(detail.name)",
                    what: "\(detail.messages ?? 0) messages wait (\((detail.messageBytes ?? 0) / 1_000_000) MB)",
                    remedy: service == nil
                        ? "whoever reads it is away; after 7 days its messages are dropped"
                        : "see whether its service keeps up; a full queue holds back its publishers"))
        }
        return findings
    }
}
