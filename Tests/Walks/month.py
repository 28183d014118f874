"""One month scheduled automatically: proposed by the rules and better, explained, changed, committed in part and whole."""

import datetime as dt
import re

from clashes import at_once
from days import at, month_after
from house import Activity, spans, times
from month_audit import audit, expected_plan, faults_of_plan
from quen_client import stamp

EMPLOYEES = ["anh", "huy", "trang", "hoa", "nam", "thang", "tung"]
REASONS = {"deadline": "deadline", "customerUnavailable": "customer-unavailable", "fixedDate": "fixed-date",
           "noEmployeeFree": "no-employee-free"}
PRIORITIES = ["very-high", "high", "medium", "low", "very-low"]
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")


def schedule_the_month(house):
    month = house.calendar.months[house.calendar.SCHEDULED]
    house.month = month, month_after(month, 1) - dt.timedelta(days=1)
    what_is_there_already(house)
    by_rules = by_the_rules(house)
    better(house, by_rules)
    committed_in_part(house, by_rules)
    stale(house, by_rules)
    committed_whole(house, by_rules)
    what_is_left(house)
    audit(house)
    something_today(house)


def what_is_there_already(house):
    """Appointments from before: a weekly meeting of the team, a customer's morning, an employee's hour."""
    days = house.calendar.days[house.calendar.SCHEDULED]
    first = house.month[0]
    monday = first + dt.timedelta(days=(7 - first.weekday()) % 7)
    house.series = {"start": at(monday, "08:00"), "minutes": 30, "count": 6, "who": ["lan", "anh", "huy", "trang"]}
    made = house.act("lan", "POST", "/appointments", {
        "title": "Họp nhóm hằng tuần", "employeeIds": house.ids(house.series["who"]), "roomId": house.rooms["P1"],
        "startsAt": stamp(at(monday, "08:00").astimezone(dt.timezone.utc)),
        "endsAt": stamp(at(monday, "08:30").astimezone(dt.timezone.utc)),
        "recurrence": {"rule": "FREQ=WEEKLY;COUNT=6", "zone": "Asia/Ho_Chi_Minh"}})
    house.series["id"] = made.id
    house.booked = []

    def book(who, title, day, start, end, people, customer=None):
        body = {"title": title, "employeeIds": house.ids(people)} | spans([(at(day, start), at(day, end))])[0]
        if customer:
            body["customerId"] = house.customers[customer]
        made = house.act(who, "POST", "/appointments", body)
        house.booked.append((at(day, start), at(day, end), people, customer, made.id))

    book("lan", "Gặp đối tác in", days[6], "09:00", "11:00", ["trang"])
    book("thang", "Kiểm kê ở Gia Lâm", days[0], "08:00", "12:00", ["thang"], "gia-lam")


def propose(house, who="lan", **more):
    body = {"from": house.month[0].isoformat(), "to": house.month[1].isoformat(), "employeeIds": house.ids(EMPLOYEES)}
    made = house.act(who, "POST", "/schedule-proposals", body | more)
    house.proposals += 1
    return read(house, made.id, who)


def read(house, proposal, who="lan"):
    return house.read(who, f"/schedule-proposals/{proposal}")


def keys(house):
    return {one.id: key for key, one in house.activities.items()}


def by_the_rules(house):
    """The proposal is what the rules of FORMAT.md give, computed by the reference from what the walk itself knows."""
    checks = house.checks
    proposal = propose(house)
    names = keys(house)
    expected = expected_plan(house, EMPLOYEES)
    came = {}
    for item in proposal["items"]:
        came[names[item["activityId"]]] = (
            [times(one) for one in item["sessions"]], sorted(one["id"] for one in item["employees"]),
            sorted(one["id"] for one in item["unable"]), item.get("reason"), item["shiftMinutes"])
    wanted = {names[one["activity"]]: one for one in expected["scheduled"] + expected["unscheduled"]}
    checks.equal("activities of the proposal", sorted(came), sorted(wanted))
    for key, one in wanted.items():
        sessions = [tuple(dt.datetime.fromisoformat(span[end]) for end in ("start", "end")) for span in one.get("sessions", [])]
        checks.equal(f"{key} as the rules place it", came.get(key), (
            sessions, sorted(one.get("employees", [])), sorted(one["unable"]), REASONS.get(one.get("reason")),
            one.get("shiftMinutes", 0)))
    checks.equal("faults of the plan by the rules", faults_of_plan(house, proposal), [])
    checks.equal("one of each reason at least", {item.get("reason") for item in proposal["items"]}, {None, *REASONS.values()})
    explained(house, proposal)
    return proposal


def explained(house, proposal):
    """What was moved or found no time is explained in both languages, by names; the rest needs no explanation."""
    checks, names = house.checks, keys(house)
    texts = {}
    for item in proposal["items"]:
        key = names[item["activityId"]]
        explanation = item.get("explanation")
        if not item["shiftMinutes"] and not item.get("reason"):
            checks.true(f"{key} is where it was planned", explanation is None, explanation)
            continue
        texts[key] = explanation or {"vi": "", "en": ""}
        for language in ("vi", "en"):
            text = texts[key][language]
            checks.true(f"{key} explained ({language})", f"“{house.activities[key].title}”" in text and not ID.search(text), text)
        if item.get("reason"):
            checks.true(f"the reason of {key} in words", all(item["reasonText"].get(one) for one in ("vi", "en")), item)
    said = [("rival", "vi", ["Công ty TNHH An Phát", "“Họp ra mắt”", "được dời từ"]),
            ("rival", "en", ["Customer Công ty TNHH An Phát has “Họp ra mắt”", "is moved from"]),
            ("travel", "vi", ["Phạm Minh Anh tham gia “Họp ra mắt”"]), ("travel", "en", ["Phạm Minh Anh attends “Họp ra mắt”"]),
            ("too-late", "en", ["Its deadline is", "would be late enough"]), ("too-late", "vi", ["Hạn chót là", "là đủ muộn"]),
            ("small-fair", "en", ["A fair does not move", "Vũ Thu Trang is busy from"]),
            ("trainee", "en", ["Đặng Văn Tùng is busy from", "The period lasts from"]),
            ("shut", "en", ["Nhà máy Gia Lâm is unavailable from", "past the deadline"]),
            ("on-leave", "vi", ["Đỗ Quang Huy bận từ"])]
    for key, language, parts in said:
        for part in parts:
            checks.true(f"{key} ({language}) says “{part}”", part in texts.get(key, {}).get(language, ""), texts.get(key))


def placed(house, proposal):
    """How many of each priority have a time, the highest first."""
    names = keys(house)
    return [sum(not item.get("reason") and house.activities[names[item["activityId"]]].priority == one
                for item in proposal["items"]) for one in PRIORITIES]


def better(house, by_rules):
    """The optimised proposal takes the same activities and places never fewer of a higher priority."""
    checks = house.checks
    proposal = propose(house, optimise=True)
    checks.true("it is marked as such", proposal["isOptimised"] and not by_rules["isOptimised"])
    checks.equal("the same activities", sorted(item["activityId"] for item in proposal["items"]),
                 sorted(item["activityId"] for item in by_rules["items"]))
    checks.true("not fewer, by priority", placed(house, proposal) >= placed(house, by_rules),
                f"{placed(house, proposal)} after {placed(house, by_rules)}")
    checks.equal("it keeps to the rules", faults_of_plan(house, proposal), [])
    explained_all = [item for item in proposal["items"] if (item["shiftMinutes"] or item.get("reason")) and not item.get("explanation")]
    checks.equal("moved without an explanation", explained_all, [])
    checks.answer("it is hers alone", house.ask("anh", "GET", f"/schedule-proposals/{proposal['id']}"), 404)


def take(house, proposal, wanted=None):
    """What a commit makes true, taken over into what the walk knows."""
    names = keys(house)
    for item in proposal["items"]:
        one = house.activities[names[item["activityId"]]]
        if item["state"] != "committed" or one.status not in ("new", "unscheduled"):
            continue
        if wanted is not None:
            house.checks.true(f"{one.key} was to be committed", one.key in wanted, wanted)
        if item.get("reason"):
            one.status = "unscheduled"
            continue
        one.status, one.sessions = "scheduled", [times(span) for span in item["sessions"]] or one.sessions
        one.attending = [employee["id"] for employee in item["employees"]]


def committed_in_part(house, proposal):
    checks = house.checks
    part = ["launch", "fair", "dinner"]
    path = f"/schedule-proposals/{proposal['id']}"
    checks.answer("committed in part", house.ask(
        "lan", "POST", f"{path}/commit", {"activityIds": [house.activities[key].id for key in part]}), 200)
    take(house, read(house, proposal["id"]), part)
    for key in part:
        activity = house.read("anh", f"/activities/{house.activities[key].id}")
        checks.equal(f"{key} has its time", (activity["status"], len(activity["appointmentIds"])), ("scheduled", 1))
    rest = house.read("lan", f"/activities/{house.activities['rival'].id}")
    checks.equal("the rest waits", (rest["status"], rest["appointmentIds"]), ("new", []))
    checks.answer("twice committed", house.ask(
        "lan", "POST", f"{path}/commit", {"activityIds": [house.activities["launch"].id]}), 409, "already-committed")


def stale(house, proposal):
    """Something changes between proposal and commit: it is named, and nothing is committed."""
    checks, names = house.checks, keys(house)
    where = {names[item["activityId"]]: item for item in proposal["items"]}
    three = house.activities["three"]
    three.title = "Họp ba người về quảng cáo"
    checks.answer("changed since", house.replace("anh", three), 200)
    start, end = times(where["rival"]["sessions"][0])
    taken = house.act("lan", "POST", "/appointments", {"title": "Đi khám", "employeeIds": house.ids(["huy"])} | spans([(start, end)])[0])
    house.booked.append((start, end, ["huy"], None, taken.id))
    start, end = times(where["survey"]["sessions"][0])
    house.act("hung", "POST", f"/employees/{house.employee('nam')}/absences", spans([(start, end)])[0] | {"kind": "sick"})
    house.leave.setdefault("nam", []).append((start, end))
    path = f"/schedule-proposals/{proposal['id']}"
    refused = house.ask("lan", "POST", f"{path}/commit", {}, Accept_Language="vi")
    checks.answer("a stale proposal", refused, 409, "proposal-stale")
    came = {names[one["activityId"]]: (one["reason"], one.get("partyName")) for one in refused.json().get("staleItems", [])}
    checks.equal("all that does not fit is named", came, {
        "three": ("activity-changed", None), "rival": ("employee-busy", "Đỗ Quang Huy"), "survey": ("employee-away", "Lý Văn Nam")})
    checks.true("in words", "chưa có gì được xác nhận" in refused.json()["detail"], refused.text)
    waiting = [key for key in where if house.activities[key].status == "new"]
    for key in waiting[:4]:
        checks.equal(f"{key} waits still", house.read("lan", f"/activities/{house.activities[key].id}")["status"], "new")
    marked = [names[item["activityId"]] for item in read(house, proposal["id"])["items"] if item["isStale"]]
    checks.equal("what was changed is marked", marked, ["three"])


def committed_whole(house, proposal):
    """Two left out, one at a time of her own choice, all the rest committed."""
    checks = house.checks
    path = f"/schedule-proposals/{proposal['id']}"

    def item(key, body, version=None):
        version = version or read(house, proposal["id"])["version"]
        return house.ask("lan", "PUT", f"{path}/items/{house.activities[key].id}", body, version)

    old = read(house, proposal["id"])["version"]
    checks.answer("one left out", item("three", {"leaveOut": True}), 200)
    checks.answer("by an old version", item("survey", {"leaveOut": True}, old), 412)
    checks.answer("another left out", item("survey", {"leaveOut": True}), 200)
    days = house.calendar.days[house.calendar.SCHEDULED]
    outside = [(at(house.month[1] + dt.timedelta(days=3), "09:00"), at(house.month[1] + dt.timedelta(days=3), "10:00"))]
    checks.answer("a time outside the period", item("rival", {"sessions": spans(outside)}), 422, "session-outside-period")
    chosen = [(at(days[10], "15:00"), at(days[10], "16:00"))]
    checks.answer("a time of her own", item("rival", {"sessions": spans(chosen)}), 200)
    checks.answer("committed whole", house.ask("lan", "POST", f"{path}/commit", {}), 200)
    after = read(house, proposal["id"])
    take(house, after)
    states = {keys(house)[one["activityId"]]: one["state"] for one in after["items"]}
    checks.equal("what is not committed", sorted(key for key, state in states.items() if state != "committed"), ["survey", "three"])
    checks.equal("where she put it", house.activities["rival"].sessions, chosen)
    for key in ("too-late", "small-fair", "trainee", "shut"):
        checks.equal(f"{key} found no time", house.read("lan", f"/activities/{house.activities[key].id}")["status"], "unscheduled")


def what_is_left(house):
    """What was left out and what found no time is taken again."""
    checks = house.checks
    proposal = propose(house)
    left = sorted(keys(house)[item["activityId"]] for item in proposal["items"])
    checks.equal("taken again", left, sorted(["three", "survey", "too-late", "small-fair", "trainee", "shut"]))
    # A colleague proposes the same, and she herself commits twice at once.
    other = propose(house, "anh")
    path = f"/schedule-proposals/{proposal['id']}/commit"
    both = at_once(*(lambda: house.ask("lan", "POST", path, {}) for _ in range(2)))
    checks.equal("committed twice at once does no harm", [one.status for one in both], [200, 200])
    take(house, read(house, proposal["id"]))
    late = house.ask("anh", "POST", f"/schedule-proposals/{other['id']}/commit", {})
    checks.answer("what another committed meanwhile is stale", late, 409, "proposal-stale")
    came = sorted(keys(house)[one["activityId"]] for one in late.json().get("staleItems", []) if one["reason"] == "activity-changed")
    checks.equal("it is named", came, ["survey", "three"])
    for key in ("three", "survey"):
        checks.equal(f"{key} has its time now", house.activities[key].status, "scheduled")


def something_today(house):
    """A customer's request in a minute or two, scheduled by the sales manager: the diary is written when it has begun."""
    now = dt.datetime.now(dt.timezone.utc)
    # On a whole minute, with time enough to have it scheduled before.
    start = (now + dt.timedelta(seconds=75)).replace(second=0, microsecond=0)
    one = Activity("today", "Gọi lại cho Hoa Sen", "visit", "existing-customers", "very-high", ["nam"],
                   [(start, start + dt.timedelta(minutes=45))], customer="hoa-sen", costs=[("DL", "VND", 150_000)])
    house.enter("thang", one)
    day = start.astimezone(at(house.month[0], "00:00").tzinfo).date()
    made = house.act("thang", "POST", "/schedule-proposals", {
        "from": day.isoformat(), "to": (day + dt.timedelta(days=1)).isoformat(), "employeeIds": house.ids(["nam"]),
        "activityIds": [one.id]})
    house.proposals += 1
    house.act("thang", "POST", f"/schedule-proposals/{made.id}/commit", {})
    proposal = read(house, made.id, "thang")
    house.checks.equal("what is wanted today stays where it is", [item["shiftMinutes"] for item in proposal["items"]], [0])
    take(house, proposal)
