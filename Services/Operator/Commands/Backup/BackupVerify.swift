import ArgumentParser
import Messages
import ServiceKit
import Store

struct BackupVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verifies backups: checksum, integrity, references, manifest, and that this release can read them.",
        discussion: """
            Prints one line for each file and exits with 1 if one is not good. Whether the release knows the store's \
            tables is asked of the running service, or of the store that lies in its folder; where neither is there, \
            only the tables that all services have are judged.
            """)

    @Option(help: "The tool's configuration, for asking the services; else QUEN_OPERATOR_CONFIG.")
    var config: String?
    @Option(help: "The key file of encrypted backups; without it only their checksums are verified.")
    var key: String?
    @Argument(help: "Backups, or their manifests.")
    var files: [String]

    func run() async throws {
        let cipher = try OperatorError.telling { try key.map(BackupCipher.init) }
        var bad = 0
        for file in files {
            let line = try await verdict(file, cipher)
            if !line.isGood { bad += 1 }
            Console.print("\(file): \(line.text)")
        }
        guard bad == 0 else { throw ExitCode(1) }
    }

    private func verdict(_ file: String, _ cipher: BackupCipher?) async throws -> (isGood: Bool, text: String) {
        let backup: BackupFile
        do { backup = try BackupFile(path: file) } catch let error as any QuenError { return (false, error.message.en) }
        let known = await KnownMigrations.of(backup.manifest.store.service, config: config)
        let faults: [String]
        do { faults = try backup.faults(cipher: cipher, known: known) } catch let error as any QuenError {
            return (false, error.message.en)
        }
        guard faults.isEmpty else { return (false, faults.joined(separator: "; ")) }
        let manifest = backup.manifest
        let left = [
            known == nil ? "whether the release knows its tables was not asked" : nil,
            manifest.encryption != nil && cipher == nil ? "without --key only its checksum was verified" : nil,
        ].compactMap(\.self).map { "; " + $0 }.joined()
        return (true, "good, \(manifest.store.service) at \(manifest.store.site), \(manifest.takenAt)\(left)")
    }
}

/// Which migrations the installed release of a service knows.
enum KnownMigrations {
    /// From the running service, else from the store that it has written last; nothing where neither can be asked.
    static func of(_ service: String, config: String?) async -> Set<String>? {
        guard let configuration = try? OperatorOptions.parse(config.map { ["--config", $0] } ?? []).configuration(),
            let client = try? configuration.admins(only: service).first
        else { return nil }
        if let facts = try? await client.storeFacts() { return Set(facts.migrations + StoreFile.baseMigrations) }
        guard let directory = configuration.services[service]?.store,
            let facts = try? StoreFile(path: directory + "/store.sqlite").facts()
        else { return nil }
        return Set(facts.migrations + StoreFile.baseMigrations)
    }
}
