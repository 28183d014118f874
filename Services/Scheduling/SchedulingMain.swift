import Foundation
import Messages
import ServiceHTTP

@main
struct SchedulingMain {
    static func main() async {
        if let status = PlanCommand.run(CommandLine.arguments) { exit(status) }
        await ServiceMain.run(.scheduling) { world, _ in try await buildScheduling(world) }
    }
}
