import Messages

/// An interaction as the API answers it.
struct InteractionResponse: Encodable, Sendable {
    var state: InteractionState
    var extra: Extra

    struct Extra: Encodable, Sendable {
        var version: EventSequence
        var pursuitReason: String?
        var contactAgainReason: String?
        var createdAt: Instant
    }

    init(_ interaction: Interaction) {
        state = interaction.published
        extra = Extra(
            version: interaction.sequence, pursuitReason: interaction.pursuitReason,
            contactAgainReason: interaction.contactAgainReason, createdAt: interaction.createdAt)
    }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        try extra.encode(to: encoder)
    }
}
