import ArgumentParser
import Messages
import Store

struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Finds every changed, missing or added entry; exits with 1 if there is one.",
        discussion: """
            Each service verifies its own chain, the Gateway what it has gathered, and the two are compared entry by entry. \
            Services go on meanwhile. Standard output has one line for each fault. The newest entry of each service is \
            named at the end: kept outside, and given again by --head, it shows also that nobody wrote a whole installation's \
            audit anew since.
            """)

    @OptionGroup var options: OperatorOptions
    @Option(help: "Only this service.")
    var service: String?
    @Option(
        name: .customLong("head"),
        help: "An entry noted earlier, as SERVICE:SEQ:HASH; may be given several times.")
    var heads: [NotedHead] = []
    @Option(help: "How long to wait until the Gateway has gathered everything, in seconds.")
    var within = 30

    func validate() throws {
        guard within >= 0 else { throw ValidationError("--within must not be negative.") }
    }

    func run() async throws {
        let services = try options.configuration().admins(only: service)
        let gateway = try options.configuration().admins().first { $0.service == "gateway" }
        var (faults, away) = ([String](), false)
        await catchUp(services, gateway)
        for client in services {
            do {
                faults += try await verify(client, gateway)
            } catch let error as NoAnswer {
                Console.note("\(client.service): \(error)")
                away = true
            }
        }
        for fault in faults { Console.print(fault) }
        guard faults.isEmpty, !away else {
            Console.note(away ? "\(faults.count) faults; not all could be verified." : "\(faults.count) faults.")
            throw ExitCode(1)
        }
        Console.note("No faults.")
    }

    /// Lets the Gateway ask for what it lacks, and waits a little for it; what is then still on its way is no fault.
    private func catchUp(_ services: [AdminClient], _ gateway: AdminClient?) async {
        guard let gateway else {
            return Console.note("The configuration names no gateway: nothing is compared with it.")
        }
        let deadline = ContinuousClock.now.advanced(by: .seconds(within))
        do {
            try await gateway.gatherAudits()
            for client in services {
                guard let seq = try? await client.auditState().seq else { continue }
                while try await gateway.gathered(of: client.service) < seq, ContinuousClock.now < deadline {
                    try await Task.sleep(for: .milliseconds(200))
                }
            }
        } catch {
            Console.note("gateway: \(error)")
        }
    }

    private func verify(_ client: AdminClient, _ gateway: AdminClient?) async throws -> [String] {
        let name = client.service
        let state = try await client.auditState()
        let own = try await client.verifyAudit { Console.note("\(name): \($0) of \(state.seq) entries verified") }
        var faults = own.faults.map { Self.line(name, $0) }
        var words = "\(name): \(own.checked) entries"
        if own.erased > 0 { words += ", \(own.erased) erased" }
        if let gateway {
            let gathered = try await gateway.verifyGathered(of: name) { _ in }
            faults += gathered.faults.map { Self.line("\(name) at the Gateway", $0) }
            let comparison = try await compare(client, state, gateway)
            faults += comparison.faults.map { Self.line(name, $0) }
            words += ", \(gathered.checked) gathered" + comparison.words
            if name == gateway.service { faults += try await gateway.witnessFaults().map { Self.line(name, $0) } }
        }
        for head in heads where head.service == name { faults += try await self.faults(of: head, client) }
        Console.note("\(words). Newest entry: \(name):\(state.seq):\(state.hash)")
        return faults
    }

    private func compare(
        _ client: AdminClient, _ state: AuditState, _ gateway: AdminClient
    ) async throws -> (faults: [AuditFault], words: String) {
        let name = client.service
        var comparison = AuditComparison(epoch: state.epoch, gathered: try await gateway.gathered(of: name))
        let last = max(state.seq, try await gateway.lastGathered(of: name, state.store))
        var (summary, after) = (AuditSummary(), Int64(0))
        while after < last {
            let end = after + AdminClient.marksPerPart
            let own = try await client.auditMarks(after: after).filter { $0.seq <= end && $0.seq <= state.seq }
            let theirs = try await gateway.gatheredMarks(of: name, state.store, after: after).filter { $0.seq <= last }
            summary.add(comparison.compare(own: own, gathered: theirs))
            after = end
        }
        var words = ""
        if comparison.pending > 0 { words += ", \(comparison.pending) on their way there" }
        if comparison.lost > 0 { words += ", \(comparison.lost) from before a restore only there" }
        return (summary.faults, words)
    }

    private func faults(of head: NotedHead, _ client: AdminClient) async throws -> [String] {
        guard let entry = try await client.auditEntry(head.seq) else {
            return [Self.line(head.service, AuditFault(seq: head.seq, .missing, "it was noted earlier"))]
        }
        guard entry.hash != head.hash else { return [] }
        return [Self.line(head.service, AuditFault(seq: head.seq, .changed, "another hash was noted earlier"))]
    }

    private static func line(_ service: String, _ fault: AuditFault) -> String {
        "\(service): entry \(fault.seq) \(fault.kind.rawValue): \(fault.what)"
    }
}

/// An entry that somebody wrote down: `customers:1234:9f86…`.
struct NotedHead: ExpressibleByArgument {
    let service: String
    let seq: Int64
    let hash: String

    init?(argument: String) {
        let parts = argument.split(separator: ":").map(String.init)
        guard parts.count == 3, let seq = Int64(parts[1]), parts[2].utf8.count == 2 * AuditChain.hashLength else {
            return nil
        }
        (service, self.seq, hash) = (parts[0], seq, parts[2].lowercased())
    }
}
