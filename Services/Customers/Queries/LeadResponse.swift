import Messages

/// A lead as the API answers it.
struct LeadResponse: Encodable, Sendable {
    var state: LeadState
    var extra: Extra

    struct Extra: Encodable, Sendable {
        var version: EventSequence
        var disqualifiedReason: String?
        var createdAt: Instant
    }

    init(_ lead: Lead) {
        state = lead.published
        extra = Extra(
            version: lead.sequence, disqualifiedReason: lead.disqualifiedReason, createdAt: lead.createdAt)
    }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        try extra.encode(to: encoder)
    }
}
