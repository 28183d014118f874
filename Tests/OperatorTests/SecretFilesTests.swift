import Foundation
import Messages
import Messaging
import Testing

@testable import Operator

@Suite struct SecretFilesTests {
    private func inFolder(_ body: (SecretFiles) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("secrets-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(SecretFiles(directory: folder))
    }

    @Test func aSecretIsMadeOnceAndForItsOwnerOnly() throws {
        try inFolder { secrets in
            #expect(try secrets.make("broker-ext-website"))
            let first = try secrets.read(file: secrets.path("broker-ext-website"))
            #expect(try !secrets.make("broker-ext-website"))
            #expect(try secrets.read(file: secrets.path("broker-ext-website")) == first && first.count == 32)
            #expect(try secrets.readableByOthers().isEmpty)
        }
    }

    @Test func systemsAndConsumersFollowFromTheFiles() throws {
        try inFolder { secrets in
            for name in ["broker-ext-website", "broker-ext-bank", "broker-sub-chat", "broker-customers", "broker-ext-"]
            {
                _ = try secrets.make(name)
            }
            #expect(try secrets.outsideSystems() == ["bank", "website"])
            #expect(try secrets.notificationConsumers() == ["chat"])
        }
    }

    @Test func aSecondUserIsNoSystemAndARevokedOneLeavesAMark() throws {
        try inFolder { secrets in
            for name in ["broker-ext-website", "broker-ext-website.bridge"] { _ = try secrets.make(name) }
            try secrets.write("", to: "revoked-ext-bank")
            #expect(try secrets.outsideSystems() == ["website"])
            #expect(try secrets.bridgedSystems() == ["website"])
            #expect(try secrets.revokedSystems() == ["bank"])
            #expect(secrets.file(ofBrokerUser: "ext.website.bridge") == secrets.path("broker-ext-website.bridge"))
            try secrets.remove("broker-ext-website.bridge")
            try secrets.remove("broker-ext-website.bridge")
            #expect(try secrets.bridgedSystems().isEmpty)
        }
    }

    @Test func aReplacedSecretIsAnotherForItsOwnerOnly() throws {
        try inFolder { secrets in
            _ = try secrets.make("a")
            let first = try secrets.read(file: secrets.path("a"))
            try secrets.replace("a")
            #expect(try secrets.read(file: secrets.path("a")) != first)
            #expect(try secrets.readableByOthers().isEmpty)
        }
    }

    @Test func usersHaveTheirFiles() {
        let secrets = SecretFiles(directory: "/s")
        #expect(secrets.file(ofBrokerUser: "customers") == "/s/broker-customers")
        #expect(secrets.file(ofBrokerUser: "ext.sales-archive") == "/s/broker-ext-sales-archive")
        #expect(secrets.file(ofBrokerUser: "sub.chat") == "/s/broker-sub-chat")
    }

    @Test func filesThatOthersCanReadAreFound() throws {
        try inFolder { secrets in
            _ = try secrets.make("a")
            _ = try secrets.make("b")
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: secrets.path("b"))
            #expect(try secrets.readableByOthers() == ["b"])
        }
    }

    @Test func whatAServiceKeepsBesideItsStoreIsLookedAtToo() throws {
        try inFolder { store in
            for name in ["sealing-key", "signing-key-1", "store.sqlite"] { _ = try store.make(name) }
            for name in ["signing-key-1", "store.sqlite"] {
                try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: store.path(name))
            }
            let kept = store.besideStore()
            #expect(kept == ["sealing-key", "signing-key-1"])
            #expect(try store.readableByOthers(kept) == ["signing-key-1"])
        }
    }

    @Test(arguments: [
        ("f3b09c61d7e28a54", "has only 16 characters"), ("guest", "contains \"guest\""),
        ("please-change-me-please-now", "contains \"change-me\""),
        ("abababababababababababababab", "is made of 2 different characters"),
    ])
    func aSecretThatCanBeGuessedIsNamed(_ secret: String, _ why: String) throws {
        try inFolder { secrets in
            _ = try secrets.make("admin-token")
            try Data(secret.utf8).write(to: URL(filePath: secrets.path("broker-customers")))
            let weak = try secrets.weak()
            #expect(weak.map(\.path) == [secrets.path("broker-customers")])
            #expect(weak.map(\.why) == [why])
        }
    }

    @Test func rightsOfMountedSecretsSayNothing() throws {
        try inFolder { secrets in
            _ = try secrets.make("a")
            try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: secrets.path("a"))
            var configuration = OperatorConfiguration(
                vhost: "quen",
                broker: .init(host: "broker", port: 5672, managementPort: 15672, adminUser: "", adminPasswordFile: ""),
                secretsDirectory: secrets.directory, adminTokenFile: "", services: [:])
            #expect(try configuration.exposedSecrets() == [secrets.path("a")])
            configuration.secretsAreMounted = true
            #expect(try configuration.exposedSecrets().isEmpty)
        }
    }

    @Test func aPasswordIsKnownByItsHash() {
        let hash = PasswordCheck.hash("secret")
        #expect(PasswordCheck.hash(hash, belongsTo: "secret"))
        #expect(!PasswordCheck.hash(hash, belongsTo: "Secret") && !PasswordCheck.hash("", belongsTo: ""))
    }
}
