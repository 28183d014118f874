import Foundation
import Planner

/// `scheduling plan --problem FILE`: solves a stored problem, without broker, store or configuration.
enum PlanCommand {
    /// Runs the command and returns its exit status; nil if the arguments ask for something else.
    static func run(_ arguments: [String]) -> Int32? {
        guard arguments.dropFirst().first == "plan" else { return nil }
        guard arguments.count == 4, arguments[2] == "--problem" else { return 64 }
        guard let data = FileManager.default.contents(atPath: arguments[3]) else { return 1 }
        do {
            let problem = try ProblemReader.read([UInt8](data))
            let plan = try Plan(byTheRules: problem)
            FileHandle.standardOutput.write(Data(PlanWriter.write(plan)))
            return 0
        } catch {
            FileHandle.standardError.write(Data("\(error.message)\n".utf8))
            return 2
        }
    }
}
