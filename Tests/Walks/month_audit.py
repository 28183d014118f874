"""The scheduled month held against what the walk knows itself: the plan of the rules, and every appointment afterwards."""

import datetime as dt
import sys
from pathlib import Path

from days import HOURS, at, day_of, month_after
from house import times
from quen_client import stamp

sys.path.insert(0, str(Path(__file__).parent.parent / "PlannerTests"))
from reference import Reference  # noqa: E402

FORMAT = {"very-high": "veryHigh", "very-low": "veryLow"}
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def text(instant):
    return stamp(instant.astimezone(dt.timezone.utc))


def between(start, end, **more):
    return {"start": text(start), "end": text(end)} | more


def clock(spans):
    return [{"start": start, "end": end} for start, end in spans]


def occurrences(series):
    return [(series["start"] + dt.timedelta(weeks=n), series["start"] + dt.timedelta(weeks=n, minutes=series["minutes"]))
            for n in range(series["count"])]


def expected_plan(house, employees):
    """What the reference makes of the month: a problem built without asking the API anything."""
    calendar = house.calendar
    first, after = house.month[0], house.month[1] + dt.timedelta(days=1)
    start, end = at(first, "00:00"), at(after, "00:00")
    days = [first + dt.timedelta(days=n) for n in range((after - first).days)]
    usual = {day: (HOURS if day.weekday() < 5 else []) for day in days}
    exceptions = [{"date": day.isoformat(), "intervals": clock(calendar.time.hours(day))}
                  for day in days if calendar.time.hours(day) != usual[day]]
    commitments = {key: [] for key in employees}
    for key in employees:
        if key in house.series["who"]:
            commitments[key] += [between(*one) for one in occurrences(house.series) if start <= one[0] < end]
        commitments[key] += [between(*one[:2]) for one in house.booked if key in one[2]]
        commitments[key] += [between(max(one[0], start), min(one[1], end)) for one in house.leave.get(key, [])]
    # Hoa does not work in the afternoon.
    commitments["hoa"] += [between(*span) for day in days for span in calendar.time.spans(day) if span[0] >= at(day, "12:00")]
    customers = {house.customers[key]: [] for key in house.customers if key != "khach-le"}
    for begin, finish, _, customer, _ in house.booked:
        if customer:
            customers[house.customers[customer]].append(between(begin, finish))
    taken = [one for one in house.of_plan("year") if not one.is_cut and one.status == "new"
             and one.day and first <= one.day < after and (one.sessions or one.planned_on)]
    return Reference({
        "window": {"from": text(start), "to": text(end)},
        "workingHours": {day: clock(HOURS) for day in WEEK[:5]}, "workingExceptions": exceptions, "gridMinutes": 15,
        "employees": [{"id": house.employee(key), "commitments": commitments[key]} for key in employees],
        "customers": [{"id": id, "unavailable": busy} for id, busy in customers.items()],
        "activities": [planned(house, one) for one in taken]}).plan()


def faults_of_plan(house, proposal):
    """What a proposal would break: somebody or a customer in two places, the way there too; leave, hours, deadline, period."""
    names = {one.id: one for one in house.activities.values()}
    people = {house.employee(key): [(start, end, title) for start, end, who, _, title in already(house) if key in who]
              for key in house.people}
    customers = {house.customers[key]: [(start, end, "booked") for start, end, _, customer, _ in house.booked if customer == key]
                 for key in house.customers}
    faults = []
    for item in proposal["items"]:
        one = names[item["activityId"]]
        for start, end in map(times, item["sessions"] if not item.get("reason") else []):
            for employee in item["employees"]:
                people[employee["id"]].append((start - dt.timedelta(minutes=one.travel), end, one.key))
            if one.customer and one.customer != "khach-le":
                customers[house.customers[one.customer]].append((start, end, one.key))
            if day_of(start) < house.month[0] or day_of(end) > house.month[1]:
                faults.append(f"{one.key} is outside the period")
            if one.deadline and end > one.deadline:
                faults.append(f"{one.key} is past its deadline")
            if all(house.calendar.time.holds(*span) for span in one.sessions) and not house.calendar.time.holds(start, end):
                faults.append(f"{one.key} is outside working hours")
            if item["shiftMinutes"] and (one.kind == "fair" or start.minute % 15 and one.kind != "hospitality"):
                faults.append(f"{one.key} is where it may not be")
        if not item.get("reason") and one.sessions and not item["employees"]:
            faults.append(f"nobody attends {one.key}")
    for mine in [*people.values(), *customers.values()]:
        mine.sort(key=lambda span: span[:2])
        faults += [f"{a[2]} and {b[2]} overlap" for a, b in zip(mine, mine[1:]) if b[0] < a[1]]
    return faults


def already(house):
    """What there is before: the weekly meeting, appointments, leave."""
    yield from ((*one, house.series["who"], None, "weekly") for one in occurrences(house.series))
    yield from ((start, end, who, customer, "booked") for start, end, who, customer, _ in house.booked)
    yield from ((*span, [key], None, "away") for key, spans in house.leave.items() for span in spans)


def planned(house, one):
    body = {"id": one.id, "kind": one.kind, "priority": FORMAT.get(one.priority, one.priority), "travelMinutes": one.travel,
            "sessions": [between(*span) for span in one.sessions], "employees": house.ids(one.who)}
    if one.customer and one.customer != "khach-le":
        body["customer"] = house.customers[one.customer]
    if one.deadline:
        body["deadline"] = text(one.deadline)
    if one.planned_on:
        body["plannedDate"] = one.planned_on.isoformat()
    return body


def audit(house):
    """Every appointment of the month, as calendars show it: nobody is in two places, not even on the way; customers neither;
    inside working hours but for evenings and fairs; before the deadline, in the period, not during leave."""
    checks = house.checks
    travel, of = {}, {}
    for one in house.activities.values():
        if one.status == "scheduled":
            record = house.read("lan", f"/activities/{one.id}")
            checks.equal(f"{one.key}: sessions as committed", [times(span) for span in record["sessions"]], one.sessions)
            checks.equal(f"{one.key}: an appointment for each session", len(record["appointmentIds"]), len(one.sessions))
            one.appointments = record["appointmentIds"]
            for id in record["appointmentIds"]:
                travel[id], of[id] = one.travel, one
    seen = {}
    for key in house.in_branch("ha-noi"):
        entries = house.read("lan", f"/calendar?view=month&date={house.month[0]}&employee={house.employee(key)}")["entries"]
        mine = []
        for entry in entries:
            start, end = times(entry)
            seen[entry["id"], entry.get("recurrenceId")] = entry
            if entry["status"] != "cancelled":
                mine.append((start - dt.timedelta(minutes=travel.get(entry["id"], 0)), end, entry["title"]))
        mine.sort()
        overlaps = [(a[2], b[2]) for a, b in zip(mine, mine[1:]) if b[0] < a[1]]
        checks.equal(f"{key} is in one place at a time", overlaps, [])
        away = [(title, span) for start, end, title in mine for span in house.leave.get(key, [])
                if start < span[1] and span[0] < end]
        checks.equal(f"{key} has nothing while away", away, [])
    for name, id in house.customers.items():
        mine = sorted(times(entry) + (entry["title"],) for entry in seen.values() if entry.get("customerId") == id)
        overlaps = [(a[2], b[2]) for a, b in zip(mine, mine[1:]) if b[0] < a[1]]
        if name != "khach-le":
            checks.equal(f"{name} meets one at a time", overlaps, [])
    missing = [one.key for id, one in of.items() if all(entry_id != id for entry_id, _ in seen)]
    checks.equal("every committed session is in a calendar", missing, [])
    for one in set_of(of.values()):
        for start, end in one.sessions:
            in_period = house.month[0] <= day_of(start) and day_of(end) < month_after(house.month[0], 1)
            checks.true(f"{one.key} lies in the period", in_period, one.sessions)
            if one.kind not in ("fair", "hospitality"):
                checks.true(f"{one.key} lies in working hours", house.calendar.time.holds(start, end), one.sessions)
        if one.deadline:
            checks.true(f"{one.key} is over by its deadline", max(end for _, end in one.sessions) <= one.deadline, one.sessions)


def set_of(activities):
    return list({one.key: one for one in activities}.values())
