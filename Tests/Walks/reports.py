"""The reports of SCH-11, each held against what the walk counts itself: activities, staffing, overdue, outcomes, workload."""

import collections
import csv
import datetime as dt
import io

from days import at, day_of, week_of
from month_audit import occurrences

PRIORITIES = ["very-high", "high", "medium", "low", "very-low"]
COUNTED = ["activities", "open", "unscheduled", "done", "cancelled", "plannedMinutes", "doneMinutes"]


def read_reports(house):
    # After a minute has begun nothing falls due between our sum and theirs.
    house.period = f"from={house.calendar.first}&to={house.calendar.last}"
    for by in ("kind", "priority", "status", "employee", "week", "month"):
        activities(house, by)
    staffing(house)
    overdue(house)
    outcomes(house)
    workload(house)
    who_may(house)


def within(house, who="lan"):
    """Activities of the branch that lie in the year: by their first planned time, else their deadline."""
    branch = house.people[who].branch
    return [one for one in house.activities.values() if house.people[one.who[0]].branch == branch and one.day
            and house.calendar.first <= one.day <= house.calendar.last]


def groups(house, one, by):
    if by == "employee":
        return house.ids(one.who)
    if by == "week":
        return [week_of(one.day)]
    if by == "month":
        return [one.day.isoformat()[:7]]
    return [getattr(one, by)]


def is_late(one, now):
    """Open although it should be over. What was cut from its plan is nobody's to do."""
    return one.status in ("new", "scheduled", "unscheduled") and not one.is_cut and one.due() is not None and one.due() < now


def activities(house, by):
    checks = house.checks
    rows = collections.defaultdict(collections.Counter)
    for one in within(house):
        for key in groups(house, one, by):
            sums = rows[key]
            sums["activities"] += 1
            sums["open"] += one.status not in ("done", "cancelled") and not one.is_cut
            sums["unscheduled"] += one.status == "unscheduled"
            sums["done"] += one.status == "done"
            sums["cancelled"] += one.status == "cancelled"
            sums["plannedMinutes"] += one.minutes * (one.status != "cancelled")
            sums["doneMinutes"] += one.minutes * (one.status == "done")
    report = house.read("lan", f"/reports/activities?by={by}&{house.period}")["rows"]
    came = {row["key"]: {name: row[name] for name in COUNTED} for row in report}
    checks.equal(f"activities by {by}: which rows", sorted(came), sorted(rows))
    for key, sums in rows.items():
        checks.equal(f"activities by {by}: {key}", came.get(key), {name: sums[name] for name in COUNTED})
    if by == "employee":
        names = {row["key"]: row["name"] for row in report}
        checks.equal("employees by name", names, {house.employee(key): house.people[key].name for key in house.people
                                                  if house.employee(key) in names})
    if by == "priority":
        checks.equal("the highest first", [row["key"] for row in report], [one for one in PRIORITIES if one in rows])
    if by in ("week", "month"):
        checks.equal(f"by {by} in the order of time", [row["key"] for row in report], sorted(rows))


def staffing(house):
    """How many take part: what was called off is left out."""
    checks = house.checks
    rows = collections.defaultdict(list)
    for one in within(house):
        if one.status != "cancelled":
            rows[one.kind].append(one)
    for row in house.read("lan", f"/reports/staffing?by=kind&{house.period}")["rows"]:
        ones = rows.pop(row["key"], [])
        parts = [len(one.who) for one in ones]
        average = (sum(parts) * 200 + len(parts)) // (2 * len(parts)) if parts else 0
        checks.equal(f"staffing of {row['key']}", (
            row["activities"], row["assignments"], row["employees"], row["average"], row["most"], row["employeeMinutes"]),
            (len(ones), sum(parts), len({who for one in ones for who in one.who}), f"{average // 100}.{average % 100:02}",
             max(parts, default=0), sum(one.minutes * len(one.who) for one in ones)))
    checks.equal("kinds without a row", sorted(rows), [])
    by_activity = house.read("lan", f"/reports/staffing?by=activity&{house.period}")["rows"]
    counts = [row["assignments"] for row in by_activity]
    checks.equal("by activity the most first", counts, sorted(counts, reverse=True))
    checks.equal("each activity once", sorted(row["key"] for row in by_activity),
                 sorted(one.id for one in within(house) if one.status != "cancelled"))


def overdue(house):
    """Now: counted before and after it is read, in case something falls due meanwhile."""
    checks = house.checks

    def count(by, now):
        rows = collections.defaultdict(lambda: [0, 0, 0, 0, 0])
        for one in house.activities.values():
            if house.people[one.who[0]].branch == "ha-noi" and is_late(one, now):
                days = (now - one.due()) // dt.timedelta(days=1)
                for key in groups(house, one, by):
                    row = rows[key]
                    row[0] += 1
                    row[1 if days < 7 else 2 if days < 30 else 3] += 1
                    row[4] = max(row[4], days)
        return dict(rows)

    for by in ("kind", "priority", "employee"):
        before = count(by, dt.datetime.now(dt.timezone.utc))
        report = house.read("lan", f"/reports/overdue?by={by}")["rows"]
        after = count(by, dt.datetime.now(dt.timezone.utc))
        came = {row["key"]: [row[name] for name in ("overdue", "upTo7Days", "upTo30Days", "over30Days", "oldestDays")]
                for row in report}
        checks.true(f"overdue by {by}", came in (before, after), f"expected {before!r}, came {came!r}")
    late = {item["id"] for item in house.all("lan", "/work-items?list=overdue&employee=any&type=activity")}
    checks.true("what was cut from the plan is not on the list of what is late", house.activities["a03"].id not in late)


def outcomes(house):
    """Each outcome once: of appointments by the kind that they were for, of diaries where no appointment tells it."""
    rows = collections.defaultdict(collections.Counter)
    names = {"chose-another-supplier": "choseAnotherSupplier"}
    for one in house.activities.values():
        if one.diary and house.people[one.who[0]].branch == "ha-noi":
            rows[one.kind]["appointments" if one.appointments else "activities"] += 1
            rows[one.kind][names.get(one.diary["outcome"], one.diary["outcome"])] += 1
    for one in house.appointment_diaries:
        rows["appointment"]["appointments"] += 1
        rows["appointment"][one["outcome"]] += 1
    # Until yesterday, and today's visit: what lies ahead has no outcome yet and stays out of it.
    until = day_of(house.activities["today"].sessions[0][0])
    report = house.read("lan", f"/reports/outcomes?from={house.calendar.first}&to={until}")["rows"]
    columns = ["appointments", "activities", "ordered", "promising", "choseAnotherSupplier", "failed", "other"]
    came = {row["kind"]: {name: row[name] for name in columns} for row in report}
    house.checks.equal("outcomes by kind", came, {kind: {name: sums[name] for name in columns} for kind, sums in rows.items()})
    house.checks.equal("nothing is over without an outcome", [row["kind"] for row in report if row["withoutOutcome"]], [])


def merged(spans):
    """Minutes of a union of spans."""
    total, reached = 0, None
    for start, end in sorted(spans):
        start = max(start, reached) if reached else start
        if end > start:
            total += int((end - start).total_seconds()) // 60
            reached = end
    return total


def clip(spans, start, end):
    return [(max(a, start), min(b, end)) for a, b in spans if a < end and start < b]


def meet(some, others):
    return [(max(a, c), min(b, d)) for a, b in some for c, d in others if a < d and c < b]


def less(spans, away):
    for start, end in away:
        spans = [part for a, b in spans for part in ((a, min(b, start)), (max(a, end), b)) if part[0] < part[1]]
    return spans


def workload(house):
    """Working, booked and free minutes of everybody in each week of the month that was scheduled."""
    checks, first, last = house.checks, *house.month
    report = house.read("lan", f"/reports/workload?from={first}&to={last}")["rows"]
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    weeks = sorted({week_of(day) for day in days})
    checks.equal("a row for everybody and week", sorted((row["employeeId"], row["week"]) for row in report),
                 sorted((house.employee(key), week) for key in house.in_branch("ha-noi") for week in weeks))
    names = {house.employee(key): key for key in house.people}
    for row in report:
        key = names[row["employeeId"]]
        mine = [day for day in days if week_of(day) == row["week"]]
        start, end = at(mine[0], "00:00"), at(mine[-1], "24:00")
        work = [span for day in mine for span in house.calendar.time.spans(day)]
        if key == "hoa":
            work = [span for span in work if span[0].astimezone(at(first, "00:00").tzinfo).hour < 12]
        work = less(work, house.leave.get(key, []))
        booked = clip(bookings(house, key), start, end)
        working, busy, both = merged(work), merged(booked), merged(meet(work, booked))
        checks.equal(f"load of {key} in {row['week']}", (
            row["from"], row["to"], row["workingMinutes"], row["bookedMinutes"], row["bookedAtWork"], row["freeMinutes"],
            row.get("loadPercent")),
            (mine[0].isoformat(), mine[-1].isoformat(), working, busy, both, working - both,
             busy * 100 // working if working else None))


def bookings(house, key):
    """All that keeps somebody busy in that month, from what the walk booked and committed."""
    spans = [one[:2] for one in house.booked if key in one[2]]
    spans += occurrences(house.series) if key in house.series["who"] else []
    for one in house.activities.values():
        if one.status == "scheduled" and house.employee(key) in getattr(one, "attending", []):
            spans += one.sessions
    return spans


def who_may(house):
    """Files of reports for who may export; of employees the marketing manager may not."""
    checks = house.checks
    for name, query in (("activities", f"by=month&{house.period}"), ("staffing", f"by=kind&{house.period}"), ("overdue", "by=kind")):
        rows = house.read("lan", f"/reports/{name}?{query}")["rows"]
        answer = house.ask("lan", "GET", f"/reports/{name}?{query}&format=csv")
        checks.answer(f"{name} as a file", answer, 200)
        table = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))
        checks.equal(f"rows of {name} as a file", [row["Code"] if "Code" in row else list(row.values())[0] for row in table],
                     [row["key"] for row in rows])
    span = f"from={house.month[0]}&to={house.month[1]}"
    checks.answer("load as a file needs more", house.ask("lan", "GET", f"/reports/workload?{span}&format=csv"), 403)
    load = house.ask("mai", "GET", f"/reports/workload?{span}&format=csv", Accept_Language="vi")
    checks.true("the director has it", load.status == 200 and "Mức tải (%)" in load.text, load.text[:300])
