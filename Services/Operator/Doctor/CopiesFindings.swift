import Foundation
import Messages
import ServiceKit

/// What is wrong with copies, restorations and backups, judged from what the services say.
enum CopiesFindings {
    /// Seconds that another service may take to answer a comparison.
    private static let patience = Duration.seconds(600)

    static func of(_ observations: [ServiceObservation], at now: Instant = Instant(Date())) -> [Finding] {
        observations.flatMap { observation in
            restoration(observation) + observation.bootstraps.compactMap { bootstrap(observation.service, $0) }
                + observation.comparisons.compactMap { comparison(observation.service, $0, now) }
                + backups(observation, now)
        }
    }

    private static func restoration(_ observation: ServiceObservation) -> [Finding] {
        guard let restoration = observation.restoration, restoration.isOpen else { return [] }
        let waits = (restoration.waitsFor ?? []).joined(separator: ", ")
        return [
            Finding(
                about: observation.service,
                what: "was restored and is not settled; it waits for \(waits.isEmpty ? "its own start" : waits)",
                remedy:
                    "start those services; one that will not come back: quen restoration \(observation.service) --settle-without NAME"
            )
        ]
    }

    private static func bootstrap(_ service: String, _ bootstrap: BootstrapStatus) -> Finding? {
        guard bootstrap.completedAt == nil else { return nil }
        return Finding(
            about: service, what: "is being filled and not complete: \(bootstrap.text)",
            remedy:
                "it goes on by itself while the owner of \(bootstrap.entity) runs; to begin anew: quen bootstrap \(service) \(bootstrap.entity)"
        )
    }

    private static func comparison(_ service: String, _ comparison: ComparisonStatus, _ now: Instant) -> Finding? {
        if comparison.answeredAt == nil {
            guard now.since(comparison.requestedAt) > patience else { return nil }
            return Finding(
                about: service, what: "\(comparison.service) has not answered a comparison of \(comparison.entity)",
                remedy: "start \(comparison.service), and look at its queue")
        }
        guard comparison.differences > 0 else { return nil }
        return Finding(
            about: service, what: "its copies do not agree: \(comparison.text)",
            remedy:
                "run: quen compare \(service) \(comparison.entity) --wait; if it stays so: quen bootstrap \(service) \(comparison.entity)"
        )
    }

    private static func backups(_ observation: ServiceObservation, _ now: Instant) -> [Finding] {
        guard let backups = observation.backups else { return [] }
        let remedy =
            "see that \(backups.directory ?? "the folder") has room and may be written by \(observation.service)"
        if let failure = backups.failure {
            return [Finding(about: observation.service, what: "the last backup failed: \(failure)", remedy: remedy)]
        }
        guard let every = backups.every, let newest = backups.newest,
            now.since(newest) > .seconds(2 * every + 300)
        else { return [] }
        return [Finding(about: observation.service, what: "its newest backup is of \(newest)", remedy: remedy)]
    }
}
