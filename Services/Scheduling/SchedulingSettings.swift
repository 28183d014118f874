import Foundation
import Messages
import ServiceKit

/// The settings that only this service has.
struct SchedulingSettings: Sendable {
    /// How people reach the Gateway, without a slash at its end; nothing where that was not said.
    var publicURL: String?

    init(publicURL: String? = nil) { self.publicURL = publicURL }

    /// Throws `ConfigurationFaults` with everything that is wrong.
    init(_ configuration: ServiceConfiguration) throws {
        var faults = FaultCollector(reader: configuration.values)
        var text = faults.text("public.url", default: "")
        while text.hasSuffix("/") { text.removeLast() }
        let url = URL(string: text)
        if !text.isEmpty, url?.scheme.map({ ["http", "https"].contains($0) }) != true || url?.host() == nil {
            faults.add("public.url", "must be the Gateway's address, such as https://crm.firm.vn")
        }
        publicURL = text.isEmpty ? nil : text
        try faults.throwIfAny()
    }
}
