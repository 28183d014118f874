import Foundation
import Messages
import ServiceHTTP

@main
struct GatewayMain {
    static func main() async {
        await ServiceMain.run(.gateway, settings: GatewaySettings.all) { world, configuration in
            try await buildGateway(world, try GatewaySettings.load(configuration))
        }
    }
}
