import Foundation
import Planner
import Testing

/// Problems with their expected plans: one for each rule of the format.
@Suite struct ExamplesTests {
    @Test(arguments: Folders.problems(in: Folders.golden))
    func ourExamplesGiveTheirPlans(_ name: String) throws { try check(name, in: Folders.golden) }

    @Test(arguments: Folders.problems(in: Folders.examples))
    func examplesOfTheFormatGiveTheirPlans(_ name: String) throws { try check(name, in: Folders.examples) }

    @Test func thereAreExamples() {
        #expect(Folders.problems(in: Folders.golden).count > 50)
    }

    private func check(_ name: String, in folder: URL) throws {
        let plan = try Plan(byTheRules: try ProblemReader.read(try Folders.problem(name, in: folder)))
        let written = PlanWriter.write(plan)
        #expect(written.last == UInt8(ascii: "\n") && written.count { $0 == UInt8(ascii: "\n") } == 1)
        let (found, wanted) = (try meaning(of: written), try meaning(of: try Folders.expected(name, in: folder)))
        #expect(found == wanted, "\(name): \(String(decoding: written, as: UTF8.self))")
    }
}
