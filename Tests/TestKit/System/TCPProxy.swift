import Foundation
import Synchronization

/// A network between a service and the broker that a test can spoil: late, lost, cut. It listens on a free loopback port
/// and passes everything on to another one.
public final class TCPProxy: Sendable {
    public let port: Int
    private let listener: Int32
    private let state: Mutex<State>

    private struct State {
        var upstreams: [Int]
        var delay = 0.0
        var resetShare = 0.0
        var isSwallowing = false
        var isStopped = false
        var resets = 0
        var generator: SeededGenerator
        var links: [ObjectIdentifier: Link] = [:]
    }

    /// - Parameters:
    ///   - upstreams: ports that it passes on to: the first at which somebody listens, as a balancer does.
    ///   - seed: of the moments at which connections are reset.
    public init(to upstreams: Int..., seed: UInt64 = 1) throws {
        (listener, port) = try LoopbackSocket.listen()
        state = Mutex(State(upstreams: upstreams, generator: SeededGenerator(seed: seed)))
        let thread = Thread { [self] in acceptAll() }
        thread.name = "proxy"
        thread.start()
    }

    /// Ends the listener and every connection.
    public func stop() {
        let links = state.withLock { state in
            state.isStopped = true
            return Array(state.links.values)
        }
        links.forEach { $0.end(reset: true) }
    }

    // MARK: What the network is like

    /// Every chunk is `delay` late, and of every hundred chunks so many reset their connection.
    public func spoil(delay: Duration, resetPercent: Double) {
        let seconds = Double(delay.components.seconds) + Double(delay.components.attoseconds) / 1e18
        state.withLock { ($0.delay, $0.resetShare) = (seconds, resetPercent / 100) }
    }

    /// A black hole: nothing passes, nothing is refused, nothing is closed; what was on its way comes when it is over.
    public func swallow(_ isSwallowing: Bool) { state.withLock { $0.isSwallowing = isSwallowing } }

    /// Half-open connections: the broker's end is gone, and nobody tells the service. New connections work.
    public func forgetServerSides() {
        for link in state.withLock({ Array($0.links.values) }) { link.forgetServerSide() }
    }

    /// Resets every connection.
    public func cut() {
        for link in state.withLock({ Array($0.links.values) }) { link.end(reset: true) }
    }

    /// How many connections have been reset by chance.
    public var resets: Int { state.withLock { $0.resets } }

    // MARK: Passing on

    private func acceptAll() {
        while true {
            var entry = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            let isReady = poll(&entry, 1, 50) == 1
            let (isStopped, isSwallowing, upstreams) = state.withLock { ($0.isStopped, $0.isSwallowing, $0.upstreams) }
            if isStopped { break }
            guard isReady else { continue }
            // In a black hole the handshake is never answered.
            if isSwallowing {
                usleep(50_000)
                continue
            }
            let client = accept(listener, nil, nil)
            guard client >= 0 else { continue }
            guard let server = upstreams.lazy.compactMap({ LoopbackSocket.connected(port: $0) }).first else {
                close(client)
                continue
            }
            let link = Link(client: client, server: server)
            state.withLock { $0.links[ObjectIdentifier(link)] = link }
            pass(link, fromClient: true)
            pass(link, fromClient: false)
        }
        close(listener)
    }

    private func pass(_ link: Link, fromClient: Bool) {
        let thread = Thread { [self] in
            copy(link, fromClient: fromClient)
            if link.directionEnded(fromClient: fromClient) {
                state.withLock { $0.links[ObjectIdentifier(link)] = nil }
            }
        }
        thread.name = "proxy link"
        thread.start()
    }

    private func copy(_ link: Link, fromClient: Bool) {
        let (source, target) = fromClient ? (link.client, link.server) : (link.server, link.client)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !link.isEnded {
            var entry = pollfd(fd: source, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, 50) == 1 else { continue }
            if state.withLock({ $0.isSwallowing }) {
                usleep(50_000)
                continue
            }
            let count = recv(source, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            if link.isForgotten {
                if fromClient { continue }
                return
            }
            let (delay, mustReset) = chance()
            if delay > 0 { usleep(UInt32(delay * 1_000_000)) }
            if mustReset { return link.end(reset: true) }
            guard LoopbackSocket.sendAll(target, buffer[..<count]) else { return }
        }
    }

    private func chance() -> (delay: Double, mustReset: Bool) {
        state.withLock { state in
            let mustReset = state.resetShare > 0 && Double.random(in: 0..<1, using: &state.generator) < state.resetShare
            if mustReset { state.resets += 1 }
            return (state.delay, mustReset)
        }
    }
}

/// One connection through the proxy: two sockets and what is known of them. The last of its two directions closes both.
private final class Link: Sendable {
    let client: Int32
    let server: Int32
    private let state = Mutex(State())

    private struct State {
        var isEnded = false
        var isForgotten = false
        var mustReset = false
        var openDirections = 2
    }

    init(client: Int32, server: Int32) {
        self.client = client
        self.server = server
    }

    var isEnded: Bool { state.withLock { $0.isEnded } }
    var isForgotten: Bool { state.withLock { $0.isForgotten } }

    func end(reset: Bool) {
        state.withLock { state in
            state.isEnded = true
            state.mustReset = reset
        }
    }

    func forgetServerSide() {
        state.withLock { state in
            guard state.openDirections == 2, !state.isForgotten else { return }
            state.isForgotten = true
            shutdown(server, Int32(SHUT_RDWR))
        }
    }

    /// Whether it was the last.
    func directionEnded(fromClient: Bool) -> Bool {
        state.withLock { state in
            state.openDirections -= 1
            // The client of a forgotten link must not hear of it.
            if fromClient || !state.isForgotten { state.isEnded = true }
            guard state.openDirections == 0 else { return false }
            for descriptor in [client, server] {
                if state.mustReset {
                    var linger = linger(l_onoff: 1, l_linger: 0)
                    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
                }
                close(descriptor)
            }
            return true
        }
    }
}
