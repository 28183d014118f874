import Foundation
import Messages
import ServiceKit
import TestKit
import Testing

@testable import Contracts
@testable import Gateway
@testable import Notifications

/// `--help` lists every setting that the code reads.
@Suite("Settings")
struct SettingsTests {
    @Test(
        arguments: [
            (ServiceName.contracts, ContractsSettings.all, "Services/Contracts/ContractsSettings.swift"),
            (.gateway, GatewaySettings.all, "Services/Gateway/GatewaySettings.swift"),
            (.notifications, NotificationsSettings.all, "Services/Notifications/NotificationsSettings.swift"),
            (.customers, [], nil),
        ] as [(ServiceName, [Setting], String?)])
    func everySettingThatIsReadIsListed(service: ServiceName, own: [Setting], file: String?) throws {
        let common = [
            "Shared/ServiceKit/Configuration/ServiceConfiguration.swift",
            "Shared/ServiceKit/Backup/BackupSettings.swift",
        ]
        let read = try (common + [file].compactMap(\.self)).flatMap(keys(in:))
        #expect(read.count >= 15)
        let listed = Set((ServiceConfiguration.settings + own).map(\.key))
        #expect(Set(read).subtracting(listed).sorted() == [])
        #expect(listed.count == ServiceConfiguration.settings.count + own.count, "listed twice")
        let help = ServiceConfiguration.help(service, and: own)
        #expect(help.contains("usage: \(service.rawValue)") && help.contains("--admin-token-file"))
        for setting in own { #expect(help.contains(setting.effect), "\(setting.key)") }
    }

    /// The names in the code that reads them; those that are put together are not among them.
    private func keys(in file: String) throws -> [String] {
        let path = "\(ServiceUnderTest.repositoryRoot)/\(file)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let reading = /(?:faults\.(?:text|number|secret)\(|forKey:)\s*"([A-Za-z.]+)"/
        return text.matches(of: reading).map { String($0.1) }
    }
}
