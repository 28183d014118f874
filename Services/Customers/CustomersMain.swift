import Foundation

@main
struct CustomersMain {
    static func main() async throws {
        print("customers")
    }
}
