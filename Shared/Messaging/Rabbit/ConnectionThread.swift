import CRabbitMQ
import Foundation

/// What one channel does inside its connection's event loop. All of it runs on the connection's thread.
protocol ChannelDriver: SendableMetatype {
    /// Interrupts the loop's sleep.
    var wakeup: Wakeup { get }
    /// Whether the owner wants the end. What it handed over before is written first.
    var isClosing: Bool { get }
    /// Prepares the channel, such as by starting to consume.
    mutating func open(_ connection: inout AMQPConnection) throws(BrokerError)
    /// Takes what the broker said. Throwing ends the channel.
    mutating func receive(_ event: InboundEvent) throws(BrokerError)
    /// Hands all received to the owner; called before the loop reads or sleeps again.
    mutating func deliver()
    /// Writes what the owner gave, as far as the socket has room. Whether more waits for room.
    mutating func write(to connection: inout AMQPConnection) throws(BrokerError) -> Bool
    /// The last call: the channel and its connection are gone.
    mutating func end(_ error: BrokerError)
}

/// One operating system thread per connection: it reads, writes and keeps the heartbeat, because the C library may be
/// used by one thread only and its calls block.
struct ConnectionThread<Driver: ChannelDriver>: ~Copyable {
    /// Events taken before the owner hears of them, at most.
    private static var burst: Int { 256 }

    private var connection: AMQPConnection
    private var driver: Driver

    private init(_ connection: consuming AMQPConnection, _ driver: Driver) {
        self.connection = connection
        self.driver = driver
    }

    /// Reads until the broker has said no more, writes, sleeps; until the end, whose reason it returns.
    private mutating func run() -> (driver: Driver, reason: BrokerError) {
        let reason: BrokerError
        do {
            while !driver.isClosing {
                try read()
                let wantsRoom = try driver.write(to: &connection)
                if !connection.hasBufferedInput { sleep(untilRoom: wantsRoom) }
            }
            _ = try driver.write(to: &connection)
            reason = .closed
        } catch {
            reason = error
        }
        driver.deliver()
        connection.close(because: reason)
        return (driver, reason)
    }

    private mutating func read() throws(BrokerError) {
        var count = 0
        while count < Self.burst, let event = try connection.nextEvent() {
            try take(event)
            count += 1
            // What follows means a system call: let the owner work meanwhile.
            if !connection.hasBufferedInput { driver.deliver() }
        }
        driver.deliver()
    }

    private mutating func take(_ event: InboundEvent) throws(BrokerError) {
        switch event {
        case .channelClosed(let code, let text): throw .channel(code: code, text: text)
        case .connectionClosed(let code, let text): throw BrokerError(connectionCode: code, text: text)
        default: try driver.receive(event)
        }
    }

    /// Sleeps until there is input, a word from the owner, room if wanted, or a quarter of a heartbeat has passed.
    private func sleep(untilRoom wantsRoom: Bool) {
        var entries = [
            pollfd(fd: connection.descriptor, events: Int16(wantsRoom ? POLLIN | POLLOUT : POLLIN), revents: 0),
            pollfd(fd: driver.wakeup.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        let heartbeat = connection.heartbeatSeconds
        let timeout = heartbeat == 0 ? 5000 : min(5000, heartbeat * 250)
        // An interrupted or failed poll only makes the loop look again; a broken socket shows when it is read.
        _ = poll(&entries, 2, Int32(timeout))
        if entries[1].revents != 0 { driver.wakeup.reset() }
    }
}

extension ConnectionThread {
    /// Starts the thread and returns when the channel is open, or throws what prevented it.
    static func start(
        _ configuration: RabbitConfiguration, purpose: String, makeDriver: @escaping @Sendable () -> Driver
    ) async throws(BrokerError) {
        let opened: Result<Void, BrokerError> = await withCheckedContinuation { continuation in
            let thread = Thread {
                main(configuration, purpose, makeDriver()) { continuation.resume(returning: $0) }
            }
            thread.name = "amqp \(purpose)"
            thread.start()
        }
        try opened.get()
    }

    private static func main(
        _ configuration: RabbitConfiguration, _ purpose: String, _ driver: Driver,
        opened: (Result<Void, BrokerError>) -> Void
    ) {
        var driver = driver
        do throws(BrokerError) {
            var connection = try AMQPConnection.open(configuration, purpose: purpose)
            try driver.open(&connection)
            opened(.success(()))
            var thread = ConnectionThread(connection, driver)
            var (last, reason) = thread.run()
            _ = consume thread
            last.end(reason)
        } catch {
            opened(.failure(error))
        }
    }
}
