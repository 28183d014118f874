import Foundation

@main
struct SchedulingMain {
    static func main() async throws {
        print("scheduling")
    }
}
