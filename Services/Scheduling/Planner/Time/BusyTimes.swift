/// What somebody has already promised: spans that do not overlap, sorted by time.
struct BusyTimes: Sendable {
    struct Entry: Sendable {
        var start: Int
        var end: Int
        /// The activity that has it, or `fixed`.
        var owner: Int
    }

    /// The owner of what was promised before this run.
    static let fixed = -1

    private(set) var entries: [Entry] = []

    init() {}

    /// Spans in any order, which may overlap.
    init(fixed spans: [Span]) {
        let sorted = spans.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
        entries.reserveCapacity(sorted.count)
        for span in sorted {
            if let last = entries.last, span.start <= last.end {
                entries[entries.count - 1].end = max(last.end, span.end)
            } else {
                entries.append(Entry(start: span.start, end: span.end, owner: Self.fixed))
            }
        }
    }

    /// The index of the first entry that ends after an instant.
    func firstIndex(endingAfter instant: Int) -> Int {
        entries.withUnsafeBufferPointer { entries in
            var (low, high) = (0, entries.count)
            while low < high {
                let middle = (low + high) / 2
                if entries[middle].end <= instant { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    /// The entries that overlap a span.
    func entries(in span: Span) -> ArraySlice<Entry> {
        let first = firstIndex(endingAfter: span.start)
        var behind = first
        while behind < entries.count, entries[behind].start < span.end { behind += 1 }
        return entries[first..<behind]
    }

    /// For ascending starts: the entries that a span from a lead to a tail meets, where it meets any, with the position
    /// of the start among them. The list is passed once.
    @inline(__always)
    func forEachOverlap(
        _ starts: [Int], _ lead: Int, _ tail: Int, _ body: (Int, Slice<UnsafeBufferPointer<Entry>>) -> Void
    ) {
        guard let start = starts.first else { return }
        var first = firstIndex(endingAfter: start + lead)
        entries.withUnsafeBufferPointer { entries in
            for (place, start) in starts.enumerated() {
                while first < entries.count, entries[first].end <= start + lead { first += 1 }
                if first == entries.count { return }
                var behind = first
                while behind < entries.count, entries[behind].start < start + tail { behind += 1 }
                if behind > first { body(place, entries[first..<behind]) }
            }
        }
    }

    /// For a range of ascending starts, which is not empty: the parts of it, one after another, at which a span from a lead
    /// to a tail lies in the same gap. Lists are passed once.
    @inline(__always)
    func forEachGap(_ starts: [Int], _ range: Range<Int>, _ lead: Int, _ tail: Int, _ body: (Range<Int>) -> Void) {
        var place = range.lowerBound
        var next = firstIndex(endingAfter: starts[place] + lead)
        entries.withUnsafeBufferPointer { entries in
            starts.withUnsafeBufferPointer { starts in
                while place < range.upperBound {
                    let end = next < entries.count ? entries[next].start - tail : Int.max
                    let first = place
                    while place < range.upperBound, starts[place] <= end { place += 1 }
                    if place > first { body(first..<place) }
                    guard next < entries.count else { return }
                    let free = entries[next].end - lead
                    while place < range.upperBound, starts[place] < free { place += 1 }
                    next += 1
                }
            }
        }
    }

    func isClear(_ span: Span) -> Bool {
        let index = firstIndex(endingAfter: span.start)
        return index == entries.count || entries[index].start >= span.end
    }

    /// Whether a span meets nothing but what an owner has.
    func isClear(_ span: Span, butFor owner: Int) -> Bool { entries(in: span).allSatisfy { $0.owner == owner } }

    /// Adds a span that overlaps nothing but, perhaps, other spans of the same owner.
    mutating func insert(_ span: Span, owner: Int) {
        var entry = Entry(start: span.start, end: span.end, owner: owner)
        let first = firstIndex(endingAfter: span.start)
        var behind = first
        while behind < entries.count, entries[behind].start < entry.end {
            entry.start = min(entry.start, entries[behind].start)
            entry.end = max(entry.end, entries[behind].end)
            behind += 1
        }
        if behind == first {
            entries.insert(entry, at: first)
        } else {
            entries.replaceSubrange(first..<behind, with: CollectionOfOne(entry))
        }
    }

    /// Takes back what `insert` added for an owner within a span.
    mutating func remove(_ span: Span, owner: Int) {
        let first = firstIndex(endingAfter: span.start)
        var behind = first
        while behind < entries.count, entries[behind].owner == owner, entries[behind].start < span.end { behind += 1 }
        entries.removeSubrange(first..<behind)
    }
}
