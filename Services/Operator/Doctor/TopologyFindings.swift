import Messaging

/// How the broker differs from the topology.
enum TopologyFindings {
    static func of(drift: [TopologyDrift.Difference], otherPasswords: [String]) -> [Finding] {
        drift.map { difference in
            let what =
                switch difference.kind {
                case .missing: "is missing"
                case .unexpected: "is unexpected"
                case .differs: "differs: \(difference.detail)"
                }
            return Finding(about: difference.object, what: what, remedy: difference.remedy)
        }
            + otherPasswords.map {
                Finding(
                    about: "user \($0)", what: "has another password than its secret's file",
                    remedy: "run: quen topology apply")
            }
    }
}
