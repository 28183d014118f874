import Foundation
import Messages
import TestKit
import Testing

/// Each service against its OpenAPI file, by requests that schemathesis makes up from it: right and wrong ones, with a
/// token, with none and with a forged one. `QUEN_API_EXAMPLES` says how many for each operation, `QUEN_API_SEED` which,
/// `QUEN_API_SERVICES` of which services.
@Suite("API", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct APITests {
    @Test func whatTheFilesPromiseIsWhatTheServicesDo() async throws {
        try await Installation.with(outsideSystems: ["demo"], environment: Self.settings) { installation in
            _ = try await installation.quen(
                "load", "demo", "--refused", installation.directory + "/refused.csv", "--patience", "120")
            var staff = try await Staff(installation)
            try await staff.hire("Người Ra Vào", signInName: APIChecker.leaving, role: .salesperson)
            for service in Self.services {
                try await APIChecker(installation: installation).check(service)
            }
        }
    }

    /// Somebody without a good token is told so by every operation, and nothing else (ACC-2).
    @Test func strangersAreToldNothing() async throws {
        try await Installation.with(environment: Self.settings) { installation in
            for service in Self.services {
                try await APIChecker(installation: installation).checkStrangers(service)
            }
        }
    }

    private static let services: [ServiceName] = {
        let names = ProcessInfo.processInfo.environment["QUEN_API_SERVICES"]?.split(separator: ",").map(String.init)
        return ServiceName.allCases.filter { names?.contains($0.rawValue) ?? true }
    }()

    /// As many requests as come must not be taken for an attack.
    private static let settings = [
        "QUEN_RATE_PER_SECOND": "100000", "QUEN_RATE_BURST": "1000000", "QUEN_RATE_ACCOUNT_PER_SECOND": "100000",
        "QUEN_RATE_ACCOUNT_BURST": "1000000", "QUEN_TOKEN_SECONDS": "3600",
    ]
}
