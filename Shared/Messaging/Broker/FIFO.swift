/// A queue over an array: what is taken from the front is dropped from storage now and then, not every time.
struct FIFO<Element>: Sequence {
    private var storage: [Element] = []
    private var head = 0

    init(_ elements: [Element] = []) { storage = elements }

    var count: Int { storage.count - head }
    var isEmpty: Bool { count == 0 }
    var first: Element? { isEmpty ? nil : storage[head] }
    var last: Element? { isEmpty ? nil : storage[storage.count - 1] }

    mutating func append(_ element: Element) { storage.append(element) }
    mutating func append(contentsOf elements: [Element]) { storage.append(contentsOf: elements) }

    mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        defer { removeFirst(1) }
        return storage[head]
    }

    /// Removes and returns the first `count` elements, which must exist.
    mutating func take(_ count: Int) -> [Element] {
        defer { removeFirst(count) }
        return count == storage.count ? storage : Array(storage[head..<(head + count)])
    }

    mutating func removeAll() {
        storage.removeAll(keepingCapacity: true)
        head = 0
    }

    func makeIterator() -> ArraySlice<Element>.Iterator { storage[head...].makeIterator() }

    private mutating func removeFirst(_ count: Int) {
        head += count
        if head == storage.count {
            removeAll()
        } else if head >= 1024, head * 2 >= storage.count {
            storage.removeFirst(head)
            head = 0
        }
    }
}
