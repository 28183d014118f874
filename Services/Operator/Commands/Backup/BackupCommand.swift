import ArgumentParser

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Takes and verifies backups of the services' stores (OPS-5).",
        discussion: """
            A service takes its backup itself while it runs, and commands go on meanwhile. A backup is a file \
            <service>-<time>.sqlite (.enc where it is encrypted) and a manifest <service>-<time>.json beside it, which \
            is written last: without it the backup is not whole. A service that is told QUEN_BACKUP_DIRECTORY and \
            QUEN_BACKUP_EVERY takes one by itself. To put one back: quen restore.
            """,
        subcommands: [BackupCreate.self, BackupVerify.self, BackupList.self])
}
