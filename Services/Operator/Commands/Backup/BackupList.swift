import ArgumentParser
import Messages
import ServiceKit
import Store

struct BackupList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the whole backups in a folder, newest first.")

    @Argument(help: "The folder.")
    var directory: String
    @Option(help: "Only this service's.")
    var service: String?
    @Option(help: "table, csv or json.")
    var format = TableFormat.table

    func run() throws {
        let folder = BackupFolder(directory)
        let services = service.map { [$0] } ?? ServiceName.allCases.map(\.rawValue)
        let manifests = try OperatorError.telling { try services.flatMap { try folder.manifests(of: $0) } }
        let rows = manifests.map {
            ["\($0.takenAt)", $0.store.service, $0.store.site, "\($0.store.epoch)", "\($0.bytes)", $0.file]
        }
        Console.print(
            try format.text(ReportTable(columns: ["taken", "service", "site", "epoch", "bytes", "file"], rows: rows)))
    }
}
