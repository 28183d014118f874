import Foundation
import Messages
import Messaging
import ServiceKit
import Testing

@testable import Operator

@Suite struct DoctorTests {
    private func service(_ name: String = "customers", _ change: (inout KernelStatus) -> Void = { _ in })
        -> ServiceObservation
    {
        var status = KernelStatus.calm(name)
        change(&status)
        return ServiceObservation(service: name, isReady: true, status: status, clockAhead: 0)
    }

    private func queue(_ name: String, messages: Int = 0, consumers: Int = 1, leader: String? = "quen@localhost")
        -> QueueObservation
    {
        .detail(
            QueueDetail(
                name: name, state: "running", leader: leader, messages: messages, messageBytes: messages * 1000,
                consumers: consumers))
    }

    @Test func aCalmInstallationHasNoFindings() {
        #expect(ServiceFindings.of([service(), service("pipeline")]).isEmpty)
        let broker = BrokerObservation(
            version: "3.10.8",
            nodes: [BrokerNode(name: "quen@localhost", running: true, memoryAlarm: false, diskAlarm: false)],
            queues: [
                "customers.events": queue("customers.events"),
                "ext.website.replies": queue("ext.website.replies", consumers: 0),
            ])
        #expect(BrokerFindings.of(broker).isEmpty)
    }

    @Test func aServiceThatIsAwayIsOneFinding() {
        let findings = ServiceFindings.of([ServiceObservation(service: "gateway", fault: "the connection was refused")])
        #expect(findings.map(\.about) == ["gateway"] && findings[0].text.contains("remedy: start it"))
    }

    @Test func everythingThatWaitsIsNamed() {
        let findings = ServiceFindings.of([
            service {
                $0.outboxPending = 10
                $0.outboxOldestAge = 90
                $0.outboxHeld = 2
                $0.deferred = ["parked": 1, "retry": 3, "unknown": 0]
                $0.holes = 4
                $0.timersLag = 120
                $0.auditPending = 10_001
            }
        ])
        #expect(findings.count == 7)
        #expect(findings.contains { $0.remedy.contains("quen parked list --service customers --state parked") })
    }

    @Test func whatGoesOutRightNowIsNoFinding() {
        #expect(ServiceFindings.of([service { ($0.outboxPending, $0.outboxOldestAge) = (500, 2) }]).isEmpty)
    }

    @Test func servicesOfTwoSitesAreAFinding() {
        let findings = ServiceFindings.of([service(), service("pipeline") { $0.site = "hue" }])
        #expect(findings.map(\.what) == ["the services belong to different sites: hue: pipeline; main: customers"])
    }

    @Test func clocksThatDifferAreAFinding() {
        var observation = service()
        observation.clockAhead = -40
        #expect(ServiceFindings.of([observation]).map(\.what) == ["its clock is 40 s behind this machine's"])
        let now = Date(timeIntervalSince1970: 1_795_327_200)
        #expect(ServiceObservation.secondsAhead("Sun, 22 Nov 2026 06:00:10 GMT", of: now) == 10)
        #expect(ServiceObservation.secondsAhead("yesterday", of: now) == nil)
    }

    @Test func plainListenersBeyondLoopbackAreFindings() {
        var observation = service("gateway")
        observation.listeners = [
            ListenerStatus(name: "http", host: "0.0.0.0", port: 7400, isEncrypted: false),
            ListenerStatus(name: "http", host: "192.0.2.1", port: 7443, isEncrypted: true),
            ListenerStatus(name: "admin", host: "127.0.0.1", port: 7500, isEncrypted: false),
            ListenerStatus(name: "admin", host: "127.evil.example", port: 7500, isEncrypted: false),
        ]
        let findings = AccessFindings.of([observation], networkIsPrivate: false)
        #expect(findings.count == 2)
        #expect(findings[0].what == "its http listener at 0.0.0.0:7400 speaks plain HTTP to others")
        #expect(findings[1].what.contains("127.evil.example"))
        #expect(AccessFindings.of([observation], networkIsPrivate: true).isEmpty)
    }

    @Test func administratorsWithoutASecondFactorAreFindings() {
        var observation = service("gateway")
        observation.administratorsByPassword = ["an", "binh"]
        let findings = AccessFindings.of([observation], networkIsPrivate: true)
        #expect(findings.map(\.about) == ["account an", "account binh"])
        #expect(findings[0].remedy.contains("POST /me/second-factor"))
    }

    @Test func queuesWithoutLeaderOrReaderAreFindings() {
        let findings = QueueFindings.of([
            "customers.events": queue("customers.events", leader: ""), "pipeline.events": .noAnswer,
            "contracts.events": queue("contracts.events", messages: 7, consumers: 0),
            "gateway.events": queue("gateway.events", messages: 200_000),
            "scheduling.events": .missing,
        ])
        #expect(
            findings.map(\.about) == [
                "queue customers.events", "queue pipeline.events", "queue contracts.events", "queue gateway.events",
            ])
        #expect(findings[2].remedy == "start contracts")
    }

    @Test(arguments: [
        ("3.10.5", true), ("3.10.8", true), ("3.9.29", false), ("3.10", false), ("4.1.0-rc.1", true), ("3.11.0", true),
    ])
    func versionsAreComparedAsNumbers(_ version: String, _ isEnough: Bool) {
        #expect(BrokerFindings.isAtLeast(version, BrokerFindings.oldestVersion) == isEnough)
    }

    @Test func alarmsAndDriftAreFindings() throws {
        let topology = Topology(queues: [
            .init("customers.events", isSingleActiveConsumer: true, overflow: .rejectPublish),
            .init("pipeline.events", isSingleActiveConsumer: true, overflow: .rejectPublish),
        ])
        let actual =
            #"{"queues": [{"name": "pipeline.events", "durable": false, "auto_delete": false, "arguments": {}}]}"#
        let drift = try TopologyDrift(
            from: topology, virtualHost: "quen", virtualHostDefinitions: Data(actual.utf8),
            serverDefinitions: Data("{}".utf8))
        let broker = BrokerObservation(
            version: "3.9.0", nodes: [BrokerNode(name: "n", running: true, memoryAlarm: true, diskAlarm: true)],
            drift: drift.differences, otherPasswords: ["ext.website"])
        let findings = BrokerFindings.of(broker)
        #expect(findings.count == 6)
        #expect(findings[3].about == "queue customers.events" && findings[3].remedy == "run: quen topology apply")
        #expect(findings[4].remedy.contains("delete the queue"))
    }

    @Test func aBrokerThatIsAwayIsOneFinding() {
        #expect(BrokerFindings.of(BrokerObservation(fault: "no answer")).count == 1)
    }
}

extension KernelStatus {
    static func calm(_ service: String) -> KernelStatus {
        let json = """
            {"service": "\(service)", "site": "main", "outboxPending": 0, "outboxOldestAge": 0, "outboxHeld": 0,
             "deferred": {}, "holes": 0, "timersWaiting": 5, "timersLag": 0, "inbox": 12}
            """
        guard let status = try? JSONDecoder().decode(KernelStatus.self, from: Data(json.utf8)) else {
            preconditionFailure("the status above has every member")
        }
        return status
    }
}
