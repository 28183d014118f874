import Foundation

@main
struct NotificationsMain {
    static func main() async throws {
        print("notifications")
    }
}
