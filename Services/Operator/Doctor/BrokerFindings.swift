/// What is wrong with the broker.
enum BrokerFindings {
    /// Older ones differ in what confirms and quorum queues do; see the messaging design.
    static let oldestVersion = "3.10.5"

    static func of(_ broker: BrokerObservation) -> [Finding] {
        if let fault = broker.fault {
            return [
                Finding(
                    about: "broker", what: fault,
                    remedy: "start it (compose/broker start); the services go on and deliver later")
            ]
        }
        return version(broker.version) + broker.nodes.flatMap(alarms)
            + TopologyFindings.of(drift: broker.drift, otherPasswords: broker.otherPasswords)
            + QueueFindings.of(broker.queues)
    }

    private static func version(_ version: String) -> [Finding] {
        guard !isAtLeast(version, oldestVersion) else { return [] }
        return [
            Finding(
                about: "broker", what: "RabbitMQ \(version) is older than \(oldestVersion)",
                remedy: "upgrade RabbitMQ")
        ]
    }

    static func isAtLeast(_ version: String, _ oldest: String) -> Bool {
        func numbers(_ text: String) -> [Int] {
            text.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
        }
        let (given, wanted) = (numbers(version), numbers(oldest))
        return !given.lexicographicallyPrecedes(wanted)
    }

    private static func alarms(_ node: BrokerNode) -> [Finding] {
        var findings: [Finding] = []
        if node.running == false {
            findings.append(Finding(about: node.name, what: "does not run", remedy: "start this node of the broker"))
        }
        if node.memoryAlarm == true {
            findings.append(
                Finding(
                    about: node.name, what: "memory alarm: it takes no messages",
                    remedy:
                        "find the queue that grows in the table above and start its consumer, or give the broker more memory"
                ))
        }
        if node.diskAlarm == true {
            findings.append(
                Finding(
                    about: node.name, what: "disk alarm: it takes no messages",
                    remedy: "free space on the broker's disk"))
        }
        return findings
    }
}
