import Foundation
import Logging
import Messages
import ServiceLifecycle
import Store

/// Looks whether certificate and key were renewed, and says in time when they were not.
struct CertificateWatch: Service {
    let certificate: TLSCertificate
    let world: World
    let logger: Logger
    static let pause = Duration.seconds(10)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var warnedOn: Day?
            while !Task.isCancelled {
                look(&warnedOn)
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func look(_ warnedOn: inout Day?) {
        do {
            if try certificate.reload() {
                logger.notice("a renewed certificate is in use", metadata: ["until": "\(certificate.expiresAt)"])
            }
        } catch {
            logger.error("the renewed certificate is not used", metadata: ["error": "\(error)"])
        }
        let now = world.now()
        let today = LocalZone.vietNam.day(of: now)
        guard certificate.expiresAt < now.adding(TLSCertificate.warnBefore), warnedOn != today else { return }
        warnedOn = today
        logger.error("the certificate expires soon: renew its files", metadata: ["until": "\(certificate.expiresAt)"])
    }
}
