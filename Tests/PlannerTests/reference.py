#!/usr/bin/env python3
"""The rules of FORMAT.md once more, as slowly and plainly as they can be written, to compare the scheduler with.

    reference.py plan PROBLEM                        prints the plan of one problem
    reference.py compare EXECUTABLE [COUNT [SEED]]   compares COUNT random problems with `EXECUTABLE plan --problem`

It tries every minute of the window as a start and asks the rules about each. Nothing here is shared with the scheduler.
"""
import json
import random
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

PRIORITIES = ["veryHigh", "high", "medium", "low", "veryLow"]
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def minute(text):
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()) // 60


def clock_minute(text):
    return int(text[:2]) * 60 + int(text[3:])


def utf8(text):
    return text.encode("utf-8", "surrogatepass")


class Reference:
    def __init__(self, problem):
        self.problem = {name: value for name, value in problem.items() if value is not None}
        self.zone = ZoneInfo(self.problem.get("timeZone", "Asia/Ho_Chi_Minh"))
        self.start, self.end = minute(problem["window"]["from"]), minute(problem["window"]["to"])
        self.grid = self.problem.get("gridMinutes", 15)
        self.max_days = self.problem.get("maxShiftDays")
        self.clock = lru_cache(None)(self.clock_of)
        self.working = lru_cache(None)(self.is_working)
        self.reserved = {}
        for employee in self.problem.get("employees", []):
            self.reserved[employee["id"]] = [
                (minute(c["start"]) - (c.get("travelMinutes") or 0), minute(c["end"]))
                for c in employee.get("commitments") or []
            ]
        self.busy, self.weekly = {}, {}
        for customer in self.problem.get("customers", []):
            fixed = (customer.get("commitments") or []) + (customer.get("unavailable") or [])
            self.busy[customer["id"]] = [(minute(c["start"]), minute(c["end"])) for c in fixed]
            self.weekly[customer["id"]] = customer.get("weeklyUnavailable") or []

    def clock_of(self, instant):
        """Local date, weekday and time of day."""
        shown = datetime.fromtimestamp(instant * 60, self.zone)
        return shown.date(), DAYS[shown.weekday()], shown.hour * 60 + shown.minute

    def is_working(self, instant):
        day, weekday, time = self.clock(instant)
        spans = None
        for exception in self.problem.get("workingExceptions") or []:
            if exception["date"] == day.isoformat():
                spans = exception.get("intervals") or []
        if spans is None:
            hours = self.problem.get("workingHours")
            if hours is None:
                return True
            spans = hours.get(weekday) or []
        return any(clock_minute(s["start"]) <= time < clock_minute(s["end"]) for s in spans)

    def customer_free(self, customer, instant):
        if any(start <= instant < end for start, end in self.busy.get(customer, [])):
            return False
        _, weekday, time = self.clock(instant)
        return not any(
            w["weekday"] == weekday and clock_minute(w["start"]) <= time < clock_minute(w["end"])
            for w in self.weekly.get(customer, [])
        )

    def is_taken(self, activity):
        if activity.get("status", "new") not in ("new", "unscheduled") or not activity["who"]:
            return False
        if activity["spans"]:
            return all(start >= self.start and end <= self.end for start, end in activity["spans"])
        planned = activity.get("plannedDate")
        return planned is not None and (
            self.clock(self.start)[0] <= date.fromisoformat(planned) <= self.clock(self.end - 1)[0]
        )

    def first_instant(self, day):
        instant = int(datetime(day.year, day.month, day.day, tzinfo=timezone.utc).timestamp()) // 60 - 1600
        while self.clock(instant)[0] < day:  # a zone may leave a date out
            instant += 1
        return instant

    def order(self, activity):
        deadline = activity.get("deadline")
        if activity["spans"]:
            first = activity["spans"][0][0]
        else:
            first = self.first_instant(date.fromisoformat(activity["plannedDate"]))
        return (
            PRIORITIES.index(activity.get("priority") or "medium"), deadline is None,
            minute(deadline) if deadline else 0, first, utf8(activity["id"]),
        )

    def inside(self, start, end):
        return all(self.working(instant) for instant in range(start, end))

    def permitted(self, activity, shift):
        if shift == 0:
            return True
        if activity.get("kind") == "fair":
            return False
        spans = activity["spans"]
        if any(start + shift < self.start or end + shift > self.end for start, end in spans):
            return False
        first = spans[0][0]
        if activity["dayBound"]:
            for start, _ in spans:
                (day, _, time), (new_day, _, new_time) = self.clock(start), self.clock(start + shift)
                if time != new_time or day == new_day:
                    return False
            moved = abs((self.clock(first + shift)[0] - self.clock(first)[0]).days)
            if self.max_days is not None and moved > self.max_days:
                return False
        else:
            if self.clock(first + shift)[2] % self.grid:
                return False
            if self.max_days is not None and abs(shift) > 1440 * self.max_days:
                return False
        return all(
            self.inside(start + shift, end + shift)
            for (start, end), inside in zip(spans, activity["inside"]) if inside
        )

    def customer_fits(self, activity, shift):
        customer = activity.get("customer")
        return customer is None or all(
            self.customer_free(customer, instant)
            for start, end in activity["spans"] for instant in range(start + shift, end + shift)
        )

    def employee_fits(self, activity, employee, shift):
        travel = activity.get("travelMinutes") or 0
        return not any(
            start + shift - travel < taken_end and taken_start < end + shift
            for start, end in activity["spans"] for taken_start, taken_end in self.reserved[employee]
        )

    def plan(self):
        activities = []
        for given in self.problem.get("activities") or []:
            activity = {name: value for name, value in given.items() if value is not None}
            activity["who"] = sorted({e for e in activity.get("employees", []) if e in self.reserved}, key=utf8)
            activity["spans"] = sorted(
                (minute(s["start"]), minute(s["end"])) for s in activity.get("sessions") or [])
            if self.is_taken(activity):
                activities.append(activity)
        activities.sort(key=self.order)
        plan = {"scheduled": [], "unscheduled": [], "unable": []}
        for activity in activities:
            self.treat(activity, plan)
        plan["unable"] = [
            {"employee": employee, "activity": entry["activity"]}
            for entry in plan["scheduled"] + plan["unscheduled"] for employee in entry["unable"]
        ]
        plan["unable"].sort(key=lambda pair: (utf8(pair["employee"]), utf8(pair["activity"])))
        return plan

    def treat(self, activity, plan):
        if not activity["spans"]:
            plan["scheduled"].append(self.entry(activity, 0, activity["who"]))
            return
        activity["inside"] = [self.inside(*span) for span in activity["spans"]]
        activity["dayBound"] = activity.get("kind") == "hospitality" or not all(activity["inside"])
        shift, reason = self.choose(activity)
        if reason:
            plan["unscheduled"].append({"activity": activity["id"], "unable": activity["who"], "reason": reason})
            return
        attending = [e for e in activity["who"] if self.employee_fits(activity, e, shift)]
        travel = activity.get("travelMinutes") or 0
        for start, end in activity["spans"]:
            for employee in attending:
                self.reserved[employee].append((start + shift - travel, end + shift))
            if activity.get("customer") is not None:
                self.busy.setdefault(activity["customer"], []).append((start + shift, end + shift))
        plan["scheduled"].append(self.entry(activity, shift, attending))

    def choose(self, activity):
        first, last = activity["spans"][0][0], max(end for _, end in activity["spans"])
        shifts = {0, *range(self.start - first, self.end - first)}
        deadline = minute(activity["deadline"]) if activity.get("deadline") else None
        candidates = [
            d for d in shifts if (deadline is None or last + d <= deadline) and self.permitted(activity, d)]
        if not candidates:
            return None, "deadline"
        possible = [d for d in candidates if self.customer_fits(activity, d)]
        if not possible:
            return None, "customerUnavailable"
        score = {d: sum(self.employee_fits(activity, e, d) for e in activity["who"]) for d in possible}
        if activity.get("kind") == "fair":
            return (0, None) if score.get(0, 0) >= 1 else (None, "fixedDate")
        if len(activity["who"]) == 2 and score.get(0, 0) >= 1:
            return 0, None
        good = [d for d in possible if score[d] >= 1]
        if not good:
            return None, "noEmployeeFree"
        return min(good, key=lambda d: (-score[d], abs(d), d)), None

    def entry(self, activity, shift, attending):
        return {
            "activity": activity["id"],
            "sessions": [
                {"start": self.text(start + shift), "end": self.text(end + shift)} for start, end in activity["spans"]
            ],
            "employees": attending, "unable": [e for e in activity["who"] if e not in attending],
            "shiftMinutes": shift,
        }

    def text(self, instant):
        return datetime.fromtimestamp(instant * 60, self.zone).isoformat(timespec="seconds")


# Around changes of the clocks, in both directions, at midnight, by half an hour and across the date line.
PLACES = [
    ("Asia/Ho_Chi_Minh", "2026-03-02"), ("Europe/Paris", "2026-03-27"), ("Europe/Paris", "2026-10-23"),
    ("America/New_York", "2026-03-06"), ("America/New_York", "2026-10-30"), ("UTC", "2025-12-30"),
    ("Australia/Lord_Howe", "2026-04-03"), ("Australia/Lord_Howe", "2026-10-02"), ("Asia/Kathmandu", "2026-02-27"),
    ("America/Santiago", "2026-04-03"), ("America/Santiago", "2026-09-04"), ("Pacific/Apia", "2011-12-28"),
    ("America/St_Johns", "2006-10-27"), ("America/St_Johns", "2006-03-31"), ("Africa/Cairo", "2026-04-22"),
    ("Africa/Cairo", "2026-10-28"), ("Pacific/Kwajalein", "1993-08-19"), ("Asia/Pyongyang", "2018-05-03"),
]


class Guess:
    """A random problem in which everything happens more often than in life."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        name, day = self.random.choice(PLACES)
        self.zone_name, self.zone = name, ZoneInfo(name)
        self.days = self.random.choice([1, 2, 3, 4, 5])
        first = int(datetime.fromisoformat(day).replace(tzinfo=timezone.utc).timestamp()) // 60
        self.first = first + self.random.choice([0, 0, 60, -420, 1440, 720, 7])
        self.last = self.first + self.days * 1440 - self.random.choice([0, 0, 60, 13])
        # Where many activities want to be.
        self.crowded = [self.instant() for _ in range(2)]

    def text(self, instant):
        zone = self.random.choice([self.zone, timezone.utc, timezone(timedelta(hours=-9, minutes=-30))])
        if self.random.random() < 0.1:
            return datetime.fromtimestamp(instant * 60, timezone.utc).strftime("%Y-%m-%dT%H:%M:00Z")
        return datetime.fromtimestamp(instant * 60, zone).isoformat(timespec="seconds")

    def span(self, start, length):
        return {"start": self.text(start), "end": self.text(start + length)}

    def instant(self):
        return self.random.randrange(self.first // 15, self.last // 15 + 1) * 15 + self.random.choice([0] * 6 + [7, 5])

    def spans(self, most, lengths):
        return [
            self.span(self.instant() - 30, self.random.choice(lengths)) for _ in range(self.random.randrange(most + 1))
        ]

    def day_spans(self):
        kind = self.random.randrange(9)
        if kind == 0:
            return [{"start": "00:00", "end": "24:00"}]
        if kind == 1:
            return [{"start": "22:00", "end": "24:00"}, {"start": "00:00", "end": "06:00"}]
        if kind == 2:
            return []
        if kind == 3:
            return [{"start": "13:30", "end": "17:30"}, {"start": "08:00", "end": "12:00"}]
        if kind == 4:
            return [{"start": "08:00", "end": "12:00"}, {"start": "12:00", "end": "14:00"},
                    {"start": "09:00", "end": "10:00"}]
        if kind >= 7:
            return [{"start": "06:00", "end": "22:00"}]
        start = self.random.randrange(0, 1300)
        end = self.random.randrange(start + 1, 1441)
        return [{"start": f"{start // 60:02}:{start % 60:02}", "end": f"{end // 60:02}:{end % 60:02}"}]

    def maybe(self, probability, value):
        return value() if self.random.random() < probability else None

    def activity(self, number, employees):
        pick = self.random
        base = pick.choice(self.crowded) if pick.random() < 0.8 else self.instant()
        count = pick.choice([0, 1, 1, 1, 1, 1, 2, 3])
        sessions = []
        for _ in range(count):
            step = pick.choice([0, 30, 60, 1440, 1500])
            sessions.append(self.span(base + step, pick.choice([15, 30, 60, 60, 90, 600])))
        pick.shuffle(sessions)
        shown = datetime.fromtimestamp(base * 60, self.zone).date() + timedelta(days=pick.choice([0, 0, 1, -1]))
        return {
            "id": pick.choice(["A", "a", "á", "a\u0301", "Ω", "\U0001f600", "é\"\\", "z\n"]) + str(number),
            "kind": pick.choice([None, "meeting", "meeting", "visit", "hospitality", "fair"]),
            "priority": pick.choice([None, *PRIORITIES]), "status": pick.choice([None, "new", "unscheduled", "done"]),
            "sessions": sessions if sessions or pick.random() < 0.5 else None,
            "plannedDate": self.maybe(0.6, lambda: shown.isoformat()),
            "deadline": self.maybe(0.4, lambda: self.text(base + pick.choice([-60, 30, 60, 120, 600, 1440, 3000]))),
            "travelMinutes": self.maybe(0.4, lambda: pick.choice([0, 15, 20, 45])),
            "customer": self.maybe(0.6, lambda: pick.choice(["C1", "C2", "C9"])),
            "employees": [pick.choice(employees + ["X"]) for _ in range(pick.choice([0, 1, 1, 2, 2, 3, 4, 5]))],
        }

    def problem(self):
        pick = self.random
        employees = [f"E{n}" for n in range(pick.choice([1, 2, 3, 5]))] + ["é"]
        first_day = datetime.fromtimestamp(self.first * 60, self.zone).date()
        exceptions = {
            (first_day + timedelta(days=pick.randrange(self.days + 1))).isoformat(): self.day_spans()
            for _ in range(pick.randrange(3))
        }
        activities = [self.activity(n, employees) for n in range(pick.randrange(1, 12))]
        problem = {
            "timeZone": self.zone_name, "window": {"from": self.text(self.first), "to": self.text(self.last)},
            "workingHours": self.maybe(0.8, lambda: {day: self.day_spans() for day in DAYS if pick.random() < 0.85}),
            "workingExceptions": [{"date": day, "intervals": spans} for day, spans in exceptions.items()],
            "gridMinutes": pick.choice([None, 1, 7, 15, 30, 60, 50, 1440]),
            "maxShiftDays": pick.choice([None, None, 0, 1, 2]),
            "employees": [
                {"id": e, "commitments": [
                    {**s, "travelMinutes": pick.choice([None, 0, 30])} for s in self.spans(6, [30, 60, 240, 600])]}
                for e in employees
            ],
            "customers": [
                {"id": c, "commitments": self.spans(3, [60, 120]), "unavailable": self.spans(1, [600, 1440]),
                 "weeklyUnavailable": [
                     {"weekday": pick.choice(DAYS), **span} for _ in range(pick.randrange(4)) for span in self.day_spans()
                 ]}
                for c in ("C1", "C2")
            ],
            "activities": activities,
        }
        return {name: value for name, value in problem.items() if value is not None or pick.random() < 0.5}


def compare(executable, count, seed):
    print(f"{count} random problems from seed {seed}")
    different = 0
    for number in range(seed, seed + count):
        problem = Guess(number).problem()
        expected = Reference(problem).plan()
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(problem, file, ensure_ascii=number % 2 == 0)
            file.flush()
            run = subprocess.run([executable, "plan", "--problem", file.name], capture_output=True, check=False)
        if run.returncode != 0 or json.loads(run.stdout) != expected:
            different += 1
            print(f"seed {number}: differs (status {run.returncode}) {run.stderr.decode()}")
    print(f"{different} of {count} differ")
    return 1 if different else 0


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "plan":
        with open(sys.argv[2], encoding="utf-8") as file:
            json.dump(Reference(json.load(file)).plan(), sys.stdout, ensure_ascii=False, indent=1)
        return 0
    if len(sys.argv) >= 3 and sys.argv[1] == "compare":
        numbers = [int(text) for text in sys.argv[3:]]
        return compare(sys.argv[2], *(numbers + [200, 1][len(numbers):]))
    print(__doc__, file=sys.stderr)
    return 64


if __name__ == "__main__":
    sys.exit(main())
