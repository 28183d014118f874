import Foundation
import Planner

/// `scheduling plan --problem FILE [--explain FILE] [--optimise [--seconds N | --steps N] [--seed N]]`: solves a stored
/// problem, without broker, store or configuration. It is started before anything else of the service.
struct PlanCommand {
    private var file: String?
    /// Where explanations of the plan go.
    private var explanations: String?
    private var optimises = false
    private var seconds: Double?
    private var steps: Int?
    private var seed: UInt64?

    static let usage =
        "usage: scheduling plan --problem FILE [--explain FILE] [--optimise [--seconds N | --steps N] [--seed N]]"

    /// Runs the command and returns its exit status: 0; 2 for an invalid problem; 64 for wrong arguments; 66 for a file
    /// that cannot be read. Nil if the arguments ask for something else.
    static func run(_ arguments: [String]) -> Int32? {
        guard arguments.dropFirst().first == "plan" else { return nil }
        guard let command = PlanCommand(arguments.dropFirst(2)), let file = command.file else {
            return fail(usage, 64)
        }
        guard let data = FileManager.default.contents(atPath: file) else {
            return fail("\(file) cannot be read", 66)
        }
        do {
            let plan = try command.plan(try ProblemReader.read([UInt8](data)))
            try FileHandle.standardOutput.write(contentsOf: Data(PlanWriter.write(plan)))
            return 0
        } catch let error as ProblemError {
            return fail(error.message, 2)
        } catch {
            return fail("the plan or its explanations cannot be written", 74)
        }
    }

    private static func fail(_ message: String, _ status: Int32) -> Int32 {
        FileHandle.standardError.write(Data("\(message)\n".utf8))
        return status
    }

    private func plan(_ problem: Problem) throws -> Plan {
        guard optimises else {
            guard let explanations else { return try Plan(byTheRules: problem) }
            return try explained(Explainer(problem), explanations)
        }
        let start = ContinuousClock.now
        var optimiser = try Optimiser(problem, seed: seed ?? 1)
        optimiser.run(steps.map { .steps($0) } ?? .duration(.seconds(seconds ?? 5), since: start))
        guard let explanations else { return optimiser.plan() }
        return try explained(Explainer(problem, &optimiser), explanations)
    }

    private func explained(_ explainer: consuming Explainer, _ file: String) throws -> Plan {
        let plan = explainer.plan
        let written = ExplanationWriter.write(explainer.explanations(), of: plan)
        try Data(written).write(to: URL(filePath: file))
        return plan
    }
}

extension PlanCommand {
    /// Nil for arguments that make no sense.
    private init?(_ arguments: ArraySlice<String>) {
        var rest = arguments
        while let option = rest.popFirst() {
            if option == "--optimise" {
                optimises = true
                continue
            }
            guard let value = rest.popFirst(), take(option, value) else { return nil }
        }
        let isTuned = seconds != nil || steps != nil || seed != nil
        if isTuned && !optimises || seconds != nil && steps != nil { return nil }
    }

    /// False for an option that is unknown or has no such value.
    private mutating func take(_ option: String, _ value: String) -> Bool {
        switch option {
        case "--problem":
            file = value
            return true
        case "--explain":
            explanations = value
            return true
        case "--seconds":
            seconds = Double(value).flatMap { $0 > 0 && $0 <= 86_400 ? $0 : nil }
            return seconds != nil
        case "--steps":
            steps = Int(value).flatMap { $0 >= 0 ? $0 : nil }
            return steps != nil
        case "--seed":
            seed = UInt64(value)
            return seed != nil
        default: return false
        }
    }
}
