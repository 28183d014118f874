import ServiceKit

/// Weak set-ups: what somebody could get in by.
enum AccessFindings {
    /// - Parameter networkIsPrivate: the services' listeners are in a network that only they and this tool are in.
    static func of(_ observations: [ServiceObservation], networkIsPrivate: Bool) -> [Finding] {
        (networkIsPrivate ? [] : observations.flatMap(plainListeners)) + observations.flatMap(administratorsByPassword)
    }

    private static func plainListeners(_ observation: ServiceObservation) -> [Finding] {
        observation.listeners.filter { !$0.isEncrypted && !$0.isLoopback }.map { listener in
            Finding(
                about: observation.service,
                what: "its \(listener.name) listener at \(listener.host):\(listener.port) speaks plain HTTP to others",
                remedy:
                    "let it listen on 127.0.0.1 (--\(listener.name)-host), behind a proxy that ends TLS where others must reach it"
            )
        }
    }

    private static func administratorsByPassword(_ observation: ServiceObservation) -> [Finding] {
        observation.administratorsByPassword.map { name in
            Finding(
                about: "account \(name)", what: "administers accounts by a password alone",
                remedy:
                    "let its person set up a second factor (POST /me/second-factor); to ask it of all who administer: quen parameters set gateway.second-factor-required administrators"
            )
        }
    }
}
