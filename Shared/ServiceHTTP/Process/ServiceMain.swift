import Foundation
import Messages
import ServiceKit
import Store

/// The whole of a service's `main`: configuration, build, run; a refusal to start is one plain text and status 1.
/// `--help` lists the settings and ends with 0.
public enum ServiceMain: Sendable {
    /// - Parameter settings: those that only this service has.
    public static func run(
        _ service: ServiceName, settings: [Setting] = [],
        build: @Sendable (ServiceWorld, ServiceConfiguration) async throws -> ServiceApp
    ) async {
        if CommandLine.arguments.dropFirst().contains(where: { $0 == "--help" || $0 == "-h" }) {
            FileHandle.standardOutput.write(Data(ServiceConfiguration.help(service, and: settings).utf8))
            exit(0)
        }
        do {
            let configuration = try await ServiceConfiguration.load(service)
            let app = try await build(ServiceWorld(configuration, service: service), configuration)
            try await app.run(configuration)
        } catch let error as any QuenError {
            refuse("\(service.rawValue): \(error.message.en)")
        } catch let error as ConfigurationFaults {
            refuse("\(service.rawValue): \(error)")
        } catch {
            refuse("\(service.rawValue): \(error)")
        }
    }

    private static func refuse(_ text: String) -> Never {
        FileHandle.standardError.write(Data((text + "\n").utf8))
        exit(1)
    }
}
