import Foundation

@main
struct GatewayMain {
    static func main() async throws {
        print("gateway")
    }
}
