import Messages

/// A case as the API answers it.
struct CaseResponse: Encodable, Sendable {
    var state: CaseState
    var extra: Extra

    struct Extra: Encodable, Sendable {
        var version: EventSequence
        var isAnswerOverdue: Bool
        var isSolutionOverdue: Bool
        var nextCommands: [CaseCommand]
        /// Only of a single case.
        var coverage: CaseCoverage?
    }

    init(_ record: SupportCase, at now: Instant, coverage: CaseCoverage? = nil) {
        state = record.published
        extra = Extra(
            version: record.sequence, isAnswerOverdue: record.isAnswerOverdue(at: now),
            isSolutionOverdue: record.isSolutionOverdue(at: now), nextCommands: record.nextCommands,
            coverage: coverage)
    }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        try extra.encode(to: encoder)
    }
}
