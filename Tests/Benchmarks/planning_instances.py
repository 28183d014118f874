#!/usr/bin/env python3
"""Generates problems for the automatic scheduler in which more is to be done than there is time for.

    planning_instances.py --activities 10000 --employees 200 --customers 5000 --days 91 --seed 1 > problem.json

The same arguments always give the same problem. `--load` is the asked working time, each activity counted for one
employee, as a share of what their commitments leave; at 1 and above some activities must stay unscheduled.
"""
import argparse
import json
import random
import sys
from datetime import datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=7))
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
HOURS = [("08:00", "12:00"), ("13:30", "17:30")]
LENGTHS = [30, 45, 60, 60, 90, 120, 180]
PRIORITIES = ["veryHigh", "high", "high", "medium", "medium", "medium", "low", "low", "veryLow"]
MINUTES_A_DAY = 480


def text(instant):
    return instant.isoformat(timespec="seconds")


def span(start, minutes):
    return {"start": text(start), "end": text(start + timedelta(minutes=minutes))}


class Generator:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.first = datetime(2026, 3, 2, tzinfo=ZONE)
        self.last = self.first + timedelta(days=options.days)
        self.working = [
            day for day in (self.first + timedelta(days=n) for n in range(options.days)) if day.weekday() < 5
        ]

    def start(self, minutes):
        """A quarter hour of some working day at which a session of so many minutes is inside working hours."""
        while True:
            minute = self.random.choice([8 * 60, 13 * 60 + 30]) + 15 * self.random.randrange(16)
            end = 12 * 60 if minute < 12 * 60 else 17 * 60 + 30
            if minute + minutes <= end:
                return self.random.choice(self.working) + timedelta(minutes=minute)

    def employee(self, number):
        commitments = []
        minutes_to_fill = self.options.busy * len(self.working) * MINUTES_A_DAY * self.random.uniform(0.6, 1.4)
        for _ in range(int(minutes_to_fill / (sum(LENGTHS) / len(LENGTHS)))):
            minutes = self.random.choice(LENGTHS)
            commitment = span(self.start(minutes), minutes)
            if self.random.random() < 0.3:
                commitment["travelMinutes"] = self.random.choice([15, 30, 45])
            commitments.append(commitment)
        return {"id": f"E{number}", "commitments": commitments}

    def customer(self, number):
        pick = self.random
        customer = {"id": f"C{number}", "commitments": [], "unavailable": [], "weeklyUnavailable": []}
        for _ in range(pick.randrange(3)):
            minutes = pick.choice(LENGTHS)
            customer["commitments"].append(span(self.start(minutes), minutes))
        if pick.random() < 0.5:
            start, end = pick.choice([("08:00", "10:00"), ("13:00", "15:00"), ("15:00", "18:00")])
            customer["weeklyUnavailable"].append({"weekday": pick.choice(WEEKDAYS[:5]), "start": start, "end": end})
        if pick.random() < 0.2:
            customer["unavailable"].append(span(pick.choice(self.working), 1440 * pick.choice([1, 2, 3])))
        return customer

    def activity(self, number):
        pick = self.random
        minutes = pick.choice(LENGTHS)
        start = self.start(minutes)
        sessions = [span(start, minutes)]
        if pick.random() < 0.08 and start + timedelta(days=3) < self.last:
            sessions.append(span(start + timedelta(days=pick.choice([1, 2])), minutes))
        team = pick.choice([1, 1, 1, 1, 2, 2, 3])
        activity = {
            "id": f"A{number}", "priority": pick.choice(PRIORITIES), "sessions": sessions,
            "kind": pick.choices(["meeting", "visit", "hospitality", "fair"], [60, 32, 6, 2])[0],
            "employees": [f"E{n}" for n in pick.sample(range(self.options.employees), min(team, self.options.employees))],
        }
        if self.options.customers and pick.random() < 0.85:
            activity["customer"] = f"C{pick.randrange(self.options.customers)}"
        if pick.random() < 0.4:
            activity["travelMinutes"] = pick.choice([15, 30])
        if pick.random() < 0.5:
            late = timedelta(days=pick.choice([1, 2, 3, 5, 10]))
            activity["deadline"] = text(min(datetime.fromisoformat(sessions[-1]["end"]) + late, self.last))
        return activity, minutes * len(sessions) + activity.get("travelMinutes", 0)

    def problem(self):
        options = self.options
        employees = [self.employee(n) for n in range(options.employees)]
        customers = [self.customer(n) for n in range(options.customers)]
        wanted = options.load * (1 - options.busy) * options.employees * len(self.working) * MINUTES_A_DAY
        activities, asked = [], 0
        while len(activities) < options.activities if options.activities else asked < wanted:
            activity, minutes = self.activity(len(activities))
            activities.append(activity)
            asked += minutes
        hours = {day: [{"start": start, "end": end} for start, end in HOURS] for day in WEEKDAYS[:5]}
        problem = {
            "timeZone": "Asia/Ho_Chi_Minh", "window": {"from": text(self.first), "to": text(self.last)},
            "workingHours": hours, "gridMinutes": 15, "employees": employees, "customers": customers,
            "activities": activities,
        }
        if options.max_shift_days is not None:
            problem["maxShiftDays"] = options.max_shift_days
        return problem


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--activities", type=int, default=0, help="how many; 0: as many as the load asks for")
    parser.add_argument("--employees", type=int, default=4)
    parser.add_argument("--customers", type=int, default=40)
    parser.add_argument("--days", type=int, default=14)
    parser.add_argument("--load", type=float, default=1.2)
    parser.add_argument("--busy", type=float, default=0.2, help="the share of working time that is committed already")
    parser.add_argument("--max-shift-days", type=int)
    parser.add_argument("--seed", type=int, default=1)
    json.dump(Generator(parser.parse_args()).problem(), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
