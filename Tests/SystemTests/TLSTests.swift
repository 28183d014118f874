import AsyncHTTPClient
import Foundation
import Messages
import NIOCore
import NIOHTTP1
import NIOSSL
import TestKit
import Testing

/// TLS at the one door, with the real executable (ACC-7).
@Suite(
    "TLS", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"),
    .enabled(if: TestTools.has("openssl"), "openssl makes the certificates"))
struct TLSTests {
    @Test func theDoorSpeaksTLSAndTakesUpARenewedCertificate() async throws {
        try await Installation.with(start: []) { installation in
            let (certificate, key) = (installation.directory + "/tls.pem", installation.directory + "/tls.key")
            try await make(certificate, key, installation)
            let first = try trust(certificate, installation, as: "first")
            try installation.start(
                .gateway,
                environment: ["QUEN_HTTP_TLS_CERTIFICATE_FILE": certificate, "QUEN_HTTP_TLS_KEY_FILE": key])
            try await installation.waitReady(.gateway)

            let answer = try #require(await get(installation, trusting: first))
            #expect(answer.status == .ok)
            #expect(answer.headers.first(name: "strict-transport-security") == "max-age=31536000")
            #expect(await get(installation, trusting: first, most: .tlsv12) != nil)
            #expect(await get(installation, trusting: first, most: .tlsv11) == nil, "too old a version")
            let plain = try? await Installation.send(.GET, installation.http(.gateway) + "/openapi")
            #expect(plain == nil, "plain HTTP on the port of TLS")

            // A key without its certificate is passed over; when both are there they are in use.
            let (newCertificate, newKey) = (certificate + ".new", key + ".new")
            try await make(newCertificate, newKey, installation)
            let second = try trust(newCertificate, installation, as: "second")
            try replace(key, by: newKey)
            try await waitUntil("the lone key to be noticed", atMost: .seconds(30)) {
                try String(contentsOfFile: installation.log(.gateway), encoding: .utf8).contains(
                    "the renewed certificate is not used")
            }
            #expect(await get(installation, trusting: first) != nil)
            try replace(certificate, by: newCertificate)
            try await waitUntil("the renewed certificate to be in use", atMost: .seconds(30)) {
                await get(installation, trusting: second) != nil
            }
            #expect(await get(installation, trusting: first) == nil)
        }
    }

    @Test func plainHTTPBeyondThisMachineIsRefusedUnlessItIsWanted() async throws {
        try await Installation.with(start: []) { installation in
            try installation.start(.gateway, environment: ["QUEN_HTTP_HOST": "0.0.0.0"])
            try await waitUntil("the refusal", atMost: .seconds(30)) {
                try !installation.process(.gateway).isRunning
            }
            #expect(installation.logTail(.gateway).contains("http.allowPlain"))
            try installation.start(
                .gateway, environment: ["QUEN_HTTP_HOST": "0.0.0.0", "QUEN_HTTP_ALLOW_PLAIN": "true"])
            try await installation.waitReady(.gateway)
        }
    }

    // MARK: Helpers

    private func make(_ certificate: String, _ key: String, _ installation: Installation) async throws {
        _ = try await installation.run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out",
                certificate,
            ])
    }

    /// A copy of the certificate to be trusted, which stays when the file is renewed.
    private func trust(_ certificate: String, _ installation: Installation, as name: String) throws -> String {
        let copy = "\(installation.directory)/\(name).pem"
        try FileManager.default.copyItem(atPath: certificate, toPath: copy)
        return copy
    }

    private func replace(_ file: String, by other: String) throws {
        guard rename(other, file) == 0 else { throw TestFailure("cannot replace \(file)") }
    }

    /// The answer of a new connection; nothing where there is none.
    private func get(
        _ installation: Installation, trusting file: String, most version: TLSVersion = .tlsv13
    ) async -> HTTPClientResponse? {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .file(file)
        tls.minimumTLSVersion = .tlsv1
        tls.maximumTLSVersion = version
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let address = installation.http(.gateway).replacing("http://127.0.0.1", with: "https://localhost")
        let answer = try? await client.execute(HTTPClientRequest(url: address + "/openapi"), timeout: .seconds(10))
        _ = try? await answer?.body.collect(upTo: 1_000_000)
        try? await client.shutdown()
        return answer
    }
}
