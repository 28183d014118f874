/// The starts of a `Recurrence` inside a window, in order and each once.
public struct Occurrences: Sequence, Sendable {
    private let recurrence: Recurrence
    private let window: Range<LocalDateTime>

    init(_ recurrence: Recurrence, window: Range<LocalDateTime>) {
        self.recurrence = recurrence
        self.window = window
    }

    public func makeIterator() -> Iterator {
        Iterator(recurrence, window: window)
    }

    /// Works out one start after the other.
    public struct Iterator: IteratorProtocol, Sendable {
        private var ruled: RuleIterator?
        private var added: ArraySlice<LocalDateTime>
        private let exceptions: Set<LocalDateTime>
        private let window: Range<LocalDateTime>
        private var nextRuled: LocalDateTime?
        private var previous: LocalDateTime?

        init(_ recurrence: Recurrence, window: Range<LocalDateTime>) {
            self.window = window
            exceptions = recurrence.exceptions
            added = (recurrence.additions + (recurrence.rule == nil ? [recurrence.start] : [])).sorted()[...]
            ruled = recurrence.rule.map { rule in
                let last = Swift.min(recurrence.lastStart(of: rule), window.upperBound)
                return RuleIterator(rule, start: recurrence.start, first: window.lowerBound, last: last)
            }
            nextRuled = ruled?.next()
        }

        public mutating func next() -> LocalDateTime? {
            while let start = nextMerged() {
                guard start < window.upperBound else { return nil }
                guard start >= window.lowerBound, start != previous, !exceptions.contains(start) else { continue }
                previous = start
                return start
            }
            return nil
        }

        /// The smaller one of the next by the rule and the next added.
        private mutating func nextMerged() -> LocalDateTime? {
            if let first = added.first, nextRuled.map({ first <= $0 }) ?? true {
                added.removeFirst()
                return first
            }
            defer { nextRuled = ruled?.next() }
            return nextRuled
        }
    }
}
