import Messages
import ServiceHTTP

@main
struct SchedulingMain {
    static func main() async {
        await ServiceMain.run(.scheduling) { world, _ in try await buildScheduling(world) }
    }
}
