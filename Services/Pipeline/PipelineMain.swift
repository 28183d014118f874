import Foundation
import Messages
import ServiceHTTP

@main
struct PipelineMain {
    static func main() async {
        await ServiceMain.run(.pipeline) { world, _ in try await buildPipeline(world) }
    }
}
