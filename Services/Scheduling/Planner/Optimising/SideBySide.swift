import Dispatch
import Synchronization

/// Searches for the same thing that go on at once, each with chances of its own. There are always as many, whatever the
/// machine, so that the same seed and steps give the same plan everywhere.
struct SideBySide<Search: Sendable>: Sendable {
    private(set) var searches: [Search]
    private let value: @Sendable (Search) -> PlanValue

    static var count: Int { 2 }

    /// - Parameters:
    ///   - make: called once for each search, one after the other.
    ///   - value: of the best plan that a search has found.
    init(value: @escaping @Sendable (Search) -> PlanValue, _ make: () -> Search) {
        self.value = value
        searches = (0..<Self.count).map { _ in make() }
    }

    /// The search with the best plan; of equal ones the first.
    var best: Search {
        searches.dropFirst().reduce(searches[0]) { value($0) < value($1) ? $1 : $0 }
    }

    /// Lets each go on, on a thread of its own, and waits for all.
    mutating func run(_ body: @Sendable (inout Search) -> Void) {
        let ended = Mutex(searches)
        let begun = searches
        searches = []
        DispatchQueue.concurrentPerform(iterations: begun.count) { place in
            var search = begun[place]
            body(&search)
            ended.withLock { $0[place] = search }
        }
        searches = ended.withLock { $0 }
    }

    /// Changes each of them, one after the other.
    mutating func forEach(_ body: (inout Search) -> Void) {
        for place in searches.indices { body(&searches[place]) }
    }
}
