import ArgumentParser
import ServiceKit

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Verifies every store and its invariants, and that the stores agree; exits with 1 if one does not.",
        discussion: """
            Standard output has one line for each fault. --settled first waits until every outbox and every service's \
            queue is empty, because stores agree only when all messages have arrived.
            """)

    @OptionGroup var options: OperatorOptions
    @Flag(help: "Wait first until no message is on its way.")
    var settled = false
    @Option(help: "How long to wait, in seconds.")
    var within = 300
    @Option(help: "Only this service; the comparison between stores is left out.")
    var service: String?

    func validate() throws {
        guard within > 0 else { throw ValidationError("--within must be at least 1.") }
    }

    func run() async throws {
        let configuration = try options.configuration()
        if settled {
            try await Settling(try configuration.admins(), try configuration.management())
                .wait(within: .seconds(within))
        }
        let services = try configuration.admins(only: service)
        var faults = try await Self.storeFaults(services)
        if service == nil { faults += try await Self.differencesBetweenStores(services) }
        for fault in faults { Console.print(fault) }
        guard faults.isEmpty else {
            Console.note("\(faults.count) faults.")
            throw ExitCode(1)
        }
        Console.note("No faults.")
    }

    private static func storeFaults(_ services: [AdminClient]) async throws -> [String] {
        let (answers, away) = try await AdminClient.askEach(services) { try await $0.check() }
        for (service, results) in answers {
            let bad = results.filter { !$0.faults.isEmpty }.count
            Console.note("\(service): \(results.count) checks, \(bad == 0 ? "all good" : "\(bad) with faults")")
        }
        return away.map { "\($0): cannot be checked, it does not answer" }
            + answers.flatMap { service, results in
                results.flatMap { result in result.faults.map { "\(service): \(result.name): \($0)" } }
            }
    }

    /// What a customer has paid, as Contracts keeps it and as Customers has heard of it.
    private static func differencesBetweenStores(_ services: [AdminClient]) async throws -> [String] {
        guard let contracts = services.first(where: { $0.service == "contracts" }),
            let customers = services.first(where: { $0.service == "customers" })
        else { return [] }
        let answers = try await AdminClient.askEach([contracts, customers]) {
            try await $0.report("customer-accounts", by: "customer")
        }
        guard answers.away.isEmpty else { return [] }
        guard let owned = answers.answers[0].answer, let copied = answers.answers[1].answer else {
            Console.note(
                "customers and contracts: the report customer-accounts is not offered, so they are not compared")
            return []
        }
        let faults = TableComparison(owner: "contracts", owned: owned, copier: "customers", copied: copied).differences
        Console.note("customers and contracts: \(owned.rows.count) customers' accounts compared")
        return faults
    }
}
