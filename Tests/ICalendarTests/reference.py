#!/usr/bin/env python3
"""Cross-checks the Swift module with other people's code; the Swift tests run without it.

    python3 -m venv .venv && .venv/bin/pip install python-dateutil icalendar tzdata
    .venv/bin/python reference.py rules  > golden/rules.txt     # 2,000 random rules, expanded by dateutil
    .venv/bin/python reference.py zones  > golden/zones.txt     # local times turned into instants by zoneinfo
    .venv/bin/python reference.py files                         # reads golden/*.ics, which Swift wrote
"""

import datetime as dt
import itertools
import multiprocessing
import pathlib
import random
import sys
import zoneinfo

from dateutil import rrule

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
# Days after the start that a case looks at, and days found that are kept.
HORIZON = 8000
MOST = 25


def some(rng, values, most):
    return sorted(rng.sample(list(values), rng.randint(1, most)))


def signed(rng, numbers):
    return [number if rng.random() < 0.7 else -number for number in numbers]


def by_day(rng, frequency, has_months):
    days = [WEEKDAYS[day] for day in some(rng, range(7), 5)]
    if frequency in ("DAILY", "WEEKLY") or rng.random() < 0.4:
        return days
    # dateutil takes the intersection of plain and numbered days, the RFC the union: they are not mixed here.
    # It also fails on numbers beyond the month's end.
    most = 53 if frequency == "YEARLY" and not has_months and rng.random() < 0.5 else 5
    return [f"{number}{day}" for day, number in zip(days, signed(rng, [rng.randint(1, most) for _ in days]))]


def random_rule(rng):
    frequency = rng.choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
    start = dt.datetime(rng.randint(1990, 2035), rng.randint(1, 12), rng.randint(1, 28), rng.randint(0, 23),
                        rng.choice([0, 15, 30, 45]), rng.choice([0, 0, 0, 59]))
    if rng.random() < 0.15:
        start = start.replace(month=rng.choice([1, 3, 5, 12]), day=rng.randint(29, 31))
    parts = [f"FREQ={frequency}"]
    if rng.random() < 0.6:
        parts.append(f"INTERVAL={rng.choice([2, 2, 3, 4, 5, 7, 10, 13])}")
    filters = []
    if rng.random() < 0.3:
        filters.append("BYMONTH=" + ",".join(map(str, some(rng, range(1, 13), 4))))
    if frequency != "WEEKLY" and rng.random() < 0.35:
        filters.append("BYMONTHDAY=" + ",".join(map(str, signed(rng, some(rng, range(1, 32), 4)))))
    if rng.random() < 0.5:
        filters.append("BYDAY=" + ",".join(by_day(rng, frequency, bool(filters) and filters[0].startswith("BYMONTH="))))
    week_start = rng.choice(WEEKDAYS)
    if rng.random() < 0.4:
        parts.append(f"WKST={week_start}")
    else:
        week_start = "MO"
    if filters and rng.random() < 0.3:
        positions = signed(rng, some(rng, range(1, 5), 2))
        filters.append("BYSETPOS=" + ",".join(map(str, positions)))
        if frequency == "WEEKLY":
            # dateutil counts the positions in the first week from the start on, the RFC from the week's first day.
            start -= dt.timedelta((start.weekday() - WEEKDAYS.index(week_start)) % 7)
    parts += filters
    kind = rng.random()
    if kind < 0.3:
        parts.append(f"COUNT={rng.randint(1, 40)}")
    elif kind < 0.55:
        until = start + dt.timedelta(days=rng.randint(0, 3000), hours=rng.randint(-3, 3))
        parts.append("UNTIL=" + until.strftime(rng.choice(["%Y%m%dT%H%M%S", "%Y%m%dT%H%M%S", "%Y%m%d"])))
    rng.shuffle(parts)
    return ";".join(parts), start


def expand(text, start, first, horizon):
    """dateutil reads a bare day in UNTIL as its midnight, the RFC as the whole day; and it looks for an occurrence until
    the year 9999, so that each rule gets an end and COUNT is counted here."""
    parts, count = [], None
    for part in text.split(";"):
        name, value = part.split("=")
        if name == "COUNT":
            count = int(value)
        else:
            parts.append(part + "T235959" if name == "UNTIL" and "T" not in value else part)
    if "UNTIL=" not in text:
        parts.append(horizon.strftime("UNTIL=%Y%m%dT%H%M%S"))
    ruled = rrule.rrulestr(";".join(parts), dtstart=start)
    return list(itertools.islice((day for day in itertools.islice(ruled, count) if day >= first), 2 * MOST))


def case(seed):
    """Fields: rule, start, window in days after the start, days added, days cut out, the first days found.
    Days are counted from the one before them, the first from the start."""
    rng = random.Random(seed)
    text, start = random_rule(rng)
    begin = rng.choice([0, 0, 0, rng.randint(1, 5000)])
    first, horizon = start + dt.timedelta(begin), start + dt.timedelta(HORIZON)
    added = sorted({start + dt.timedelta(rng.randint(0, 2000)) for _ in range(rng.randint(1, 3))}
                   if rng.random() < 0.15 else [])
    ruled = expand(text, start, first, horizon)
    cut = (sorted(set(ruled) | set(added))[:MOST:rng.randint(2, 5)] if rng.random() < 0.2 else [])
    found = sorted(day for day in (set(ruled) | set(added)) - set(cut) if first <= day < horizon)[:MOST]
    columns = [text, start.strftime("%Y%m%dT%H%M%S"), f"{begin} {HORIZON}"]
    for days in (added, cut, found):
        columns.append(" ".join(str((b - a).days) for a, b in zip([start, *days], days)))
    return "|".join(columns)


def rules():
    with multiprocessing.Pool() as pool:
        for line in pool.imap(case, range(20261129, 20261129 + 2000), chunksize=20):
            print(line, flush=True)


ZONES = ["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo",
         "Africa/Casablanca", "Asia/Tehran", "Pacific/Apia", "Europe/Dublin", "America/St_Johns", "Asia/Pyongyang"]


def zones():
    """Fields: zone, local time, seconds since 1970. Half of the times lie near a change of the clock. In a gap zoneinfo
    takes the offset before it and in an overlap the first time (fold=0), as RFC 5545 does."""
    rng = random.Random(5545)
    for name in ZONES:
        zone = zoneinfo.ZoneInfo(name)
        hours = [dt.datetime(1995, 1, 1) + dt.timedelta(hours=hour) for hour in range(0, 30 * 8766)]
        offsets = [hour.replace(tzinfo=zone).utcoffset() for hour in hours]
        near = [hours[i] for i in range(1, len(hours)) if offsets[i] != offsets[i - 1]]
        for _ in range(60):
            base = rng.choice(near) if near and rng.random() < 0.7 else rng.choice(hours)
            local = base + dt.timedelta(minutes=rng.randint(-150, 150))
            print(f"{name}|{local:%Y%m%dT%H%M%S}|{int(local.replace(tzinfo=zone).timestamp())}")


def files():
    import icalendar
    faults = 0
    for path in sorted((pathlib.Path(__file__).parent / "golden").glob("*.ics")):
        data = path.read_bytes()
        lines = data.split(b"\r\n")
        assert lines[-1] == b"" and all(len(line) <= 75 and b"\n" not in line for line in lines), path
        calendar = icalendar.Calendar.from_ical(data)
        entries = [part for part in calendar.walk() if part.name in ("VEVENT", "VTODO")]
        check_versions(path, entries)
        errors = [error for part in calendar.walk() for error in part.errors]
        checked = sum(check_zone(part) for part in calendar.walk("VTIMEZONE"))
        print(f"{path.name}: {len(entries)} entries, {checked} zone times compared, errors: {errors}")
        faults += len(errors)
    sys.exit(1 if faults else 0)


ANSWERS = ["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", "COMPLETED", "IN-PROCESS"]


def check_versions(path, entries):
    """What replaces an occurrence is numbered above its series (RFC 5545 3.8.7.4); free times and answers are read as such."""
    series = {str(entry["UID"]): entry for entry in entries if "RRULE" in entry}
    for entry in entries:
        assert str(entry.get("TRANSP", "OPAQUE")) in ("OPAQUE", "TRANSPARENT"), (path, entry["UID"])
        attendees = entry.get("ATTENDEE", [])
        for one in attendees if isinstance(attendees, list) else [attendees]:
            assert one.params["PARTSTAT"] in ANSWERS, path
        if path.name == "feed.ics" and "RECURRENCE-ID" in entry:
            assert entry["SEQUENCE"] > series[str(entry["UID"])]["SEQUENCE"], (path, entry["UID"])
            assert str(entry["TRANSP"]) == "TRANSPARENT"
            assert [one.params["PARTSTAT"] for one in attendees] == ["ACCEPTED", "DECLINED"]


def check_zone(part):
    """Compares the zone as written with the one of the system, from its first to its last change."""
    name = str(part["TZID"])
    changes = [sub["DTSTART"].dt for sub in part.subcomponents]
    for sub in part.subcomponents:
        dates = sub.get("RDATE", [])
        for one in dates if isinstance(dates, list) else [dates]:
            changes += [value.dt for value in one.dts]
    written, system = part.to_tz(), zoneinfo.ZoneInfo(name)
    span = (max(changes) - min(changes)).days + 30
    days = [min(changes) + dt.timedelta(days=day, hours=12) for day in range(1, span)]
    for day in days:
        assert day.replace(tzinfo=written).utcoffset() == day.replace(tzinfo=system).utcoffset(), (name, day)
    return len(days)


if __name__ == "__main__":
    {"rules": rules, "zones": zones, "files": files}[sys.argv[1]]()
