import Foundation
import Logging
import Messages
import NIOCore
import NIOSSL
import ServiceKit
import Synchronization

/// Certificate and key of the listener, from two PEM files. Renewed files are taken up while the Gateway runs: the next
/// handshake shows them (ACC-7).
final class TLSCertificate: Sendable {
    static let warnBefore = Duration.seconds(14 * 86_400)
    private let certificateFile: String
    private let keyFile: String
    private let current: Mutex<Loaded>

    private struct Loaded: Sendable {
        var chain: [NIOSSLCertificateSource]
        var key: NIOSSLPrivateKeySource
        var content: [Data]
        var expiresAt: Instant
    }

    /// Throws `ConfigurationFaults` where the files cannot be read or do not belong together.
    init(certificateFile: String, keyFile: String) throws {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        current = Mutex(try Self.load(certificateFile, keyFile))
    }

    /// TLS 1.2 and later. Whatever is current at a handshake is shown.
    var configuration: TLSConfiguration {
        let loaded = current.withLock { $0 }
        var configuration = Self.configuration(loaded)
        configuration.sslContextCallback = { [self] _, promise in
            let loaded = current.withLock { $0 }
            var override = NIOSSLContextConfigurationOverride()
            override.certificateChain = loaded.chain
            override.privateKey = loaded.key
            promise.succeed(override)
        }
        return configuration
    }

    var expiresAt: Instant { current.withLock { $0.expiresAt } }

    /// Takes up the files where they have changed; `false` where they have not. Throws where they are not good, and goes
    /// on with the old ones: of a pair that is being replaced one may come before the other.
    func reload() throws -> Bool {
        let known = current.withLock { $0.content }
        guard try Self.content(certificateFile, keyFile) != known else { return false }
        let loaded = try Self.load(certificateFile, keyFile)
        current.withLock { $0 = loaded }
        return true
    }

    private static func content(_ files: String...) throws -> [Data] {
        try files.map { file in
            guard let data = FileManager.default.contents(atPath: file) else {
                throw ConfigurationFaults(["http.tls: \(file) cannot be read"])
            }
            return data
        }
    }

    private static func load(_ certificateFile: String, _ keyFile: String) throws -> Loaded {
        let content = try Self.content(certificateFile, keyFile)
        do {
            let certificates = try NIOSSLCertificate.fromPEMBytes(Array(content[0]))
            guard let leaf = certificates.first else { throw NIOSSLError.failedToLoadCertificate }
            let loaded = Loaded(
                chain: certificates.map { .certificate($0) },
                key: .privateKey(try NIOSSLPrivateKey(bytes: Array(content[1]), format: .pem)), content: content,
                expiresAt: Instant(milliseconds: Int64(leaf.notValidAfter) * 1000))
            // Fails where the key is not the certificate's.
            _ = try NIOSSLContext(configuration: configuration(loaded))
            return loaded
        } catch {
            throw ConfigurationFaults([
                "http.tls: \(certificateFile) and \(keyFile) are no PEM certificate with its key (\(error))"
            ])
        }
    }

    private static func configuration(_ loaded: Loaded) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: loaded.chain, privateKey: loaded.key)
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }
}
