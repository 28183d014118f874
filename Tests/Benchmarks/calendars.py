"""Measures calendars with the real executable (see compose/bench, which prepares everything and runs this).

Five years of a firm of 500: two million appointments, beside the same firm's with the half year around the week that is
asked for. Booking waits for a commit that is on the disk; `commit.…` says what a bare one takes there.
What was seeded is written into a store that the service's own migrations made, while the service is down, as copies of rows
that it made itself. Everything is asked at the service's door, over HTTP on loopback, by an ordinary salesperson, a branch
director and the administrator; every request is about another person or day.
"""

import argparse
import json
import random
import sqlite3
import statistics
import sys
import time
import uuid
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import machine
from chain import Door, PASSWORD
from installation import Failure, Service
from results import Results, write_json

EMPLOYEES, TEAM, BRANCHES, CUSTOMERS = 500, 20, 5, 20_000
ZONE = timezone(timedelta(hours=7))
# Office hours of Viet Nam: 8 to 12 and 13:30 to 17:30, an hour each; the first is for meetings of five.
SLOTS = [480, 540, 600, 660, 810, 870, 930, 990]
MEETING = 5
SEED = 20261130


class Bench:
    def __init__(self, data, options):
        self.results = Results()
        self.many = 200_000 if options.quick else 2_000_000
        self.few = self.many // 10
        self.requests = 100 if options.quick else 400
        self.gateway, self.service = Service("gateway", data), Service("scheduling", data)
        self.tokens, self.employees, self.teams = {}, [], []
        self.random = random.Random(SEED)
        # A week with no holiday in it, as the next one from today on.
        self.monday = date.today() + timedelta(days=7 - date.today().weekday())

    def stop_all(self):
        for service in (self.service, self.gateway):
            service.stop()

    def door(self, who="quan-tri"):
        """A connection of its own to the service."""
        door = Door(self.service)
        door.token = self.tokens[who]
        return door

    # --- The firm -------------------------------------------------------------------------------------------------

    def sign_in(self, name):
        door = Door(self.gateway)
        door.sign_in(name)
        self.tokens[name] = door.token
        deadline = time.monotonic() + 60
        while self.door(name).send("GET", "/appointments?limit=1")[0].status != 200:
            if time.monotonic() > deadline:
                raise Failure(f"the service does not know {name}")
            time.sleep(0.05)

    def administrator(self):
        """As whoever runs it does for the first time."""
        link = (Path(self.gateway.environment["QUEN_STORE_DIRECTORY"]) / "first-sign-in").read_text("utf-8")
        Door(self.gateway).call("POST", "/first-sign-in", {
            "token": link.strip().rsplit("=", 1)[1], "signInName": "quan-tri", "password": PASSWORD})
        self.sign_in("quan-tri")

    def people(self):
        door = self.door()
        branches = [door.call("POST", "/branches", {"code": f"CN{n}", "name": f"Chi nhánh {n}"}) for n in range(BRANCHES)]
        for number in range(EMPLOYEES // TEAM):
            self.teams.append(door.call("POST", "/teams", {"code": f"nhom-{number}", "name": f"Nhóm {number}"}))
        for number in range(EMPLOYEES):
            self.employees.append(door.call("POST", "/employees", {
                "name": f"Nguyễn Văn {number}", "branchId": branches[number * BRANCHES // EMPLOYEES],
                "teams": [f"nhom-{number // TEAM}"]}))
        self.account("nhan-vien", "salesperson", self.employees[3])
        self.account("giam-doc", "branch-director", self.employees[5])
        door.call("POST", "/appointments", {
            "title": "Thăm khách", "employeeIds": [self.employees[0]], "place": "Văn phòng khách hàng",
            **self.span(date(2030, 1, 7), 480, 60)})

    def account(self, name, role, employee):
        gateway = Door(self.gateway)
        gateway.token = self.tokens["quan-tri"]
        deadline = time.monotonic() + 60
        body = {"signInName": name, "password": PASSWORD, "mustChangePassword": False, "roles": [role], "employeeId": employee}
        gateway.call("POST", "/accounts", body)
        # The Gateway hears of the employee a moment later.
        while Door(self.gateway).send("POST", "/sign-in", {"signInName": name, "password": PASSWORD})[0].status == 503:
            if time.monotonic() > deadline:
                raise Failure(f"the Gateway does not know the employee of {name}")
            time.sleep(0.2)
        self.sign_in(name)

    def refresh(self):
        """A service that was down takes only tokens made since."""
        for name in list(self.tokens):
            self.sign_in(name)

    # --- What is measured -----------------------------------------------------------------------------------------

    def run(self):
        for service in (self.gateway, self.service):
            service.run_ready()
        self.administrator()
        self.people()
        days = working_days(self.monday - timedelta(days=1826 - 366), self.monday + timedelta(days=366))
        near = sorted(days, key=lambda day: abs((day - self.monday).days))
        around = set(near[:len(days) * self.few // self.many])
        small = self.measure(written(self.few), around, self.few)
        large = self.measure(written(self.many), set(days) - around, self.many - self.few)
        for name in small:
            self.results.add(f"{name}.growth{written(self.few)}{written(self.many)}", large[name] / small[name], "ratio")

    def measure(self, suffix, days, count):
        self.service.stop()
        print(f"  seeding {count} appointments on {len(days)} days", flush=True)
        Seeding(self.service.store, self.employees, self.random).run(sorted(days), count)
        self.results.add(f"store.mb{suffix}", self.service.store.stat().st_size / 1e6, "MB")
        self.results.add(f"start.seconds{suffix}", self.service.run_ready(), "s")
        self.refresh()
        for name, value in machine.commit_milliseconds(self.service.store.parent).items():
            self.results.add(f"commit.{name}{suffix}", value, "ms")
        medians = {}
        for name, who, request, expected in self.measures():
            medians[name] = self.time(name, suffix, who, request, expected)
        self.results.add(f"memory.peak_mb{suffix}", self.service.memory[1], "MB")
        self.results.add(f"load_average{suffix}", machine.load(), "processes")
        return medians

    def measures(self):
        """Name, who asks, what, and what it must be answered with."""
        yield "booking", "quan-tri", lambda: self.book(is_free=True), 201
        yield "clash", "quan-tri", lambda: self.book(is_free=False), 409
        yield "forced", "quan-tri", lambda: self.book(is_free=False, force=True), 201
        yield "own_booking", "nhan-vien", lambda: self.book(is_free=True, employee=self.employees[3]), 201
        for view in ("day", "week", "month"):
            yield view, "quan-tri", lambda view=view: self.view(view, "employee", self.random.choice(self.employees)), 200
        yield "own_week", "nhan-vien", lambda: self.view("week", "employee", self.employees[3]), 200
        yield "branch_week", "giam-doc", lambda: self.view("week", "employee", self.random.choice(self.employees[:100])), 200
        for view in ("day", "week", "month"):
            yield f"team_{view}", "giam-doc", lambda view=view: self.view(view, "team", self.random.choice(self.teams[:5])), 200
        yield "freebusy", "quan-tri", self.free_busy, 200
        yield "own_list", "nhan-vien", lambda: ("GET", f"/appointments?from={self.monday}&limit=50", None), 200

    def span(self, day, minute, minutes):
        start = datetime(day.year, day.month, day.day, tzinfo=ZONE) + timedelta(minutes=minute)
        return {"startsAt": start.isoformat(), "endsAt": (start + timedelta(minutes=minutes)).isoformat()}

    def day(self):
        return self.monday + timedelta(days=self.random.randrange(5))

    def view(self, view, target, who):
        return "GET", f"/calendar?view={view}&date={self.day()}&{target}={who}", None

    def free_busy(self):
        first = self.random.randrange(EMPLOYEES - 50)
        employees = ",".join(self.employees[first:first + 50])
        return "GET", f"/free-busy?employees={employees}&from={self.monday}&to={self.monday + timedelta(days=6)}", None

    def book(self, is_free, force=False, employee=None):
        """A time at which somebody has something, or has nothing, as the store says just now."""
        # One person alone has not so many free times in a fortnight.
        days = 12 if employee is None else 180
        while True:
            who, day = employee or self.random.choice(self.employees), self.monday + timedelta(days=self.random.randrange(days))
            rows = self.service.query(
                "SELECT startsAt, endsAt FROM booking WHERE partyId = ? AND startsAt BETWEEN ? AND ? AND isBusy",
                (uuid.UUID(who).bytes, instant(day, 0) - 86_400_000, instant(day, 1440)))
            minutes = list(range(420, 1260, 15))
            self.random.shuffle(minutes)
            for minute in minutes:
                start, end = instant(day, minute), instant(day, minute + 15)
                if any(one < end and start < other for one, other in rows) != is_free:
                    body = {"title": "Gọi điện", "employeeIds": [who], **self.span(day, minute, 15)}
                    return "POST", "/appointments", body | ({"force": True} if force else {})

    def time(self, name, suffix, who, request, expected):
        door, times = self.door(who), []
        requests = [request() for _ in range(self.requests // 10)]
        for method, path, body in requests:
            door.send(method, path, body)
        # All made before: what it takes to find a time is not counted. A time that was booked meanwhile is asked again.
        requests = [request() for _ in range(self.requests)]
        cpu, size = self.service.cpu, 0
        for method, path, body in requests:
            start = time.perf_counter()
            answer, content = door.send(method, path, body)
            taken = (time.perf_counter() - start) * 1000
            size += len(content)
            if answer.status == expected:
                times.append(taken)
            elif not (method == "POST" and answer.status == 409):
                raise Failure(f"{name}: {answer.status} {content[:300]}")
        cpu = self.service.cpu - cpu
        if len(times) < self.requests / 2:
            raise Failure(f"{name}: only {len(times)} of {self.requests} were answered {expected}")
        times.sort()
        if name == "freebusy":
            suffix = {"_2m": "_50_people"}.get(suffix, suffix + "_50_people")
        self.results.add(f"{name}.median_ms{suffix}", statistics.median(times), "ms")
        self.results.add(f"{name}.p95_ms{suffix}", times[len(times) * 95 // 100], "ms")
        self.results.add(f"{name}.cpu_us{suffix}", cpu / self.requests * 1e6, "us")
        self.results.add(f"{name}.answer_kb{suffix}", size / self.requests / 1000, "kB")
        return statistics.median(times)


def written(count):
    """200000 as `_200k`, 2000000 as `_2m`."""
    return f"_{count // 1_000_000}m" if count >= 1_000_000 else f"_{count // 1000}k"


def working_days(first, last):
    days = (first + timedelta(days=number) for number in range((last - first).days))
    return [day for day in days if day.weekday() < 5]


def instant(day, minute):
    start = datetime(day.year, day.month, day.day, tzinfo=ZONE) + timedelta(minutes=minute)
    return int(start.timestamp() * 1000)


class Seeding:
    """Copies of a row that the service made, with other ids, people and times; nobody has two at once."""

    def __init__(self, store, employees, generator):
        self.db = sqlite3.connect(store)
        # Nobody else has it open, and one that fails is made anew: no journal, which would be as large as the store.
        self.db.execute("PRAGMA journal_mode = OFF")
        self.db.execute("PRAGMA synchronous = OFF")
        self.db.execute("PRAGMA cache_size = -400000")
        self.db.create_function("bytes_of", 1, lambda text: uuid.UUID(text).bytes, deterministic=True)
        self.random = generator
        self.employees = employees
        self.bytes = [uuid.UUID(one).bytes for one in employees]
        self.alone = [json.dumps([one]) for one in employees]
        self.customers = [uuid.UUID(int=number + (7 << 76) + (1 << 127)).bytes for number in range(CUSTOMERS)]

    def run(self, days, count):
        with self.db:
            self.insert_customers()
            indexes = self.db.execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL AND tbl_name IN ('appointment', 'booking')"
            ).fetchall()
            for name, _ in indexes:
                self.db.execute(f"DROP INDEX {name}")
            self.insert_appointments(days, count)
            for _, sql in indexes:
                self.db.execute(sql)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.close()

    def columns(self, table):
        return [row[1] for row in self.db.execute(f"PRAGMA table_info({table})")]

    def insert_customers(self):
        self.db.executemany(
            "INSERT OR IGNORE INTO customerCopy(id, sequence, name, kind, isActive, responsibleId)"
            " VALUES (?, 1, ?, 'organisation', 1, ?)",
            ((customer, f"Công ty {number}", self.bytes[number % EMPLOYEES]) for number, customer in enumerate(self.customers)))

    def insert_appointments(self, days, count):
        columns = self.columns("appointment")
        row = dict(zip(columns, self.db.execute(
            f"SELECT {', '.join(columns)} FROM appointment WHERE startsAt > 1890000000000 LIMIT 1").fetchone()))
        sql = f"INSERT INTO appointment({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        places = {name: number for number, name in enumerate(columns)}
        template = list(row.values())
        now, today = time.time() * 1000, 0
        self.db.execute("CREATE TEMP TABLE added(id BLOB PRIMARY KEY) WITHOUT ROWID")
        for number, day in enumerate(days):
            wanted = count * (number + 1) // len(days) - count * number // len(days)
            rows, midnight = [], instant(day, 0)
            for people, customer, slot, minutes in self.entries(wanted, number):
                start = midnight + SLOTS[slot] * 60_000
                one = template.copy()
                is_past = start < now
                status = "cancelled" if self.random.random() < 0.05 else "done" if is_past else "scheduled"
                values = {
                    "id": self.identifier(start), "customerId": customer, "startsAt": start, "endsAt": start + minutes * 60_000,
                    "employeeIds": self.alone[people[0]] if len(people) == 1
                    else json.dumps([self.employees[one] for one in people]),
                    "responsibleId": self.bytes[people[0]], "status": status,
                    "outcome": "promising" if status == "done" else None, "outcomeAt": start if status == "done" else None,
                }
                for name, value in values.items():
                    one[places[name]] = value
                rows.append(one)
            rows.sort(key=lambda one: one[places["id"]])
            self.db.executemany(sql, rows)
            self.db.executemany("INSERT INTO added VALUES (?)", ([one[places["id"]]] for one in rows))
        self.insert_bookings()

    def entries(self, wanted, number):
        """Who, with which customer, in which hour of the day, how long: meetings first, then visits."""
        left = wanted
        for first in range(0, EMPLOYEES, MEETING):
            if left:
                left -= 1
                yield list(range(first, first + MEETING)), None, 0, 60
        order = [(who, slot) for who in range(EMPLOYEES) for slot in range(1, len(SLOTS))]
        for index, (who, slot) in enumerate(self.random.sample(order, min(left, len(order)))):
            customer = self.customers[(number * 1000 + index) % CUSTOMERS] if index % 5 < 3 else None
            yield [who], customer, slot, self.random.choice((30, 45, 60))

    def identifier(self, at):
        """As the service makes them: sorted by time, and random."""
        random_bits = self.random.getrandbits(76)
        return (((at - 7 * 86_400_000) << 80) | (7 << 76) | (random_bits >> 64 << 64) | (1 << 63)
                | (random_bits & ((1 << 62) - 1))).to_bytes(16, "big")

    def insert_bookings(self):
        columns = self.columns("booking")
        known = {"partyId", "startsAt", "appointmentId", "kind", "endsAt", "isBusy"}
        row = self.db.execute(f"SELECT {', '.join(columns)} FROM booking WHERE kind = 'employee' LIMIT 1").fetchone()
        # What a later release has added is as the service made it.
        more = {name: value for name, value in zip(columns, row) if name not in known}
        names = ["partyId", "startsAt", "appointmentId", "kind", "endsAt", "isBusy", *more]
        extra = "".join(", ?" for _ in more)
        self.db.execute(
            f"""INSERT INTO booking({', '.join(names)})
                SELECT party, startsAt, id, kind, endsAt, isBusy{extra} FROM (
                  SELECT bytes_of(e.value) AS party, a.startsAt, a.id, 'employee' AS kind, a.endsAt, a.status != 'cancelled' AS isBusy
                  FROM added JOIN appointment a ON a.id = added.id, json_each(a.employeeIds) e
                  UNION ALL SELECT a.customerId, a.startsAt, a.id, 'customer', a.endsAt, a.status != 'cancelled'
                  FROM added JOIN appointment a ON a.id = added.id WHERE a.customerId NOT NULL)
                ORDER BY party, startsAt, id""", list(more.values()))


def merged(path, document):
    """With what another part of the same measurement wrote there."""
    if not path.exists():
        return document
    before = json.loads(path.read_text(encoding="utf-8"))
    return before | {"results": before["results"] + document["results"]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--json")
    parser.add_argument("--join", action="store_true", help="keep what is in the file")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    bench = Bench(options.data, options)
    facts = {**machine.facts(options.data), "quick": options.quick, "seed": SEED}
    try:
        bench.run()
    except Failure as failure:
        sys.exit(f"bench: {failure}")
    finally:
        bench.stop_all()
        facts["load_at_end"] = machine.load()
        if options.json:
            document = bench.results.document(facts)
            write_json(options.json, merged(Path(options.json), document) if options.join else document)


if __name__ == "__main__":
    main()
