import Messages
import ServiceHTTP
import TestKit

@testable import Contracts
@testable import Customers
@testable import Gateway
@testable import Notifications
@testable import Pipeline
@testable import Scheduling

/// Every service by its name, for what holds of all of them.
enum ServiceBuilder {
    static func build(_ service: ServiceName, _ world: ServiceWorld) async throws -> ServiceApp {
        switch service {
        case .customers: try await buildCustomers(world)
        case .pipeline: try await buildPipeline(world)
        case .contracts: try await buildContracts(world)
        case .scheduling: try await buildScheduling(world)
        case .notifications: try await buildNotifications(world, NotificationsSettings())
        case .gateway: try await buildGateway(world, GatewaySettings())
        }
    }
}
