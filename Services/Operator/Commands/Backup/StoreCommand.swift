import ArgumentParser
import Foundation
import Messages
import ServiceKit
import Store

struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Clones or empties the store of a stopped service (OPS-5).",
        discussion: """
            Which store a service uses is its setting QUEN_STORE_DIRECTORY. Both commands want the service stopped and \
            its name typed again.
            """,
        subcommands: [StoreClone.self, StoreWipe.self])
}

struct StoreClone: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clone",
        abstract: "Copies a store into another folder, for a trial.",
        discussion: """
            The copy is the same store. Start a service on it only with a broker of its own: two that publish as one \
            would each take the other's numbers.
            """)

    @OptionGroup var selection: StoppedStore
    @Option(help: "A folder that holds no store.")
    var to: String

    func run() async throws {
        let folder = try selection.folder()
        try selection.ask("The store of \(selection.service) is copied to \(to).")
        try OperatorError.telling { try folder.clone(to: to) }
        Console.print("\(to)/store.sqlite")
    }
}

struct StoreWipe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wipe",
        abstract: "Empties a store; what it held is set aside in store-before-wipe-<time> beside it.",
        discussion: """
            The others still hold copies of its records, and count what a new store publishes as older. So empty all \
            services and the broker together; a single one is put back by quen restore.
            """)

    @OptionGroup var selection: StoppedStore

    func run() async throws {
        let folder = try selection.folder()
        try selection.ask("The store of \(selection.service) is emptied.")
        guard let aside = try OperatorError.telling({ try folder.wipe(at: Instant(Date())) }) else {
            return Console.note("\(selection.service) has no store.")
        }
        Console.print(aside)
    }
}

/// The store of a service that must not run meanwhile.
struct StoppedStore: ParsableArguments {
    @OptionGroup var selection: ServiceSelection
    @Option(help: "The folder of the store; else the one that the configuration names.")
    var store: String?
    @Option(help: "The service's name again, for scripts; else it is asked for.")
    var confirm: String?

    var service: String { selection.service }

    /// Throws with the remedy where the service runs.
    func folder() throws -> StoreFolder {
        let directory = try selection.options.configuration().storeDirectory(of: service, given: store)
        do { return try StoreFolder(directory, service: service) } catch StoreError.locked {
            throw OperatorError(
                "\(service) runs on \(directory). Stop it first (SIGTERM, or compose/down for all) and keep it stopped until this is done."
            )
        } catch let error as any QuenError { throw OperatorError(error.message.en) }
    }

    func ask(_ what: String) throws { try Confirmation.require(service, given: confirm, for: what) }
}
