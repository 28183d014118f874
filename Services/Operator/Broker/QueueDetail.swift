/// A queue as the management API shows it. Figures are up to 5 s old.
struct QueueDetail: Decodable, Sendable, Equatable {
    var name: String
    var state: String?
    var leader: String?
    var messages: Int?
    var messageBytes: Int?
    var consumers: Int?

    enum CodingKeys: String, CodingKey {
        case name, state, leader, messages, consumers
        case messageBytes = "message_bytes"
    }

    var hasLeader: Bool { leader.map { !$0.isEmpty } ?? false && state != "down" }
}

/// What asking for one queue gave.
enum QueueObservation: Sendable, Equatable {
    case detail(QueueDetail)
    case missing
    /// The management API did not answer, as for a queue that lost its leader.
    case noAnswer

    var hasLeader: Bool {
        if case .detail(let detail) = self { detail.hasLeader } else { false }
    }
}

/// A node of the broker and its alarms.
struct BrokerNode: Decodable, Sendable, Equatable {
    var name: String
    var running: Bool?
    var memoryAlarm: Bool?
    var diskAlarm: Bool?

    enum CodingKeys: String, CodingKey {
        case name, running
        case memoryAlarm = "mem_alarm"
        case diskAlarm = "disk_free_alarm"
    }
}
