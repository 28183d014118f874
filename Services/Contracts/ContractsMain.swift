import Foundation

@main
struct ContractsMain {
    static func main() async throws {
        print("contracts")
    }
}
