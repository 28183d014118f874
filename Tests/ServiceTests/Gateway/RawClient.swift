import Foundation
import TestKit

/// A client that sends and reads bytes at a pace of its own, as no library would.
final class RawClient: Sendable {
    private let descriptor: Int32

    /// Connects to a port of this machine. `receiveBuffer` is how many bytes the kernel keeps for it unread.
    init(port: Int, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw TestFailure("no socket") }
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw TestFailure("cannot connect to \(port)") }
    }

    deinit { close(descriptor) }

    /// `false` where the other side has closed.
    @discardableResult
    func send(_ text: String) async throws -> Bool {
        let bytes = Array(text.utf8)
        return try await offThread { [descriptor] in
            Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
        }
    }

    /// What has come within so long; nothing where the other side has closed.
    func read(atMost count: Int = 65_536, within patience: Duration = .seconds(10)) async throws -> String? {
        let milliseconds = Int32(patience.components.seconds * 1000)
        return try await offThread { [descriptor] in
            var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard Foundation.poll(&poll, 1, milliseconds) > 0 else { throw TestFailure("nothing came for \(patience)") }
            var bytes = [UInt8](repeating: 0, count: count)
            let received = recv(descriptor, &bytes, count, 0)
            return received > 0 ? String(decoding: bytes.prefix(received), as: UTF8.self) : nil
        }
    }

    /// Reads on until the other side closes; how long that took.
    func timeUntilClosed(within patience: Duration = .seconds(10)) async throws -> Duration {
        let start = ContinuousClock.now
        while try await read(within: patience) != nil {}
        return ContinuousClock.now - start
    }

    /// On a thread of its own: the few that tests share are not for waiting.
    private func offThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
        }
    }
}
