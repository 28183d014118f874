import ArgumentParser
import Foundation
import Messages
import Messaging

/// What every subcommand understands.
struct OperatorOptions: ParsableArguments {
    @Option(help: "The tool's configuration; else the file that QUEN_OPERATOR_CONFIG names.")
    var config: String?

    func configuration() throws -> OperatorConfiguration {
        let named = config ?? ProcessInfo.processInfo.environment["QUEN_OPERATOR_CONFIG"]
        guard let file = named, !file.isEmpty else {
            throw ValidationError(
                "Name the configuration by --config FILE or QUEN_OPERATOR_CONFIG. compose/up writes it as operator.json; compose/quen names it for you."
            )
        }
        return try .read(file)
    }
}

extension OperatorConfiguration {
    func management() throws -> ManagementAPI {
        let password = try secrets.read(file: broker.adminPasswordFile)
        return ManagementAPI(
            endpoint: HTTPEndpoint(
                base: "http://\(broker.host):\(broker.managementPort)",
                authorization: .basic(broker.adminUser, password)),
            vhost: vhost)
    }

    /// The services' admin listeners, all or the one named.
    func admins(only service: String? = nil) throws -> [AdminClient] {
        let token = try secrets.read(file: adminTokenFile)
        let chosen = orderedServices.filter { service == nil || $0.name == service }
        guard !chosen.isEmpty else {
            throw OperatorError(
                "The configuration names no service \(service ?? ""). Known are: \(orderedServices.map(\.name).joined(separator: ", "))."
            )
        }
        return chosen.map {
            AdminClient(
                service: $0.name,
                endpoint: HTTPEndpoint(
                    base: $0.address.admin, authorization: .bearer(token),
                    // For the audit, which says that it is what the tool says.
                    headers: [("Quen-Operator", NSUserName())]))
        }
    }

    /// The broker as it should be for the outside systems and consumers whose secrets lie in the folder.
    func topology() throws -> Topology {
        Catalogue.topology(
            outsideSystems: try secrets.outsideSystems(), notificationConsumers: try secrets.notificationConsumers(),
            bridged: Set(try secrets.bridgedSystems()), revoked: try secrets.revokedSystems())
    }
}
