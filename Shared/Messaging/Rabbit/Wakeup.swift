import CRabbitMQ
import Foundation

/// Interrupts a thread that sleeps in `poll`. The descriptor lives as long as the value, which both sides hold.
final class Wakeup: Sendable {
    let descriptor: Int32

    init() throws(BrokerError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else { throw .connection("eventfd: \(String(cString: strerror(errno)))") }
    }

    deinit { close(descriptor) }

    /// A counter that is full already wakes as well, so the result says nothing.
    func raise() { _ = eventfd_write(descriptor, 1) }

    func reset() {
        var count: eventfd_t = 0
        _ = eventfd_read(descriptor, &count)
    }
}
