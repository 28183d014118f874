import ServiceKit

/// What is wrong with the services, judged from what they say of themselves.
enum ServiceFindings {
    /// Seconds that messages may wait or timers be late before it is worth a word.
    private static let patience = 30
    /// Entries of an audit that may wait to be told: a busy second's worth many times over.
    private static let mostAuditPending = 10_000
    /// Seconds by which clocks may differ: rules of "the later one wins" compare the clocks of machines.
    private static let clockLimit = 5

    static func of(_ observations: [ServiceObservation]) -> [Finding] {
        observations.flatMap(findings) + differentSites(observations)
    }

    private static func findings(_ observation: ServiceObservation) -> [Finding] {
        let name = observation.service
        if let fault = observation.fault {
            return [
                Finding(
                    about: name, what: "cannot be asked: \(fault)",
                    remedy: "start it (compose/up) and look into its log")
            ]
        }
        var findings: [Finding] = []
        if !observation.isReady {
            findings.append(Finding(about: name, what: "is not ready", remedy: "its log says what it waits for"))
        }
        if let ahead = observation.clockAhead, abs(ahead) > clockLimit {
            findings.append(
                Finding(
                    about: name,
                    what: "its clock is \(abs(ahead)) s \(ahead > 0 ? "ahead of" : "behind") this machine's",
                    remedy: "set the clocks by NTP (timedatectl set-ntp true)"))
        }
        return findings + (observation.status.map { backlog(name, $0) + putAside(name, $0) } ?? [])
    }

    private static func backlog(_ name: String, _ status: KernelStatus) -> [Finding] {
        var findings: [Finding] = []
        if status.outboxPending > 0, status.outboxOldestAge > patience {
            findings.append(
                Finding(
                    about: name,
                    what:
                        "\(status.outboxPending) messages wait in the outbox, the oldest for \(status.outboxOldestAge) s",
                    remedy: "check the broker and its alarms; they go out by themselves when it takes them"))
        }
        if status.outboxHeld > 0 {
            findings.append(
                Finding(
                    about: name, what: "\(status.outboxHeld) messages are held: the broker did not take them",
                    remedy: "run: quen topology verify; a queue is missing, unbound or full"))
        }
        if let entries = status.auditPending, entries > mostAuditPending {
            findings.append(
                Finding(
                    about: name, what: "\(entries) entries of its audit have not been told to the Gateway",
                    remedy: "check the broker; they go out by themselves once the outbox is short, page by page"))
        }
        if let parked = status.timersParked, parked > 0 {
            findings.append(
                Finding(
                    about: name, what: "\(parked) timers wait for your word",
                    remedy: "look at them: quen timers list \(name); then quen timers release or drop"))
        }
        if status.timersLag > patience {
            findings.append(
                Finding(
                    about: name, what: "the oldest timer is \(status.timersLag) s late",
                    remedy: "its log says which timer fails; after a long stop it catches up by itself"))
        }
        return findings
    }

    private static func putAside(_ name: String, _ status: KernelStatus) -> [Finding] {
        var findings: [Finding] = []
        for (state, count) in status.deferred.sorted(by: { $0.key < $1.key }) where count > 0 {
            findings.append(
                Finding(about: name, what: "\(count) messages put aside: \(state)", remedy: remedy(state, name)))
        }
        if status.holes > 0 {
            findings.append(
                Finding(
                    about: name, what: "\(status.holes) records with missing events",
                    remedy: "run: quen topology verify; an unbound queue makes holes"))
        }
        return findings
    }

    private static func remedy(_ state: String, _ name: String) -> String {
        switch state {
        case "parked": "run: quen parked list --service \(name) --state parked; then replay or discard each"
        case "unknown": "upgrade \(name): another service already sends what this release does not know"
        case "blocked": "deal with the message before it: quen parked list --service \(name)"
        default: "it is tried again by itself; run: quen parked list --service \(name) for why"
        }
    }

    private static func differentSites(_ observations: [ServiceObservation]) -> [Finding] {
        let bySite = Dictionary(grouping: observations.filter { $0.status != nil }) { $0.status?.site ?? "" }
        guard bySite.count > 1 else { return [] }
        let list = bySite.sorted { $0.key < $1.key }
            .map { "\($0.key): \($0.value.map(\.service).joined(separator: ", "))" }.joined(separator: "; ")
        return [
            Finding(
                about: "sites", what: "the services belong to different sites: \(list)",
                remedy:
                    "the configuration names services of another installation, or one was first started with another QUEN_SITE"
            )
        ]
    }
}
