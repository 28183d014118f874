import ArgumentParser
import ServiceKit

struct ParkedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parked",
        abstract: "Messages that a service took in and could not apply (OPS-4).",
        discussion: """
            States: retry is tried again by itself; blocked waits behind an earlier message of its record; unknown \
            waits for a release that knows its type; parked was given up and waits for you. To edit one: quen parked \
            show NUMBER --service S --body > FILE, correct FILE, quen parked replay NUMBER --service S --edit FILE.
            """,
        subcommands: [ParkedList.self, ParkedShow.self, ParkedReplay.self, ParkedDiscard.self])
}

/// Which message of which service.
struct ParkedSelection: ParsableArguments {
    @OptionGroup var options: OperatorOptions
    @Option(help: "The service that put it aside.")
    var service: String
    @Argument(help: "Its number, as parked list shows it.")
    var number: Int64

    func client() throws -> AdminClient {
        guard let client = try options.configuration().admins(only: service).first else {
            throw OperatorError("There is no service \(service).")
        }
        return client
    }
}
