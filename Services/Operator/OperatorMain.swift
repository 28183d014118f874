import Foundation

@main
struct OperatorMain {
    static func main() async throws {
        print("operator")
    }
}
