import Configuration
import Foundation
import Messages
import ServiceKit

/// What only the Gateway is told at start.
struct GatewaySettings: Sendable {
    var tokenLifetime = Duration.seconds(600)
    var sessionLimits = Session.Limits(idle: .seconds(12 * 3600), absolute: .seconds(30 * 86_400))
    /// How people reach the Gateway, without a slash at the end.
    var publicURL = "http://127.0.0.1:7400"
    var upstreams: [ServiceName: Upstream] = [:]
    /// Until a service begins to answer.
    var upstreamTimeout = Duration.seconds(60)
    var trustedProxies: Set<String> = []
    /// Of requests, by address.
    var rate = TokenBucket.Rate(perSecond: 100, burst: 400)
    var bootstrap: Bootstrap?
    var passwordCost = PasswordCost()

    /// The first administrator, where nobody is there to open a link.
    struct Bootstrap: Sendable {
        var name: String
        var password: String
    }

    /// Throws `ConfigurationFaults` with everything that is wrong.
    static func load(_ configuration: ServiceConfiguration) throws -> GatewaySettings {
        let values = configuration.values
        var faults = FaultCollector(reader: values)
        var settings = GatewaySettings()
        settings.tokenLifetime = .seconds(faults.number("token.seconds", in: 60...3600, default: 600))
        settings.sessionLimits.idle = .seconds(60 * faults.number("session.idleMinutes", in: 5...43_200, default: 720))
        settings.sessionLimits.absolute = .seconds(3600 * faults.number("session.hours", in: 1...8760, default: 720))
        settings.publicURL = faults.text(
            "public.url", default: "http://\(configuration.http.host):\(configuration.http.port)")
        while settings.publicURL.hasSuffix("/") { settings.publicURL.removeLast() }
        settings.upstreamTimeout = .seconds(faults.number("upstream.seconds", in: 1...600, default: 60))
        settings.trustedProxies = Set(
            faults.text("proxy.trusted", default: "").split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces)
            })
        settings.rate.perSecond = Double(faults.number("rate.perSecond", in: 1...100_000, default: 100))
        settings.rate.burst = Double(faults.number("rate.burst", in: 1...1_000_000, default: 400))
        settings.passwordCost.logN = faults.number("password.logN", in: 10...20, default: 15)
        settings.upstreams = upstreams(values, &faults)
        settings.bootstrap = bootstrap(values, &faults)
        try faults.throwIfAny()
        return settings
    }

    private static func upstreams(_ values: ConfigReader, _ faults: inout FaultCollector) -> [ServiceName: Upstream] {
        var upstreams: [ServiceName: Upstream] = [:]
        for service in ServiceName.allCases where service != .gateway {
            let key = "upstream.\(service.rawValue)"
            guard let text = values.string(forKey: ConfigKey(key)) else { continue }
            upstreams[service] = Upstream(service: service, base: text)
            if upstreams[service] == nil { faults.add(key, "must be an address such as http://127.0.0.1:7401") }
        }
        return upstreams
    }

    private static func bootstrap(_ values: ConfigReader, _ faults: inout FaultCollector) -> Bootstrap? {
        let name = values.string(forKey: "bootstrap.administratorName")
        let key = "bootstrap.administratorPasswordFile"
        guard let path = values.string(forKey: ConfigKey(key)) else {
            if name != nil { faults.add(key, "is missing; the path of a file that only the service can read") }
            return nil
        }
        guard let bytes = SecretFile.read(path) else {
            faults.add(key, "\(path) cannot be read")
            return nil
        }
        let password = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
        let signInName = name ?? "admin"
        do throws(PasswordError) { try PasswordRule.check(password, signInName: signInName.lowercased()) } catch {
            faults.add(key, error.message.en)
        }
        if (try? SignInName.checked(signInName)) == nil {
            faults.add("bootstrap.administratorName", AccountError.invalidSignInName.message.en)
        }
        return Bootstrap(name: signInName, password: password)
    }
}
