/// Reads a problem from its file's bytes (FORMAT 2). What it returns is valid; what is wrong is thrown with its place.
package enum ProblemReader {
    package static func read(_ bytes: [UInt8]) throws(ProblemError) -> Problem {
        guard isUTF8(bytes) else { throw ProblemError("not valid JSON: the file is not UTF-8") }
        do {
            return try bytes.withUnsafeBufferPointer { buffer in
                var scanner = JSONScanner(buffer)
                return try problem(&scanner)
            }
        } catch let error as ProblemError { throw error } catch { throw ProblemError("cannot be read") }
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        (try? UTF8Span(validating: bytes.span)) != nil
    }

    private static func problem(_ scanner: inout JSONScanner) throws -> Problem {
        let problem = try topLevel(&scanner)
        guard scanner.next() == 0, scanner.position == scanner.bytes.count else { throw scanner.malformed() }
        try problem.validate()
        return problem
    }

    private static func topLevel(_ scanner: inout JSONScanner) throws -> Problem {
        var window: Span?
        var problem = Problem(window: Span(start: 0, end: 0))
        try scanner.members { scanner, member in
            switch member {
            case .timeZone: problem.timeZone = try scanner.optional { try $0.string() } ?? "Asia/Ho_Chi_Minh"
            case .window: window = try scanner.optional { try $0.instants(.from, .to) }
            case .workingHours: problem.workingHours = try scanner.optional { try $0.workingHours() }
            case .workingExceptions: problem.workingExceptions = try scanner.elements { try $0.workingException() }
            case .gridMinutes: problem.gridMinutes = try scanner.optional { try $0.count() } ?? 15
            case .maxShiftDays: problem.maxShiftDays = try scanner.optional { try $0.count() }
            case .employees: problem.employees = try scanner.elements { try $0.employee() }
            case .customers: problem.customers = try scanner.elements { try $0.customer() }
            case .activities: problem.activities = try scanner.elements { try $0.activity() }
            default: try scanner.skip()
            }
        }
        guard let window else { throw ProblemError("is missing", at: Member.window.rawValue) }
        problem.window = window
        return problem
    }
}
