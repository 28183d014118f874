import ArgumentParser
import Foundation
import Messages
import ServiceKit
import Store

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts a backup in the place of a stopped service's store (OPS-5).",
        discussion: """
            Run it on the machine that has the store, with the service stopped. The present store is set aside as \
            store-before-restore-<time> beside it and never deleted. The store begins a new epoch: its next events \
            count as newer than all that were ever published. When the service is started it asks the others what \
            they hold, goes on above their numbers and reports the difference: quen restoration SERVICE shows it.
            """)

    @OptionGroup var selection: StoppedStore
    @Option(help: "The backup, or its manifest.")
    var from: String
    @Option(help: "The key file of an encrypted backup.")
    var key: String?

    func run() async throws {
        let service = selection.service
        let cipher = try OperatorError.telling { try key.map(BackupCipher.init) }
        let backup = try OperatorError.telling { try BackupFile(path: from) }
        let folder = try selection.folder()
        try Self.verify(backup, cipher, folder)
        let time = backup.manifest.takenAt
        try selection.ask("The store of \(service) in \(folder.directory) goes back to \(time).")
        let restored = try OperatorError.telling {
            try folder.restore(backup, cipher: cipher, at: Instant(Date()))
        }
        Console.print("\(service) holds the store of \(time), epoch \(restored.epoch).")
        if let aside = restored.setAside { Console.note("What was there before lies in \(aside).") }
        Console.note("Start it now; quen restoration \(service) shows what the others hold beyond it.")
    }

    private static func verify(_ backup: BackupFile, _ cipher: BackupCipher?, _ folder: StoreFolder) throws {
        if backup.manifest.encryption != nil, cipher == nil {
            throw OperatorError(BackupError.keyNeeded(path: backup.path).message.en)
        }
        let present = (try? folder.facts())?.migrations
        let known = present.map { Set($0 + StoreFile.baseMigrations) }
        let faults = try OperatorError.telling { try backup.faults(cipher: cipher, known: known) }
        guard faults.isEmpty else {
            throw OperatorError("\(backup.path) is not restored: \(faults.joined(separator: "; ")).")
        }
    }
}
