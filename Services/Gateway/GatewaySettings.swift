import Configuration
import Foundation
import Messages
import ServiceHTTP
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
    /// Of requests, by account, from however many addresses.
    var accountRate = TokenBucket.Rate(perSecond: 100, burst: 400)
    /// Of requests, by token of a program.
    var programRate = TokenBucket.Rate(perSecond: 50, burst: 200)
    var clients = ClientLimits()
    /// PEM files of the listener; nothing where a proxy ends TLS, or on loopback.
    var tls: TLSFiles?
    var bootstrap: Bootstrap?
    /// The sign-in name of an account whose person is locked out and whom no administrator can help.
    var recoverAccount: String?
    var passwordCost = PasswordCost()
    /// For links that go by e-mail; nothing where none do.
    var linkSeal: LinkSeal?

    struct TLSFiles: Sendable {
        var certificate: String
        var key: String
    }

    /// The first administrator, where nobody is there to open a link.
    struct Bootstrap: Sendable {
        var name: String
        var password: String
    }

    static let all =
        [
            Setting("token.seconds", default: "600", "How long an access token is good, 60 to 3600"),
            Setting("session.idleMinutes", default: "720", "After how long without use a session ends"),
            Setting("session.hours", default: "720", "After how long a session ends in any case"),
            Setting("public.url", default: "the API's own address", "Where people reach the Gateway"),
            Setting("upstream.seconds", default: "60", "How long a service may take to answer"),
            Setting("proxy.trusted", default: "none", "Addresses of proxies that name who asks, with commas between"),
            Setting("clients.most", default: "\(ClientLimits().connections)", "Connections at once"),
            Setting(
                "clients.mostPerAddress", default: "\(ClientLimits().connectionsPerAddress)",
                "Connections at once from one address"),
            Setting("clients.headSeconds", default: "15", "How long the head of a request may take"),
            Setting("clients.idleSeconds", default: "75", "How long a connection may rest"),
            Setting("clients.stallSeconds", default: "20", "How long a body may stall"),
            Setting("clients.headBytes", default: "\(ClientLimits().headBytes)", "How long a head may be"),
            Setting("password.logN", default: "15", "The cost of a password's hash, 10 to 20"),
            Setting("passwordMail.keyFile", default: "no links", "The key that links in mail are sealed with"),
            Setting("recover.account", default: "none", "An account that is let in anew at this start"),
            Setting("http.tls.certificateFile", default: "plain HTTP", "The certificate, PEM"),
            Setting("http.tls.keyFile", default: "plain HTTP", "Its key, PEM"),
            Setting("http.allowPlain", default: "false", "true lets plain HTTP be reached from other machines"),
            Setting("bootstrap.administratorName", default: "none", "The first administrator's sign-in name"),
            Setting(
                "bootstrap.administratorPasswordFile", default: "none",
                "The file with the first administrator's password"),
        ]
        + ["rate", "rate.account", "rate.program"].flatMap {
            [
                Setting("\($0).perSecond", default: "see the README", "Requests a second that are let through"),
                Setting("\($0).burst", default: "see the README", "Requests at once that are let through"),
            ]
        }
        + ServiceName.allCases.filter { $0 != .gateway }.map {
            Setting("upstream.\($0.rawValue)", default: "not passed on", "The address of \($0.rawValue)")
        }

    /// Throws `ConfigurationFaults` with everything that is wrong.
    static func load(_ configuration: ServiceConfiguration) throws -> GatewaySettings {
        let values = configuration.values
        var faults = FaultCollector(reader: values)
        var settings = GatewaySettings()
        settings.tokenLifetime = .seconds(faults.number("token.seconds", in: 60...3600, default: 600))
        settings.sessionLimits.idle = .seconds(60 * faults.number("session.idleMinutes", in: 5...43_200, default: 720))
        settings.sessionLimits.absolute = .seconds(3600 * faults.number("session.hours", in: 1...8760, default: 720))
        settings.tls = tls(configuration, &faults)
        let scheme = settings.tls == nil ? "http" : "https"
        settings.publicURL = faults.text(
            "public.url", default: "\(scheme)://\(configuration.http.host):\(configuration.http.port)")
        while settings.publicURL.hasSuffix("/") { settings.publicURL.removeLast() }
        settings.upstreamTimeout = .seconds(faults.number("upstream.seconds", in: 1...600, default: 60))
        settings.trustedProxies = Set(
            faults.text("proxy.trusted", default: "").split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces)
            })
        settings.rate = rate("rate", settings.rate, &faults)
        settings.accountRate = rate("rate.account", settings.accountRate, &faults)
        settings.programRate = rate("rate.program", settings.programRate, &faults)
        settings.clients = clients(&faults)
        settings.passwordCost.logN = faults.number("password.logN", in: 10...20, default: 15)
        settings.linkSeal = LinkSeal.load(&faults)
        settings.upstreams = upstreams(values, &faults)
        settings.bootstrap = bootstrap(values, &faults)
        settings.recoverAccount = values.string(forKey: "recover.account").map(SignInName.folded)
        try faults.throwIfAny()
        return settings
    }

    private static func clients(_ faults: inout FaultCollector) -> ClientLimits {
        var limits = ClientLimits()
        limits.connections = faults.number("clients.most", in: 10...100_000, default: limits.connections)
        limits.connectionsPerAddress = faults.number(
            "clients.mostPerAddress", in: 1...100_000, default: limits.connectionsPerAddress)
        limits.head = .seconds(faults.number("clients.headSeconds", in: 1...600, default: 15))
        limits.idle = .seconds(faults.number("clients.idleSeconds", in: 1...3600, default: 75))
        limits.stall = .seconds(faults.number("clients.stallSeconds", in: 1...600, default: 20))
        limits.headBytes = faults.number("clients.headBytes", in: 4096...1_048_576, default: limits.headBytes)
        return limits
    }

    /// Plain HTTP beyond this machine shows every password and token to the network: it must be wanted in so many words.
    private static func tls(_ configuration: ServiceConfiguration, _ faults: inout FaultCollector) -> TLSFiles? {
        let values = configuration.values
        let certificate = values.string(forKey: "http.tls.certificateFile")
        let key = values.string(forKey: "http.tls.keyFile")
        if let certificate, let key { return TLSFiles(certificate: certificate, key: key) }
        if certificate != nil || key != nil {
            faults.add(
                "http.tls.\(certificate == nil ? "certificate" : "key")File", "is missing; the path of a PEM file")
        } else if !Door.isLoopback(configuration.http.host), faults.text("http.allowPlain", default: "false") != "true"
        {
            faults.add(
                "http.tls.certificateFile",
                "is missing, and \(configuration.http.host) is reached from other machines; name certificate and key, or say "
                    + "http.allowPlain=true where a proxy ends TLS or only a closed network reaches it")
        }
        return nil
    }

    private static func rate(
        _ key: String, _ fallback: TokenBucket.Rate, _ faults: inout FaultCollector
    ) -> TokenBucket.Rate {
        TokenBucket.Rate(
            perSecond: Double(faults.number("\(key).perSecond", in: 1...100_000, default: Int(fallback.perSecond))),
            burst: Double(faults.number("\(key).burst", in: 1...1_000_000, default: Int(fallback.burst))))
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
