import Messages

/// What a statement of balances cannot be made of.
enum StatementError: FactError {
    /// What will be owed on a day to come can be confirmed by nobody.
    case inFuture(Day)

    var facts: ErrorFacts {
        switch self {
        case .inFuture(let today):
            ErrorFacts(
                code: "day-in-future", consequence: .invalid,
                en: "Balances can be confirmed until today, \(today), at the latest. Choose an earlier last day.",
                vi: "Chỉ đối chiếu công nợ được đến hết hôm nay, \(today.dayFirst). Hãy chọn ngày cuối sớm hơn.",
                path: "to")
        }
    }
}
