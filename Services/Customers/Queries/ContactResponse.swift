import Messages

/// A contact as the API answers it.
struct ContactResponse: Encodable, Sendable {
    var state: ContactState
    var extra: Extra

    struct Extra: Encodable, Sendable {
        var version: EventSequence
        var details: ContactDetails
        var createdAt: Instant
    }

    init(_ contact: Contact) {
        state = contact.published
        extra = Extra(version: contact.sequence, details: contact.details, createdAt: contact.createdAt)
    }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        try extra.encode(to: encoder)
    }
}
