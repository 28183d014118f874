/// RabbitMQ's definitions JSON, as far as Quen writes and compares it. Entries of an export for one virtual host carry
/// no `vhost`.
struct BrokerDefinitions: Codable {
    var vhosts: [VirtualHost]?
    var users: [User]?
    var permissions: [Permission]?
    var topicPermissions: [TopicPermission]?
    var exchanges: [Exchange]?
    var queues: [Queue]?
    var bindings: [Binding]?
    var policies: [Policy]?

    enum CodingKeys: String, CodingKey {
        case vhosts, users, permissions, exchanges, queues, bindings, policies
        case topicPermissions = "topic_permissions"
    }

    struct VirtualHost: Codable {
        var name: String
    }

    struct User: Codable {
        var name: String
        var passwordHash: String?
        var hashingAlgorithm: String?
        var tags: Tags

        enum CodingKeys: String, CodingKey {
            case name, tags
            case passwordHash = "password_hash"
            case hashingAlgorithm = "hashing_algorithm"
        }
    }

    struct Permission: Codable {
        var user: String
        var vhost: String?
        var configure: String
        var write: String
        var read: String
    }

    struct TopicPermission: Codable {
        var user: String
        var vhost: String?
        var exchange: String
        var write: String
        var read: String
    }

    struct Exchange: Codable {
        var name: String
        var vhost: String?
        var type: String
        var durable = true
        var autoDelete = false
        var `internal` = false
        var arguments: [String: Argument]

        enum CodingKeys: String, CodingKey {
            case name, vhost, type, durable, `internal`, arguments
            case autoDelete = "auto_delete"
        }
    }

    struct Queue: Codable {
        var name: String
        var vhost: String?
        var durable = true
        var autoDelete = false
        var arguments: [String: Argument]

        enum CodingKeys: String, CodingKey {
            case name, vhost, durable, arguments
            case autoDelete = "auto_delete"
        }
    }

    struct Binding: Codable {
        var source: String
        var vhost: String?
        var destination: String
        var destinationType = "queue"
        var routingKey: String
        var arguments: [String: Argument] = [:]

        enum CodingKeys: String, CodingKey {
            case source, vhost, destination, arguments
            case destinationType = "destination_type"
            case routingKey = "routing_key"
        }
    }

    struct Policy: Codable {
        var name: String
        var vhost: String?
        var pattern: String
        var applyTo = "queues"
        var priority: Int
        var definition: [String: Argument]

        enum CodingKeys: String, CodingKey {
            case name, vhost, pattern, priority, definition
            case applyTo = "apply-to"
        }
    }
}
