import ArgumentParser

/// Whether and how long a command waits for what it has set off.
struct Waiting: ParsableArguments {
    @Flag(help: "Wait until it is done, and show how far it is.")
    var wait = false
    @Option(help: "How long to wait, in seconds.")
    var within = 600

    func validate() throws {
        guard within > 0 else { throw ValidationError("--within must be at least 1.") }
    }

    /// Asks every second until nothing is left. `look` gives what is still open, and how far it is in words.
    ///
    /// - Returns: what was open when the time was up.
    func until(_ look: () async throws -> (open: [String], text: String)) async throws -> [String] {
        let deadline = ContinuousClock.now.advanced(by: .seconds(within))
        let progress = ProgressLine()
        while true {
            let (open, text) = try await look()
            let isLast = open.isEmpty || ContinuousClock.now >= deadline
            progress.show(text, isLast: isLast)
            if isLast { return open }
            try await Task.sleep(for: .seconds(1))
        }
    }
}
