import Foundation
import Messaging
import TestKit
import Testing

extension MessagingSuites {
    /// Encrypted connections, which prove the broker's name.
    @Suite(
        .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1: RabbitMQ is not tested"),
        .enabled(if: PrivateBroker.sharedIsPrivate, "the broker of QUEN_TEST_BROKER offers no TLS"))
    struct RabbitTLS {
        @Test func messagesPassThroughTLS() async throws {
            try await withTLS { configuration in
                let fixture = BrokerFixture(broker: RabbitBroker(configuration)) { _ in }
                try await fixture.load((1...500).map { .numbered($0, byteCount: 3000) })
                let consumer = try await fixture.broker.openConsumer(queue: "work", prefetch: 1000)
                #expect(try await consumer.collect(500).compactMap(\.number) == Array(1...500))
                await consumer.close()
            }
        }

        @Test func anotherNameIsRefused() async throws {
            try await withTLS { configuration in
                var configuration = configuration
                configuration.host = "127.0.0.1"
                await expectRefusal(configuration)
            }
        }

        @Test func anUnknownAuthorityIsRefused() async throws {
            try await withTLS { configuration in
                var configuration = configuration
                configuration.tls?.caFile = "/etc/ssl/certs/ca-certificates.crt"
                await expectRefusal(configuration)
            }
        }

        private func expectRefusal(_ configuration: RabbitConfiguration) async {
            await #expect {
                _ = try await RabbitBroker(configuration).openPublisher()
            } throws: { error in
                if case BrokerError.connection = error { true } else { false }
            }
        }

        private func withTLS(_ body: (RabbitConfiguration) async throws -> Void) async throws {
            let rabbit = try await PrivateBroker.shared()
            let tls = try #require(rabbit.tls)
            try await rabbit.withVirtualHost(.test) { host in
                var configuration = host.configuration()
                configuration.host = "localhost"
                configuration.port = tls.port
                configuration.tls = RabbitConfiguration.TLS(caFile: tls.caFile)
                try await body(configuration)
            }
        }
    }
}
