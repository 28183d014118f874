import Messaging

extension TopologyDrift.Difference {
    /// What the operator does about it.
    var remedy: String {
        switch kind {
        case .missing: "run: quen topology apply"
        case .unexpected:
            "nothing of Quen uses it; delete it in the broker's management page if nobody else does"
        case .differs where object.hasPrefix("queue "):
            "a queue's arguments cannot be changed: stop the service that reads it once it is empty, delete the queue, run: quen topology apply"
        case .differs where object.hasPrefix("exchange "):
            "an exchange cannot be changed: stop the services, delete the exchange, run: quen topology apply"
        case .differs: "run: quen topology apply"
        }
    }
}
