"""Everybody's calendar subscribed to, as a calendar program does: by a secret address, without signing in."""

import datetime as dt
import re

import ical_files
import ical_rules
from days import at, month_after
from house import span, times
from quen_client import ask

OWNER = "anh"


def subscribe(house):
    house.addresses = {}
    for who in house.people:
        subscribed(house, who)
    unchanged(house)
    changed(house)
    imported(house)
    revoked(house)


def fetch(house, path, method="GET", **headers):
    """Without a token."""
    return ask(house.gateway, method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def shown(house, who, first, months):
    """What the calendar API shows of somebody, month by month, as entries of a feed."""
    found = set()
    for count in range(months):
        day = month_after(first, count)
        view = house.read(who, f"/calendar?view=month&date={day}&employee={house.employee(who)}")
        house.checks.equal(f"{who}: all entries of {day}", view["isCut"], False)
        for entry in view["entries"]:
            uid = f"appointment-{entry.get('seriesId') or entry['id']}@quen"
            found.add((uid, *(one.astimezone(dt.timezone.utc) for one in times(entry)), entry["title"], entry["status"] == "cancelled"))
    start, end = at(first, "00:00"), at(month_after(first, months), "00:00")
    return sorted(one for one in found if one[1] < end and one[2] > start)


def as_the_calendar(house, who, when):
    """The feed says what the calendar API shows, from this month on: what lies more than 90 days back is not in it."""
    first = house.calendar.months[2]
    expected = shown(house, who, first, 8)
    calendar = ical_rules.read(fetch(house, house.addresses[who]).body)
    came = ical_rules.entries(calendar, at(first, "00:00"), at(month_after(first, 8), "00:00"))
    house.checks.equal(f"{who}: the feed is the calendar {when}", came, expected)
    return came


def subscribed(house, who):
    checks = house.checks
    made = house.act(who, "POST", "/calendar-feed").json()
    house.feeds += 1
    path = house.addresses[who] = made["path"]
    checks.equal(f"{who}: the address is of that employee", (made["employeeId"], made["isActive"]), (house.employee(who), True))
    again = house.read(who, "/calendar-feed")
    checks.true(f"{who}: the address is shown once", again["isActive"] and "path" not in again and "url" not in again, again)
    answer = fetch(house, path)
    checks.answer(f"{who}: fetched without a token", answer, 200)
    checks.true(f"{who}: it is a calendar", answer.headers["content-type"].startswith("text/calendar"), answer.headers)
    checks.equal(f"{who}: bytes by RFC 5545", ical_rules.raw_faults(answer.body), [])
    calendar = ical_rules.read(answer.body)
    checks.equal(f"{who}: entries by RFC 5545", ical_rules.rule_faults(calendar), [])
    came = as_the_calendar(house, who, "at first")
    if who in ("lan", "anh", "huy", "trang"):
        weekly = [one for one in came if one[0] == f"appointment-{house.series['id']}@quen"]
        checks.equal(f"{who}: the weekly meeting", len(weekly), house.series["count"])


def unchanged(house):
    """The same entries are the same bytes: 304, no entries with HEAD, UIDs as before."""
    checks = house.checks
    for who, path in list(house.addresses.items())[:6]:
        one, two = fetch(house, path), fetch(house, path)
        checks.equal(f"{who}: the same bytes", one.body, two.body)
        tag = one.headers.get("etag", "")
        checks.true(f"{who}: a tag", re.fullmatch('(W/)?"[0-9a-f]{32}"', tag) and tag == two.headers.get("etag"), tag)
        same = fetch(house, path, If_None_Match=tag)
        checks.equal(f"{who}: nothing new", (same.status, same.body), (304, b""))
        checks.equal(f"{who}: another tag", fetch(house, path, If_None_Match='"0"').status, 200)
        head = fetch(house, path, "HEAD")
        checks.equal(f"{who}: its head", (head.status, head.body, head.headers.get("etag")), (200, b"", tag))


def event(house, who, appointment, place=None):
    calendar = ical_rules.read(fetch(house, house.addresses[who]).body)
    return next((one for one in calendar.walk("VEVENT") if ical_rules.key(one) == (f"appointment-{appointment}@quen", place)), None)


def changed(house):
    """Moved, answered, called off: SEQUENCE grows, the UID stays, what was called off is said to be."""
    checks = house.checks
    day = house.calendar.days[6][9]
    made = house.act("lan", "POST", "/appointments", {
        "title": "Xem gian hàng; mẫu, giá", "place": "Giảng Võ, Hà Nội", "customerId": house.customers["an-phat"],
        "employeeIds": house.ids(["lan", OWNER])} | span(at(day, "09:00"), at(day, "10:00")))
    tag = fetch(house, house.addresses[OWNER]).headers["etag"]
    first = event(house, OWNER, made.id)
    checks.equal("as it was booked", (str(first["SUMMARY"]), str(first["LOCATION"]), str(first["STATUS"])),
                 ("Xem gian hàng; mẫu, giá", "Giảng Võ, Hà Nội", "CONFIRMED"))
    checks.true("with whom", "Công ty TNHH An Phát" in str(first.get("DESCRIPTION")), first.get("DESCRIPTION"))
    answers = {str(one).lower(): one.params.get("PARTSTAT") for one in first["ATTENDEE"]}
    checks.equal("who comes", answers, {"mailto:lan@quen.vn": "ACCEPTED", f"mailto:{OWNER}@quen.vn": "NEEDS-ACTION"})
    checks.equal("who asks", str(first["ORGANIZER"]).lower(), "mailto:lan@quen.vn")
    house.act(OWNER, "POST", f"/appointments/{made.id}/invitation/accept", {})
    checks.true("an answer makes other bytes", fetch(house, house.addresses[OWNER]).headers["etag"] != tag)
    answers = {str(one).lower(): one.params.get("PARTSTAT") for one in event(house, OWNER, made.id)["ATTENDEE"]}
    checks.equal("who has accepted", answers[f"mailto:{OWNER}@quen.vn"], "ACCEPTED")
    house.act("lan", "POST", f"/appointments/{made.id}/reschedule", span(at(day, "14:00"), at(day, "15:00")))
    moved = event(house, OWNER, made.id)
    checks.true("SEQUENCE grows when it is moved", moved["SEQUENCE"] > first["SEQUENCE"], (first["SEQUENCE"], moved["SEQUENCE"]))
    checks.equal("where it is now", ical_rules.instant(moved["DTSTART"].dt), at(day, "14:00").astimezone(dt.timezone.utc))
    checks.true("DTSTAMP is not older", moved["DTSTAMP"].dt >= first["DTSTAMP"].dt)
    house.act("lan", "POST", f"/appointments/{made.id}/cancel", {"reason": "Mưa"})
    gone = event(house, OWNER, made.id)
    checks.true("what was called off says so", gone is not None and str(gone["STATUS"]) == "CANCELLED"
                and gone["SEQUENCE"] > moved["SEQUENCE"], gone)
    occurrence(house)
    sent(house)


def occurrence(house):
    """One week's meeting is moved and another called off: one stands by itself, the other is an exception."""
    checks, series = house.checks, house.series
    starts = [series["start"] + dt.timedelta(weeks=n) for n in range(series["count"])]
    path = f"/appointments/{series['id']}"
    later = starts[4] + dt.timedelta(hours=9), starts[4] + dt.timedelta(hours=9, minutes=30)
    house.act("lan", "POST", f"{path}/reschedule", span(*later) | {"recurrenceId": span(starts[4], later[1])["startsAt"]})
    house.act("lan", "POST", f"{path}/cancel", {"recurrenceId": span(starts[5], later[1])["startsAt"], "reason": "nghỉ"})
    calendar = ical_rules.read(fetch(house, house.addresses[OWNER]).body)
    uid = f"appointment-{series['id']}@quen"
    came = [one[1:3] for one in ical_rules.entries(calendar, starts[0], starts[5] + dt.timedelta(days=2))
            if one[0] == uid and not one[4]]
    expected = [(start, start + dt.timedelta(minutes=30)) for start in starts[:4]] + [later]
    checks.equal("the weekly meeting as it is now", came, [tuple(one.astimezone(dt.timezone.utc) for one in pair) for pair in expected])
    checks.equal("entries by RFC 5545 after that", ical_rules.rule_faults(calendar), [])


def sent(house):
    """Anh sent Huy to the meeting of the campaign: it takes his time and not hers, and both say from whom to whom."""
    hers, his = (event(house, who, house.campaign_meeting) for who in ("anh", "huy"))
    came = [str(one.get("TRANSP", "OPAQUE")) for one in (hers, his)]
    house.checks.equal("whose time it takes", came, ["TRANSPARENT", "OPAQUE"])
    for one in (hers, his):
        people = {str(person).lower(): person.params for person in one["ATTENDEE"]}
        anh, huy = people["mailto:anh@quen.vn"], people["mailto:huy@quen.vn"]
        house.checks.equal("who was sent", (anh["PARTSTAT"], str(anh["DELEGATED-TO"]).strip('"'), huy["PARTSTAT"],
                                            str(huy["DELEGATED-FROM"]).strip('"')),
                           ("DELEGATED", "mailto:huy@quen.vn", "ACCEPTED", "mailto:anh@quen.vn"))


def upload(house, who, data):
    return ask(house.gateway, "POST", "/api/scheduling/calendar-imports", house.people[who].token, data,
               {"Content-Type": "text/calendar"})


def imported(house):
    """Files of other programs appear in the calendar; the same again changes nothing, a later version moves."""
    checks = house.checks
    day = house.calendar.days[7][2]
    file = ical_files.google(day, "Gặp báo chí")
    lines = upload(house, OWNER, file).json()["items"]
    checks.equal("Google's entries", [(one["result"], one["title"], one.get("isFree", False)) for one in lines],
                 [("created", "Gặp báo chí", False), ("created", "Có thể gọi điện", True)])
    view = f"/calendar?view=day&date={day}&employee={house.employee(OWNER)}"
    entries = house.read(OWNER, view)["entries"]
    checks.equal("they are in the calendar", [(one["title"], *times(one), one["isFree"]) for one in entries], [
        ("Có thể gọi điện", at(day, "09:00"), at(day, "11:00"), True), ("Gặp báo chí", at(day, "13:30"), at(day, "14:30"), False)])
    checks.equal("where", entries[-1].get("place"), "Quán cà phê số 5, Hồ Gươm")
    checks.equal("again", [one["result"] for one in upload(house, OWNER, file).json()["items"]], ["unchanged"] * 2)
    later = upload(house, OWNER, ical_files.google(day, "Gặp báo chí", sequence=1, later=2)).json()["items"]
    checks.equal("a later version", [one["result"] for one in later], ["updated", "unchanged"])
    entries = house.read(OWNER, view)["entries"]
    checks.equal("it has moved", times(entries[-1]), (at(day, "15:30"), at(day, "16:30")))
    lines = upload(house, "huy", ical_files.outlook(day, "Họp với nhà in")).json()["items"]
    checks.equal("Outlook's entry", [(one["result"], one["title"]) for one in lines], [("created", "Họp với nhà in")])
    for week in range(4):
        on = day + dt.timedelta(weeks=week)
        entries = house.read("huy", f"/calendar?view=day&date={on}&employee={house.employee('huy')}")["entries"]
        came = [times(one) for one in entries if one["title"] == "Họp với nhà in"]
        checks.equal(f"Outlook's meeting in week {week}", came, [(at(on, "16:00"), at(on, "16:45"))] if week < 3 else [])
    fetched = ical_rules.read(fetch(house, house.addresses["huy"]).body)
    titles = {str(one["SUMMARY"]) for one in fetched.walk("VEVENT")}
    checks.true("what was imported is in the feed", "Họp với nhà in" in titles, titles)
    for who in ("lan", "anh", "huy", "trang", "nam"):
        as_the_calendar(house, who, "after all that")
    broken = upload(house, OWNER, b"kein Kalender")
    checks.true("what is no calendar is refused", broken.status == 422 and broken.code, f"{broken.status} {broken.text[:300]}")


def revoked(house):
    """An address that was replaced or revoked opens nothing any more, whoever has it."""
    checks = house.checks
    old = house.addresses["nam"]
    new = house.act("nam", "POST", "/calendar-feed").json()["path"]
    house.feeds += 1
    checks.equal("another address ends the one before", (fetch(house, old).status, fetch(house, new).status), (404, 200))
    checks.answer("revoked by himself", house.ask("nam", "DELETE", "/calendar-feed"), 204)
    checks.equal("it opens nothing", fetch(house, new).status, 404)
    checks.equal("nor its head", fetch(house, new, "HEAD").status, 404)
    hoa = house.addresses["hoa"]
    checks.answer("a colleague revokes nobody's", house.ask("nam", "DELETE", f"/employees/{house.employee('hoa')}/calendar-feed"), 403)
    checks.answer("the branch director may", house.ask("hung", "DELETE", f"/employees/{house.employee('hoa')}/calendar-feed"), 204)
    checks.equal("it opens nothing either", fetch(house, hoa).status, 404)
    made_up = house.addresses["lan"].rsplit("/", 1)[0] + "/" + "A" * 43 + ".ics"
    checks.equal("a made-up address", fetch(house, made_up).status, 404)
    checks.equal("those of others go on", fetch(house, house.addresses["lan"]).status, 200)
