"""RFC 5545 as a calendar program relies on it: the raw bytes of a file, and what the package `icalendar` reads from it."""

import datetime as dt

import icalendar
from dateutil.rrule import rrulestr

from days import ZONE


def raw_faults(data):
    """What is wrong with the bytes: line ends, folding, characters cut in two, blocks that do not close."""
    faults = []
    if not data.endswith(b"\r\n"):
        faults.append("the last line has no end")
    if data.replace(b"\r\n", b"").count(b"\n") or data.replace(b"\r\n", b"").count(b"\r"):
        faults.append("a line ends without CRLF")
    for line in data.split(b"\r\n"):
        if len(line) > 75:
            faults.append(f"{len(line)} octets in a line")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            faults.append(f"a character is cut in two: {line!r}")
    text = data.decode("utf-8")
    blocks = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            blocks.append(value)
        elif name == "END" and (not blocks or blocks.pop() != value):
            faults.append(f"END:{value} closes nothing")
        elif line and ":" not in line:
            faults.append(f"no property: {line!r}")
    return faults + [f"{one} is left open" for one in blocks]


def read(data):
    return icalendar.Calendar.from_ical(data)


def instant(value):
    """A date counts from midnight in Viet Nam."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.timezone.utc) if value.tzinfo else value.replace(tzinfo=ZONE).astimezone(dt.timezone.utc)
    return dt.datetime.combine(value, dt.time(), ZONE).astimezone(dt.timezone.utc)


def key(event):
    """An entry is one by its UID and, of an occurrence that stands by itself, by where the rule had it."""
    place = event.get("RECURRENCE-ID")
    return str(event["UID"]), instant(place.dt) if place else None


def rule_faults(calendar):
    """What must be there, what must be there once, times that go forward, zones that are defined."""
    faults = []
    for name in ("VERSION", "PRODID"):
        if name not in calendar:
            faults.append(f"no {name}")
    if str(calendar.get("VERSION")) != "2.0":
        faults.append(f"version {calendar.get('VERSION')}")
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    seen = set()
    for event in calendar.walk("VEVENT"):
        for name in ("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS"):
            if name not in event or isinstance(event[name], list):
                faults.append(f"{event.get('UID')}: {name} is not there once")
        if key(event) in seen:
            faults.append(f"{key(event)} is there twice")
        seen.add(key(event))
        stamped = event["DTSTAMP"].dt
        if not isinstance(stamped, dt.datetime) or stamped.utcoffset() != dt.timedelta(0):
            faults.append(f"{event['UID']}: DTSTAMP is not of UTC")
        if instant(event["DTEND"].dt) <= instant(event["DTSTART"].dt):
            faults.append(f"{event['UID']} ends before it begins")
        for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
            zone = name in event and event[name].params.get("TZID")
            if zone and zone not in zones:
                faults.append(f"{event['UID']}: the zone {zone} is not defined")
        for people in ("ATTENDEE", "ORGANIZER"):
            value = event.get(people, [])
            for one in value if isinstance(value, list) else [value]:
                if not str(one).lower().startswith(("mailto:", "urn:")):
                    faults.append(f"{event['UID']}: {people} {one} is no address")
    return faults


def entries(calendar, first, after):
    """All that takes place or was called off between two instants, as (uid, start, end, summary, is cancelled)."""
    events = calendar.walk("VEVENT")
    moved = {key(event) for event in events if "RECURRENCE-ID" in event}
    found = []
    for event in events:
        start, end = instant(event["DTSTART"].dt), instant(event["DTEND"].dt)
        facts = str(event["UID"]), str(event["SUMMARY"]), str(event["STATUS"]) == "CANCELLED"
        starts = [start]
        if "RRULE" in event:
            zoned = event["DTSTART"].dt
            naive = zoned.replace(tzinfo=None) if isinstance(zoned, dt.datetime) else dt.datetime.combine(zoned, dt.time())
            excluded = event.get("EXDATE", [])
            excluded = {instant(one.dt) for part in (excluded if isinstance(excluded, list) else [excluded]) for one in part.dts}
            text = event["RRULE"].to_ical().decode()
            if "UNTIL" in event["RRULE"]:
                text = ";".join(part for part in text.split(";") if not part.startswith("UNTIL"))
                until = instant(event["RRULE"]["UNTIL"][0])
            else:
                until = None
            starts = []
            for one in rrulestr(text, dtstart=naive):
                at = one.replace(tzinfo=ZONE).astimezone(dt.timezone.utc)
                if at >= after or until and at > until:
                    break
                if at not in excluded and (facts[0], at) not in moved:
                    starts.append(at)
        found += [(facts[0], one, one + (end - start), facts[1], facts[2]) for one in starts if one < after and one + (end - start) > first]
    return sorted(found)
