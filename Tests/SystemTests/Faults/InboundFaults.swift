import Foundation
import Messages
import Messaging
import TestKit
import Testing

extension FaultTests {
    /// Outside systems that send what they should not.
    @Suite struct InboundMessages {
        @Test func malformedInputIsAnsweredAndSlowsNobody() async throws {
            let (bad, seconds) = (1000, 20)
            try await Fault.run(13, "\(bad) malformed inputs beside good ones") {
                var line = ""
                try await Installation.with(
                    outsideSystems: [Traffic.system, "noise"], start: [.pipeline, .contracts]
                ) { installation in
                    let ledger = FaultLedger(installation, .product)
                    try await ledger.watch()
                    let traffic = Traffic(installation, .product)
                    let quiet = try await good(traffic, ledger, seconds)
                    let process = try installation.process(.pipeline).id
                    let noise = try await OutsideSystem("noise", installation)
                    async let codes = MalformedInput.send(bad, as: noise, within: .seconds(seconds))
                    let disturbed = try await good(traffic, ledger, seconds)
                    let expected = try await codes
                    try await answered(noise, expected)
                    await noise.close()
                    let slower = (disturbed / quiet - 1) * 100
                    try Fault.require(slower < 10, "good traffic took \(disturbed) instead of \(quiet)")
                    try Fault.require(try installation.process(.pipeline).id == process, "it crashed")
                    let exact = try await ledger.isExact(seconds * 60 * 2)
                    line =
                        "each answered with its code, 10 MB by the broker's 406, good traffic \(Int(slower.rounded())) % slower, \(exact)"
                }
                return line
            }
        }

        /// How long good messages take that come at a steady pace, until the last is applied.
        private func good(_ traffic: Traffic, _ ledger: FaultLedger, _ seconds: Int) async throws -> Duration {
            let before = await traffic.sent
            let start = ContinuousClock.now
            try await traffic.send(seconds * 60, perSecond: 60)
            try await ledger.waitForApplied(before + seconds * 60, .contracts)
            return ContinuousClock.now - start
        }

        private func answered(_ noise: OutsideSystem, _ expected: [String: Int]) async throws {
            var codes: [String: Int] = [:]
            for answer in try await noise.answers(expected.values.reduce(0, +)) {
                codes[try answer.decode(InboundRejected.self).code, default: 0] += 1
            }
            try Fault.require(codes == expected, "the answers were \(codes) instead of \(expected)")
        }

        @Test func whatAnOutsideSystemMayNotGetsOneAnswerAndHasNoEffect() async throws {
            try await Fault.run(24, "invalid, duplicate, unauthorised and unbound input") {
                try await Installation.forFault([.gateway, .pipeline]) { installation in
                    let outside = try await OutsideSystem(Traffic.system, installation)
                    let known = RecordKind.product.payload(1, revision: 1, mark: "")
                    let valid = try OutsideSystem.message(
                        known, id: "valid", system: Traffic.system, time: Instant(Date()))
                    let key = valid.routingKey
                    let body = String(decoding: valid.body, as: UTF8.self)
                    func variant(_ old: String, _ new: String) -> OutboundMessage {
                        let text = body.replacing(old, with: new).replacing(
                            "\"valid\"", with: "\"\(UUID().uuidString)\"")
                        return OutsideSystem.raw(Array(text.utf8), key: key)
                    }
                    let sent: [(String, OutboundMessage)] = [
                        ("accepted", valid), ("accepted", valid),
                        ("not-json", OutsideSystem.raw(Array("khong".utf8), key: key)),
                        ("missing", variant(#""name":"#, #""nom":"#)),
                        ("source-not-allowed", variant("urn:ext:test", "urn:ext:bank")),
                        ("unknown-type", variant("product.recorded.v1", "product.recorded.v9")),
                        (
                            "unknown-type",
                            OutsideSystem.raw(
                                variant("product.recorded.v1", "teleporter.moved.v1").body,
                                key: "ext.test.teleporter.moved.v1")
                        ),
                    ]
                    for (_, message) in sent {
                        let code = try await outside.publish(message)
                        try Fault.require(code == 0, "refused with \(code)")
                    }
                    let foreign = try await BrokerActs(installation).publish(
                        "ext.test", "quen.inbound", "ext.bank.product.recorded.v1")
                    try Fault.require(foreign == 403, "another system's key: \(foreign)")
                    var codes: [String] = []
                    for answer in try await outside.answers(sent.count) {
                        let isAccepted = answer.envelope.type == InboundAccepted.wireName
                        codes.append(isAccepted ? "accepted" : try answer.decode(InboundRejected.self).code)
                    }
                    await outside.close()
                    try Fault.require(codes.sorted() == sent.map(\.0).sorted(), "the answers were \(codes)")
                    let (events, left) = (
                        try await FaultLedger(installation, .product).owned(),
                        try await installation.depth(of: "ext.test.replies")
                    )
                    try Fault.require(events == 1, "\(events) effects instead of 1")
                    try Fault.require(left == 0, "\(left) answers too many")
                    return
                        "one answer each (\(Set(codes).sorted().joined(separator: ", "))), 403 for another's key, 1 effect of the one valid"
                }
            }
        }
    }
}

/// Bodies that are wrong in every way an outside system has found so far.
enum MalformedInput {
    /// Spread over the time; how many of each code must be answered. Those that the broker itself refuses are checked here.
    static func send(_ count: Int, as system: OutsideSystem, within time: Duration) async throws -> [String: Int] {
        var codes: [String: Int] = [:]
        let start = ContinuousClock.now
        for number in 0..<count {
            try await ContinuousClock().sleep(until: start + time * number / count)
            let (body, code) = body(number)
            let refusal = try await system.publish(OutsideSystem.raw(body, key: "ext.noise.product.recorded.v1"))
            try Fault.require(refusal == (code == "406" ? 406 : 0), "\(body.count) bytes: \(refusal)")
            if refusal == 0 { codes[code, default: 0] += 1 }
        }
        return codes
    }

    private static func body(_ number: Int) -> (body: [UInt8], code: String) {
        let data = #"{"externalId":"n\#(number)","name":"Máy","price":"5","currency":"VND"}"#
        func envelope(
            id: String = "n\(number)", source: String = "urn:ext:noise",
            type: String = "vn.quen.inbound.product.recorded.v1", data: String, extra: String = ""
        ) -> [UInt8] {
            Array(
                """
                {"specversion":"1.0","id":"\(id)","source":"\(source)","type":"\(type)","time":"2026-11-22T00:00:00Z"\(extra),"data":\(data)}
                """.utf8)
        }
        if number % 250 == 249 { return ([UInt8](repeating: 0x20, count: 10_000_000), "406") }
        switch number % 11 {
        case 0: return (Array("not json at all \(number)".utf8), "not-json")
        case 1: return (Array(#"{"specversion":"1.0","id":"\#(number)""#.utf8), "not-json")
        case 2: return ([0x7B, 0xFF, 0xFE, 0x7D], "not-utf-8")
        case 3: return (Array(String(repeating: "[", count: 10_000).utf8), "too-deep")
        case 4: return (envelope(data: data, extra: #","time":"2026-11-22T00:00:00Z""#), "duplicate-key")
        case 5: return (envelope(id: "", data: data), "missing")
        case 6: return (envelope(source: "urn:ext:bank", data: data), "source-not-allowed")
        case 7: return (envelope(type: "vn.quen.inbound.product.teleported.v1", data: data), "unknown-type")
        case 8: return (envelope(data: #"{"externalId":"x"}"#), "missing")
        case 9: return (envelope(data: data.replacing(#""5""#, with: "5")), "wrong-type")
        default: return (envelope(data: data.replacing(#""5""#, with: #""năm""#)), "invalid-value")
        }
    }
}
