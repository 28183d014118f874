import Foundation
import Messages
import ServiceHTTP

@main
struct SchedulingMain {
    static func main() async {
        if let status = PlanCommand.run(CommandLine.arguments) { exit(status) }
        await ServiceMain.run(.scheduling) { world, configuration in
            try await buildScheduling(world, SchedulingSettings(configuration))
        }
    }
}
