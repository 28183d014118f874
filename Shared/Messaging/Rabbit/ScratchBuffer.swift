import CRabbitMQ

/// Memory for the texts and header entries of one message while the C library encodes it; reused for the next.
struct ScratchBuffer: ~Copyable {
    private var base: UnsafeMutableRawPointer
    private var capacity: Int
    private var used = 0

    init(capacity: Int = 4096) {
        self.capacity = capacity
        base = .allocate(byteCount: capacity, alignment: MemoryLayout<amqp_table_entry_t>.alignment)
    }

    deinit { base.deallocate() }

    /// Forgets the contents and makes room for `byteCount`. What is handed out afterwards stays in place until the
    /// next call, as long as it needs no more than that.
    mutating func reset(byteCount: Int) {
        used = 0
        guard byteCount > capacity else { return }
        base.deallocate()
        capacity = byteCount
        base = .allocate(byteCount: capacity, alignment: MemoryLayout<amqp_table_entry_t>.alignment)
    }

    /// Entries to be filled; to be asked for before any text, because of the alignment.
    mutating func entries(_ count: Int) -> UnsafeMutablePointer<amqp_table_entry_t> {
        let entries = (base + used).bindMemory(to: amqp_table_entry_t.self, capacity: count)
        used += count * MemoryLayout<amqp_table_entry_t>.stride
        return entries
    }

    mutating func copy(_ text: String) -> amqp_bytes_t {
        var text = text
        return text.withUTF8 { utf8 in
            precondition(used + utf8.count <= capacity, "the room was counted too small")
            let target = base + used
            if let source = utf8.baseAddress { target.copyMemory(from: source, byteCount: utf8.count) }
            used += utf8.count
            return amqp_bytes_t(len: utf8.count, bytes: target)
        }
    }
}
