import Foundation
import Messages

/// What the tool is told about the installation (`operator.json`). Secrets are named by file, never by value.
struct OperatorConfiguration: Decodable, Sendable {
    struct Broker: Decodable, Sendable {
        var host: String
        /// AMQP.
        var port: Int
        var managementPort: Int
        var adminUser: String
        var adminPasswordFile: String
    }

    struct ServiceAddress: Decodable, Sendable {
        /// The API for people.
        var http: String
        /// The listener for health, metrics and this tool.
        var admin: String
        /// The folder of its store, where this machine has it.
        var store: String?
    }

    var vhost: String
    var broker: Broker
    var secretsDirectory: String
    /// Each secret's file is mounted alone into a container. Its rights there must let the container's user read it, and say
    /// nothing of who can reach it outside, where the folder is closed.
    var secretsAreMounted: Bool?
    /// The services' listeners are in a network that only they and this tool are in, as containers' are.
    var networkIsPrivate: Bool?
    var adminTokenFile: String
    var services: [String: ServiceAddress]
    var shareDirectory: String?

    static func read(_ file: String) throws -> OperatorConfiguration {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw OperatorError(
                "The configuration \(file) cannot be read. compose/up writes it; name another by --config or QUEN_OPERATOR_CONFIG."
            )
        }
        do throws(WireFault) {
            return try WireJSON.checkedDecode(OperatorConfiguration.self, from: Array(data))
        } catch {
            throw OperatorError("The configuration \(file) is not right: \(error.message.en)")
        }
    }

    var secrets: SecretFiles { SecretFiles(directory: secretsDirectory) }

    /// Secrets that others than their owner can read, as far as the files' rights tell: those of the folder, and those that
    /// services keep beside their stores on this machine.
    func exposedSecrets() throws -> [String] {
        guard secretsAreMounted != true else { return [] }
        let stores = orderedServices.compactMap(\.address.store)
        return try secrets.readableByOthers().map(secrets.path)
            + stores.flatMap { store in
                let kept = SecretFiles(directory: store)
                return try kept.readableByOthers(kept.besideStore()).map(kept.path)
            }
    }

    /// In the order in which services are listed everywhere.
    var orderedServices: [(name: String, address: ServiceAddress)] {
        let order = ServiceName.allCases.map(\.rawValue)
        return services.sorted {
            (order.firstIndex(of: $0.key) ?? order.count, $0.key) < (
                order.firstIndex(of: $1.key) ?? order.count, $1.key
            )
        }.map { (name: $0.key, address: $0.value) }
    }
}
