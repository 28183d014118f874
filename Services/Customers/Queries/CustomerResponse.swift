import Messages

/// A customer as the API answers it: what is published, and what only this service keeps.
struct CustomerResponse: Encodable, Sendable {
    var state: CustomerState
    var extra: Extra
    var match: SearchMatch?

    struct Extra: Encodable, Sendable {
        /// The ETag without its quotes.
        var version: EventSequence
        var statusSince: Instant
        /// The last fall by a check that no payment has undone.
        var fellOn: Day?
        var details: CustomerDetails
        /// Members that an outside system no longer overwrites.
        var staffEdits: [String]
        var createdAt: Instant
        /// Only of a single customer, and only for who may see invoices.
        var account: Account?
    }

    struct Account: Encodable, Sendable {
        var balances: [CustomerAccountState.Balance]
        var lastTransactionOn: Day?
    }

    init(_ customer: Customer, account: Account? = nil) {
        state = customer.published
        extra = Extra(
            version: customer.sequence, statusSince: customer.statusSince, fellOn: customer.fellOn,
            details: customer.details, staffEdits: customer.staffEdits, createdAt: customer.createdAt, account: account)
    }

    private enum CodingKeys: String, CodingKey { case match }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        try extra.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(match, forKey: .match)
    }
}
