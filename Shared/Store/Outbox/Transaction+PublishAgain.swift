import Messages

extension Transaction {
    /// Publishes a row of the outbox once more as it was: its body, and with it the CloudEvents `id`, stays, so that who
    /// has applied it drops it. Only the row is new.
    ///
    /// - Parameter subject: what it keeps its order within. Not the record's own subject: its sequence has passed on, and a
    ///   later event of the record must not wait for an old one.
    public func publishAgain(_ row: OutboxRow, exchange: String, routingKey: String, subject: String?) throws {
        var again = row
        again.seq = 0
        again.id = newID()
        again.exchange = exchange
        again.routingKey = routingKey
        // Who once had to receive it on its own exchange need not on another.
        again.isMandatory = row.isMandatory && exchange == row.exchange
        again.subject = subject
        again.sequence = nil
        again.at = now
        try append(again)
    }
}
