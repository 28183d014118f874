import Foundation
import Planner
import Testing

/// Every way in which a problem can be invalid (FORMAT 2.7), with its message.
@Suite struct InvalidProblemTests {
    /// A part of the valid problem, what stands there instead, and the message.
    private static let faults: [(String, String, String)] = [
        // Wrong types.
        (#""gridMinutes":15"#, #""gridMinutes":"15""#, "gridMinutes: must be a number"),
        (#""gridMinutes":15"#, #""gridMinutes":true"#, "gridMinutes: must be a number"),
        (#""timeZone":"Europe/Paris""#, #""timeZone":7"#, "timeZone: must be a text"),
        (#""employees":[{"#, #""employees":{"x":[{"#, "employees: must be a list"),
        (#""sessions":[{"#, #""sessions":[null,{"#, "activities[0].sessions[0]: must be an object"),
        (#""employees":["E1"]"#, #""employees":["E1",null]"#, "activities[0].employees[1]: must be a text"),
        (#""employees":["E1"]"#, #""employees":"E1""#, "activities[0].employees: must be a list"),
        (#""kind":"visit""#, #""kind":[]"#, "activities[0].kind: must be a text"),
        (#""status":"new""#, #""status":1"#, "activities[0].status: must be a text"),
        (#""customer":"C1""#, #""customer":{}"#, "activities[0].customer: must be a text"),
        (#""id":"C1""#, #""id":9"#, "customers[0].id: must be a text"),
        (#""workingHours":{"mon":["#, #""workingHours":{"mon":{},"tue":["#, "workingHours.mon: must be a list"),
        (#""window":{"#, #""window":[],"w":{"#, "window: must be an object"),
        // The zone.
        ("Europe/Paris", "Europe/Atlantis", "timeZone: is not a known time zone"),
        ("Europe/Paris", "", "timeZone: is not a known time zone"),
        ("Europe/Paris", "GMT+7", "timeZone: is not a known time zone"),
        ("Europe/Paris", "PST", "timeZone: is not a known time zone"),
        ("Europe/Paris", "europe/paris", "timeZone: is not a known time zone"),
        ("Europe/Paris", "Europe/Paris\\u0000", "timeZone: is not a known time zone"),
        // Forms.
        ("2026-03-06T00:00:00Z", "soon", instant("activities[0].deadline", "soon")),
        (#""08:00""#, #""8:00""#, timeOfDay("workingHours.mon[0].start", "8:00")),
        (#""17:00""#, #""24:01""#, timeOfDay("workingHours.mon[0].end", "24:01")),
        (#""17:00""#, #""12:60""#, timeOfDay("workingHours.mon[0].end", "12:60")),
        (#""plannedDate":"2026-03-02""#, #""plannedDate":"2026-3-2""#, date("activities[0].plannedDate", "2026-3-2")),
        (#""date":"2026-03-05""#, #""date":"2026-02-29""#, date("workingExceptions[0].date", "2026-02-29")),
        (#""mon":["#, #""Mon":["#, #"workingHours: "Mon" is not a weekday"#),
        (
            #""weekday":"tue""#, #""weekday":"tuesday""#,
            #"customers[0].weeklyUnavailable[0].weekday: must be a weekday: mon, tue, wed, thu, fri, sat or sun, not "tuesday""#
        ),
        (
            #""priority":"high""#, #""priority":"urgent""#,
            #"activities[0].priority: must be a priority: veryHigh, high, medium, low or veryLow, not "urgent""#
        ),
        // Intervals.
        ("2026-03-02T10:00:00Z", "2026-03-02T09:00:00Z", "activities[0].sessions[0]: start must be before end"),
        (#""end":"17:00""#, #""end":"08:00""#, "workingHours.mon[0]: start must be before end"),
        (#""to":"2026-03-09T00:00:00Z""#, #""to":"2026-03-02T00:00:00Z""#, "window: from must be before to"),
        (
            #""end":"2026-03-02T12:00:00Z""#, #""end":"2026-03-02T11:00:00Z""#,
            "employees[0].commitments[0]: start must be before end"
        ),
        // Numbers.
        (#""gridMinutes":15"#, #""gridMinutes":0"#, "gridMinutes: must be a whole number from 1 to 1440"),
        (#""gridMinutes":15"#, #""gridMinutes":1441"#, "gridMinutes: must be a whole number from 1 to 1440"),
        (#""gridMinutes":15"#, #""gridMinutes":1e400"#, "gridMinutes: must be a whole number from 1 to 1440"),
        (#""gridMinutes":15"#, #""gridMinutes":15.5"#, "gridMinutes: must be a whole number"),
        (#""maxShiftDays":7"#, #""maxShiftDays":-1"#, "maxShiftDays: must not be negative"),
        (#""maxShiftDays":7"#, #""maxShiftDays":0.1"#, "maxShiftDays: must be a whole number"),
        (#""travelMinutes":15"#, #""travelMinutes":-15"#, "activities[0].travelMinutes: must not be negative"),
        (
            #""travelMinutes":30"#, #""travelMinutes":1e-1"#,
            "employees[0].commitments[0].travelMinutes: must be a whole number"
        ),
        // What is missing.
        (#""window":"#, #""windows":"#, "window: is missing"),
        (#""from":"2026-03-02T00:00:00Z""#, #""from":null"#, "window.from: is missing"),
        (#""id":"E1","#, "", "employees[0].id: is missing"),
        (#""id":"C1","#, #""id":null,"#, "customers[0].id: is missing"),
        (#""id":"A1","#, "", "activities[0].id: is missing"),
        (#""start":"2026-03-02T09:00:00Z","#, "", "activities[0].sessions[0].start: is missing"),
        (#","end":"17:00""#, "", "workingHours.mon[0].end: is missing"),
        (#""weekday":"tue","#, "", "customers[0].weeklyUnavailable[0].weekday: is missing"),
        (#""date":"2026-03-05","#, "", "workingExceptions[0].date: is missing"),
        // Empty and repeated ids.
        (#""id":"A1""#, #""id":"""#, "activities[0].id: must not be empty"),
        (#""customer":"C1""#, #""customer":"""#, "activities[0].customer: must not be empty"),
        (#""employees":[{"#, #""employees":[{"id":"\u0045\u0031"},{"#, "employees[1].id: is there twice"),
        (#""customers":[{"#, #""customers":[{"id":"C1"},{"#, "customers[1].id: is there twice"),
        (#""activities":[{"#, #""activities":[{"id":"A1"},{"#, "activities[1].id: is there twice"),
        (
            #""workingExceptions":[{"#, #""workingExceptions":[{"date":"2026-03-05"},{"#,
            "workingExceptions[1].date: is there twice"
        ),
        (#""id":"A1""#, #""id":"\ud800""#, "activities[0].id: contains half of a surrogate pair"),
        // No JSON.
        (#""gridMinutes":15"#, #""gridMinutes":015"#, "gridMinutes: not valid JSON at byte 170"),
    ]

    private static let valid = """
        {"timeZone":"Europe/Paris","window":{"from":"2026-03-02T00:00:00Z","to":"2026-03-09T00:00:00Z"},\
        "workingHours":{"mon":[{"start":"08:00","end":"17:00"}]},\
        "gridMinutes":15,"maxShiftDays":7,\
        "workingExceptions":[{"date":"2026-03-05","intervals":[]}],\
        "employees":[{"id":"E1","commitments":[{"start":"2026-03-02T11:00:00Z","end":"2026-03-02T12:00:00Z",\
        "travelMinutes":30}]}],\
        "customers":[{"id":"C1","weeklyUnavailable":[{"weekday":"tue","start":"10:00","end":"24:00"}]}],\
        "activities":[{"id":"A1","kind":"visit","priority":"high","status":"new",\
        "sessions":[{"start":"2026-03-02T09:00:00Z","end":"2026-03-02T10:00:00Z"}],"plannedDate":"2026-03-02",\
        "deadline":"2026-03-06T00:00:00Z","travelMinutes":15,"customer":"C1","employees":["E1"]}]}
        """

    private static func instant(_ path: String, _ text: String) -> String {
        "\(path): must be an instant of the form YYYY-MM-DDTHH:MM:00 and Z, +HH:MM or -HH:MM, not \"\(text)\""
    }

    private static func timeOfDay(_ path: String, _ text: String) -> String {
        "\(path): must be a time of day from 00:00 to 24:00, not \"\(text)\""
    }

    private static func date(_ path: String, _ text: String) -> String {
        "\(path): must be a date of the form YYYY-MM-DD, not \"\(text)\""
    }

    @Test func theProblemWithoutAFaultIsValid() throws {
        #expect(try Plan(byTheRules: read(Self.valid)).scheduled.count == 1)
    }

    @Test(arguments: faults.indices)
    func aFaultIsNamedWithItsPlace(_ index: Int) throws {
        let (part, fault, message) = Self.faults[index]
        let position = try #require(Self.valid.range(of: part), "\(part) is in the problem")
        let error = #expect(throws: ProblemError.self) {
            try read(Self.valid.replacingCharacters(in: position, with: fault))
        }
        #expect(error?.message == message)
    }

    @Test(arguments: [
        "2026-03-02T09:00:01Z", "2026-02-30T09:00:00Z", "2026-03-02T24:00:00Z", "2026-03-02T09:60:00Z",
        "2026-03-02t09:00:00z", "2026-03-02 09:00:00Z", "2026-03-02T09:00:00", "2026-03-02T09:00:00.0Z",
        "2026-03-02T09:00:00+24:00", "2026-03-02T09:00:00+0700",
    ])
    func anInstantHasOneForm(_ text: String) {
        let error = #expect(throws: ProblemError.self) {
            try read(Self.valid.replacing("2026-03-02T09:00:00Z", with: text))
        }
        #expect(error?.message == Self.instant("activities[0].sessions[0].start", text))
    }

    @Test(arguments: [
        "", " ", "[]", "null", "1", "{", "{}", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{} {}", "[1,2", "tru", "\"\\x\"",
        "{\"a\":\"\u{1}\"}", "{\"a\":01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":1e}", "{\"a\":+1}", "{\"a\":NaN}",
        "{\"a\":\"\\u12g4\"}", "\u{feff}{}", "{\"a\":[1 2]}", "{\"a\":{\"b\" 1}}", "{\"a\":[}", "{\"a\":tru}",
        "{\"a\":nul}", "{\"a\":\"", "{\"a\":[[[[", "{\"a\":1}x", "//\n{}", "{'a':1}",
    ])
    func whatIsNoProblemIsInvalid(_ text: String) {
        #expect(throws: ProblemError.self) { try read(text) }
    }

    @Test func invalidUTF8IsInvalid() {
        var bytes = Array(Self.valid.utf8)
        for wrong in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]] {
            bytes.replaceSubrange(2..<2, with: wrong)
            #expect(throws: ProblemError.self) { try ProblemReader.read(bytes) }
            bytes.removeSubrange(2..<2 + wrong.count)
        }
        #expect(throws: Never.self) { try ProblemReader.read(bytes) }
    }

    @Test func numbersAreReadByTheirValue() throws {
        let values = [("15.0", 15), ("1.5e1", 15), ("150e-1", 15), ("3E+2", 300), ("1440", 1440), ("0.15e2", 15)]
        for (text, value) in values {
            let read = try read(Self.valid.replacing("\"gridMinutes\":15", with: "\"gridMinutes\":\(text)"))
            #expect(read.gridMinutes == value)
        }
        for text in ["0", "-0", "0.0e9", "-0e-99999999999999999999", "0e99999999999999999999999"] {
            let read = try read(Self.valid.replacing("\"maxShiftDays\":7", with: "\"maxShiftDays\":\(text)"))
            #expect(read.maxShiftDays == 0)
        }
        for text in ["9223372036854775808", "1e99999999999999999999", "123456789012345678901234567890.0"] {
            let read = try read(Self.valid.replacing("\"travelMinutes\":15", with: "\"travelMinutes\":\(text)"))
            #expect(try Plan(byTheRules: read).scheduled.count + Plan(byTheRules: read).unscheduled.count == 1)
        }
    }

    @Test func ofAMemberThatIsThereTwiceTheLastCounts() throws {
        let twice = Self.valid.replacing("\"gridMinutes\":15", with: "\"gridMinutes\":5,\"gridMinutes\":null")
        #expect(try read(twice).gridMinutes == 15)
    }

    @Test func membersThatNobodyKnowsMayBeNestedAsDeepAsTheyLike() throws {
        let depth = 200_000
        let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(throws: Never.self) { try read("{\"x\":\(deep)," + Self.valid.dropFirst()) }
        #expect(throws: ProblemError.self) { try read("{\"x\":\(deep.dropLast())," + Self.valid.dropFirst()) }
    }

    private func read(_ text: String) throws -> Problem { try ProblemReader.read(Array(text.utf8)) }
}
