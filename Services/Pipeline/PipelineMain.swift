import Foundation

@main
struct PipelineMain {
    static func main() async throws {
        print("pipeline")
    }
}
