import Foundation
import Logging
import Messages
import Messaging
import ServiceLifecycle
import Store

/// What every service is made of below its HTTP doors: the store and everything that runs on it. Production and tests
/// build the same one; they differ in the store's directory, the broker and the world.
public final class ServiceKernel: Sendable {
    public let service: ServiceName
    public let store: ServiceStore
    public let broker: any Broker
    public let metrics: KitMetrics
    public let logger: Logger
    private let relay: Relay
    private let consumers: [Consumer]
    private let deferredLoop: DeferredLoop
    private let timerLoop: TimerLoop
    private let guarding: RunGuard
    private let deferredChanged: Wakeup
    private let timersChanged: Wakeup
    private let copiesWorker: CopiesWorker
    let catchUp: CatchUp
    private let auditPublisher: AuditPublisher
    let copies: CopiesApplier
    let applied: AppliedVersions

    /// Throws where the subscriptions are not those of the catalogue, which the broker's bindings are made from.
    public init(
        store: ServiceStore, broker: any Broker, subscriptions: [Subscription], inbound: [InboundHandler] = [],
        timers: [TimerHandler] = [], owned: [OwnedRecords] = [], restoring: RestoreHandler = RestoreHandler(),
        gathering: AuditGathering? = nil, logger: Logger
    ) async throws {
        let all = subscriptions + Subscription.access(for: store.service, beside: subscriptions)
        try Self.check(all, inbound, isGathering: gathering != nil, store.service)
        service = store.service
        self.store = store
        self.broker = broker
        self.logger = logger
        let metrics = KitMetrics()
        let guarding = try await RunGuard(store: store)
        let deferredChanged = Wakeup()
        let timersChanged = Wakeup()
        let applied = AppliedVersions()
        self.applied = applied
        self.metrics = metrics
        self.guarding = guarding
        self.deferredChanged = deferredChanged
        self.timersChanged = timersChanged
        let gate = Gate(isOpen: try store.readNow { try Restoration.open($0) } == nil)
        if !gate.isOpen {
            store.refuseCommands(
                .restoring, because: "it was restored from a backup and asks the others what they hold")
        }
        let events = EventApplier(subscriptions: all, gathering: gathering)
        let ownedByName = Dictionary(uniqueKeysWithValues: owned.map { ($0.name, $0) })
        let copies = CopiesApplier(
            events: events, owned: ownedByName,
            restoring: Restoring(service: store.service, owned: ownedByName, handler: restoring, gate: gate))
        self.copies = copies
        if !gate.isOpen {
            try await store.write(priority: .background) { transaction in
                try copies.restoring.start(transaction)
                try gathering?.requestAll(transaction)
            }
        }
        let markers = QueueMarkers(store: store, broker: broker)
        copiesWorker = CopiesWorker(
            applier: copies, store: store, broker: broker, markers: markers, changed: Wakeup(),
            deferredChanged: deferredChanged, logger: logger)
        catchUp = try CatchUp(store: store, markers: markers, logger: logger)
        auditPublisher = AuditPublisher(store: store, changed: Wakeup(), logger: logger, gathering: gathering)
        relay = Relay(store: store, broker: broker, metrics: metrics, logger: logger)
        var appliers: [String: any MessageApplier] = [
            "\(service.rawValue).events": events, Catalogue.copiesQueue(service): copies,
        ]
        appliers[service == .gateway ? "gateway.unrouted" : "\(service.rawValue).inbound"] = InboundApplier(inbound)
        consumers = appliers.map { queue, applier in
            Consumer(
                queue: queue, applier: applier, store: store, broker: broker, guarding: guarding,
                deferredChanged: deferredChanged, applied: applied, metrics: metrics, logger: logger,
                // What others say of copies is what a restored store waits for. Its pages are large.
                gate: applier is CopiesApplier ? Gate(isOpen: true) : gate,
                markers: applier is EventApplier ? markers : nil,
                prefetch: applier is CopiesApplier ? 50 : 1000)
        }
        deferredLoop = DeferredLoop(
            appliers: appliers, store: store, guarding: guarding, changed: deferredChanged, logger: logger,
            gate: gate)
        timerLoop = TimerLoop(
            handlers: Dictionary(uniqueKeysWithValues: timers.map { ($0.kind, $0) }), store: store,
            guarding: guarding, changed: timersChanged, metrics: metrics, logger: logger, gate: gate)
    }

    /// What must run, in the order of starting; it stops in the opposite order, so that consuming ends first.
    ///
    /// - Parameter oldestBackup: when the oldest backup was taken that the store may be put back to; what was published
    ///   since is kept for those who then ask for it again.
    public func services(oldestBackup: @escaping @Sendable () async -> Instant? = { nil }) -> [any Service] {
        let housekeeping = Housekeeping(store: store, logger: logger, oldestBackup: oldestBackup)
        return [housekeeping, relay, auditPublisher, copiesWorker, timerLoop, deferredLoop] + consumers + [catchUp]
    }

    /// After everything has stopped in good order.
    public func close() async throws {
        try await guarding.ended()
        try await store.checkpoint()
        store.releaseLock()
    }

    /// Looks again at what was put aside; for the operator's replay.
    public func retryDeferredNow() { deferredChanged.signal() }

    /// Looks at once for timers that are due: after the clock was set, which no commit tells of.
    public func wakeTimers() { timersChanged.signal() }

    private static func check(
        _ all: [Subscription], _ inbound: [InboundHandler], isGathering: Bool, _ service: ServiceName
    ) throws {
        let declared = Set(
            Catalogue.subscriptions.filter { $0.service == service }.map {
                "\($0.entity.owner.rawValue).\($0.entity.entity) \($0.mode.rawValue)"
            })
        let actual = Set(all.map { "\($0.entity.owner.rawValue).\($0.entity.entity) \($0.mode.rawValue)" })
        let handled = Set(inbound.map { $0.payload.type.name })
        let expected = Set(Catalogue.inbound.filter { $0.handler == service }.map { $0.type.name })
        var faults = declared.symmetricDifference(actual).union(handled.symmetricDifference(expected))
        if isGathering != (service == Catalogue.auditGatherer) { faults.insert("who gathers audits") }
        guard faults.isEmpty else {
            throw ConfigurationFaults(
                faults.sorted().map { "the catalogue and \(service.rawValue) disagree about \($0)" })
        }
    }
}
