import Foundation
import Messages
import NIOHTTP1
import TestKit
import Testing

/// A reminder and an expiry alert reach inbox, a mail server and a queue, once each, also when Notifications was down when
/// they fell due (NOT-2, NOT-3).
@Suite(
    "Alerts", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"),
    .enabled(if: TestTools.python != nil, "QUEN_TEST_PYTHON names no Python with aiosmtpd; compose/test sets it"))
struct AlertTests {
    @Test func remindersAndExpiryAlertsArriveOnceOnEachWayAlsoAfterDowntime() async throws {
        try await AlertScene.with { scene in
            // Both fall due while everything runs.
            var expected = [
                try await scene.appointment(remindedIn: .seconds(15)): 1, try await scene.contractThatExpires(): 1,
            ]
            try await scene.expectExactly(expected)

            // A reminder falls due while Notifications is dead.
            for past in expected.keys where past.entity == "appointment" { try await scene.cancel(past) }
            let appointment = try await scene.appointment(remindedIn: .seconds(15))
            let remindedAt = Instant(Date()).adding(.seconds(15))
            try await scene.settled(waiting: 1, of: appointment)
            try await scene.installation.process(.notifications).kill9()
            try await waitUntil("it to fall due", atMost: .seconds(30)) { Instant(Date()) > remindedAt }
            try await scene.startNotifications()
            expected[appointment] = 1
            try await scene.expectExactly(expected)

            // So does the announcement of a contract's end, at eight in the morning: the process comes up after that.
            let (day, ahead) = Self.nextEight()
            let contract = try await scene.contract(ends: day.adding(days: 30))
            // Of the earlier ones the newest, that of sixty days, is due at once.
            expected[contract] = 1
            try await scene.expectExactly(expected)
            try await scene.settled(waiting: 3, of: contract)
            try await scene.installation.process(.notifications).kill9()
            try await scene.startNotifications(clockAhead: ahead)
            expected[contract] = 2
            try await scene.waitForMailAndQueue(expected)
            try await scene.settled(waiting: 2, of: contract)
            try await scene.installation.process(.notifications).kill9()

            // Started once more it repeats nothing: a further alert is the next thing that comes.
            try await scene.startNotifications()
            try await scene.expectExactly(expected)
            expected[try await scene.contractThatExpires()] = 1
            try await scene.expectExactly(expected)
            _ = try await scene.installation.quen("check", "--settled")
        }
    }

    /// The next day on which it will be eight in Viet Nam, and how many seconds ahead a clock is that shows shortly after.
    private static func nextEight() -> (day: Day, ahead: Int64) {
        let (zone, now) = (LocalZone.vietNam, Instant(Date()))
        var day = zone.day(of: now)
        // Not one that the real clock reaches during the test.
        if zone.instant(of: day, minutes: 480) <= now.adding(.seconds(600)) { day = day.adding(days: 1) }
        return (day, zone.instant(of: day, minutes: 480).since(now).components.seconds + 60)
    }

    /// Killed while the server, which has the mail, keeps silent (fault 28).
    @Test func aMailUnderWayAtAKillIsShownAsDoubtfulAndNotSentAgain() async throws {
        try await AlertScene.with(answers: ["MESSAGE": ["keep hang"]]) { scene in
            let contract = try await scene.contractThatExpires()
            try await waitUntil("the mail", atMost: .seconds(60)) { try scene.mail.mails().count == 1 }
            try await scene.settled(waiting: 2, of: contract)
            try await scene.installation.process(.notifications).kill9()
            try await scene.startNotifications()
            let path = "/api/notifications/alerts?delivery=unknown"
            try await waitUntil("it to be shown", atMost: .seconds(30)) {
                try await scene.staff.call(.GET, path, by: "mai").object["items"]?.items?.count == 1
            }
            try await scene.expectExactly([contract: 1, try await scene.contractThatExpires(): 1])
        }
    }
}
