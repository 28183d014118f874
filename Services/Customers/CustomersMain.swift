import Messages
import ServiceHTTP

@main
struct CustomersMain {
    static func main() async {
        await ServiceMain.run(.customers) { world, _ in try await buildCustomers(world) }
    }
}
