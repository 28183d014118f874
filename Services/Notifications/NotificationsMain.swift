import Messages
import ServiceHTTP

@main
struct NotificationsMain {
    static func main() async {
        await ServiceMain.run(.notifications, settings: NotificationsSettings.all) { world, configuration in
            try await buildNotifications(world, NotificationsSettings(configuration))
        }
    }
}
