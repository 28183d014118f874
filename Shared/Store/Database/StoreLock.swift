import Foundation
import Messages

#if canImport(Glibc)
    import Glibc
#endif

/// The exclusive right to a store: an `flock` on a file beside it, taken before anything listens or consumes and held
/// until the process ends, however it ends (fault 18).
public final class StoreLock: Sendable {
    private let descriptor: Int32

    /// Waits for at most `wait` for another process to let go; throws `StoreError.locked` then.
    public init(path: String, wait: Duration = .zero) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError.cannotOpen(path: path, reason: String(cString: strerror(errno))) }
        let deadline = ContinuousClock.now.advanced(by: wait)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR, ContinuousClock.now < deadline else {
                close(descriptor)
                throw StoreError.locked(path: path)
            }
            var pause = timespec(tv_sec: 0, tv_nsec: 50_000_000)
            nanosleep(&pause, nil)
        }
    }

    /// Lets go before the process ends, as the last thing done with the store.
    func release() { flock(descriptor, LOCK_UN) }

    deinit { close(descriptor) }
}
