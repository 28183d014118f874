import Messages
import Testing

@Suite struct LocalZoneTests {
    @Test func aDayInVietNamBeginsAtFiveInTheAfternoonUTC() throws {
        let zone = LocalZone.vietNam
        let day = try #require(Day("2026-11-22"))
        #expect(zone.instant(of: day).description == "2026-11-21T17:00:00.000Z")
        #expect(zone.instant(of: day, minutes: 8 * 60 + 30).description == "2026-11-22T01:30:00.000Z")
        #expect(zone.day(of: try #require(Instant("2026-11-21T16:59:59.999Z"))).description == "2026-11-21")
        #expect(zone.day(of: try #require(Instant("2026-11-21T17:00:00Z"))) == day)
        #expect(zone.day(of: try #require(Instant("1980-01-01T16:59:59.999Z"))).description == "1980-01-01")
        let utc = try #require(LocalZone("UTC"))
        #expect(utc.day(of: Instant(milliseconds: -1)).description == "1969-12-31")
    }

    /// A time that clocks skip, one that they show twice, and a day that has no midnight.
    @Test(arguments: [
        ("Europe/Berlin", "2026-03-29", 150, "2026-03-29T01:00:00.000Z"),
        ("Europe/Berlin", "2026-03-29", 180, "2026-03-29T01:00:00.000Z"),
        ("Europe/Berlin", "2026-03-29", 119, "2026-03-29T00:59:00.000Z"),
        ("Europe/Berlin", "2026-10-25", 150, "2026-10-25T00:30:00.000Z"),
        ("Europe/Berlin", "2026-10-25", 180, "2026-10-25T02:00:00.000Z"),
        ("America/Sao_Paulo", "2018-11-04", 0, "2018-11-04T03:00:00.000Z"),
        ("America/Sao_Paulo", "2018-11-05", 0, "2018-11-05T02:00:00.000Z"),
        ("America/New_York", "2026-03-08", 150, "2026-03-08T07:00:00.000Z"),
    ])
    func clocksThatChange(zone: String, day: String, minutes: Int, expected: String) throws {
        let zone = try #require(LocalZone(zone))
        let day = try #require(Day(day))
        #expect(zone.instant(of: day, minutes: minutes).description == expected)
        #expect(zone.day(of: zone.instant(of: day, minutes: minutes)) == day)
    }

    @Test func anUnknownZoneIsRefused() {
        #expect(LocalZone("Asia/Atlantis") == nil)
    }
}
