import Foundation
import HTTPTypes
import HummingbirdTLS
import Messages
import ServiceHTTP
import ServiceKit

/// The one door (ACC-7): TLS where there is a certificate, and what browsers are told.
enum GatewayDoor {
    static func make(_ settings: GatewaySettings, _ certificate: TLSCertificate?) -> Door {
        var door = Door()
        door.limits = settings.clients
        door.limits.proxies = settings.trustedProxies
        // For what is no page, and for errors. Pages say more precisely what they may do.
        door.answerHeaders[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        door.answerHeaders[.literal("Cross-Origin-Resource-Policy")] = "same-origin"
        door.answerHeaders[.literal("X-Frame-Options")] = "DENY"
        if certificate != nil || settings.publicURL.hasPrefix("https://") {
            door.answerHeaders[.strictTransportSecurity] = "max-age=31536000"
        }
        if let certificate {
            door.around = { try .tls($0, tlsConfiguration: certificate.configuration) }
        }
        return door
    }
}
