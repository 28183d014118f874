import ArgumentParser
import Foundation
import ServiceKit

struct BackupCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Lets services write a backup of their stores now; prints each file.",
        discussion: """
            The folder is one of the machine that the service runs on. Stores that are copied one after the other are \
            not of one moment: after a restore the services find out themselves what each has missed. With \
            QUEN_BACKUP_KEY_FILE in the service's settings the backup is encrypted.
            """)

    @OptionGroup var selection: ServicesSelection
    @Option(help: "The folder; else the one that the service was told as QUEN_BACKUP_DIRECTORY.")
    var to: String?
    @Option(help: "Leave only so many backups of each service in the folder, the newest.")
    var keep: Int?

    func validate() throws {
        guard keep.map({ $0 > 0 }) ?? true else { throw ValidationError("--keep must be at least 1.") }
    }

    func run() async throws {
        let folder = to.map { URL(filePath: $0).standardizedFileURL.path }
        let (answers, away) = try await AdminClient.askEach(try selection.clients()) {
            try await $0.backUp(to: folder, keep: keep)
        }
        for (service, manifest) in answers {
            Console.print((folder.map { $0 + "/" } ?? "") + manifest.file)
            Console.note(
                "\(service): \(manifest.bytes) bytes, taken at \(manifest.takenAt)\(manifest.encryption.map { ", \($0)" } ?? "")"
            )
        }
        guard away.isEmpty else { throw ExitCode(1) }
    }
}
