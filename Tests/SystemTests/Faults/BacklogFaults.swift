import Foundation
import Messages
import Messaging
import TestKit
import Testing

extension FaultTests {
    /// Fault 29: a great many events wait.
    @Suite struct Backlog {
        @Test func aBacklogIsDrainedQuicklyInLittleMemory() async throws {
            let isRelease = ReleaseBuild.has(.contracts)
            let folder = isRelease ? ReleaseBuild.folder : nil
            let count = isRelease ? 200_000 : 20_000
            try await Fault.run(29, "\(count) events of backlog") {
                try await Installation.forFault([]) { installation in
                    try await EventPress(installation).publish(BacklogMessages.products(count))
                    try await waitUntil("all to wait", atMost: .seconds(60)) {
                        try await installation.depth(of: "contracts.events") == count
                    }
                    try installation.start(.contracts, from: folder)
                    return try await drain(installation, count, isRelease)
                }
            }
        }

        private func drain(_ installation: Installation, _ count: Int, _ isRelease: Bool) async throws -> String {
            let reader = StoreReader(installation, .contracts)
            try await waitUntil("the first", atMost: .seconds(30)) {
                ((try? await reader.int("SELECT count(*) FROM productCopy")) ?? 0) > 0
            }
            let (start, first) = (ContinuousClock.now, try await reader.int("SELECT count(*) FROM productCopy"))
            try await waitUntil("all", atMost: .seconds(300)) {
                try await Task.sleep(for: .milliseconds(100))
                return try await reader.int("SELECT count(*) FROM productCopy") == count
            }
            let rate = Int(Double(count - first) / ((ContinuousClock.now - start) / .seconds(1)))
            let memory = try peakMegabytes(of: try installation.process(.contracts).id)
            try Fault.require(memory < 200, "it took \(memory) MB")
            let inbox = try await reader.int("SELECT count(*) FROM inbox")
            try Fault.require(inbox >= count, "the inbox has \(inbox)")
            guard isRelease else {
                return
                    "drained at \(rate)/s by a debug build, whose rate is not judged (\(ReleaseBuild.command(.contracts))), \(memory) MB at most"
            }
            try Fault.require(rate >= 10_000, "drained at \(rate)/s, not 10,000/s")
            return "drained at \(rate)/s, \(memory) MB at most"
        }

        private func peakMegabytes(of process: Int32) throws -> Int {
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
            let kilobytes = line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
            guard let kilobytes else { throw TestFailure("no VmHWM of \(process)") }
            return kilobytes / 1000
        }
    }
}

/// Products' events from one model, for encoding each would take longer than the test.
enum BacklogMessages {
    static func products(_ count: Int) throws -> [OutboundMessage] {
        let (id, event) = (EntityID(high: 1, low: 2), "01890000-0000-7000-8000-000000000000")
        let state = ProductState(
            id: id, code: "SP-1", name: "Máy in", kind: .goods, unit: "cái", taxClass: "standard", prices: [])
        let model = try EventPress.event(state)
        let envelope = try ReceivedMessage(body: model.body).envelope
        let text = String(decoding: model.body, as: UTF8.self).replacing(envelope.id.description, with: event)
        // Both ids are numbered in their last twelve digits.
        let numbered = event.prefix(24) + "\n"
        let parts = text.replacing(event, with: numbered).replacing(id.description, with: numbered)
            .split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
        return (0..<count).map { number in
            let digits = Array(String(1_000_000_000_000 + number).utf8.dropFirst())
            var body: [UInt8] = []
            for (index, part) in parts.enumerated() {
                body += part
                if index < parts.count - 1 { body += digits }
            }
            return OutboundMessage(
                exchange: model.exchange, routingKey: model.routingKey, isMandatory: false,
                properties: MessageProperties(), body: body)
        }
    }
}
