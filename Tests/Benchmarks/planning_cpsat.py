#!/usr/bin/env python3
"""Compares the optimising scheduler with OR-Tools CP-SAT (`pip install ortools`) on crowded problems.

    planning_cpsat.py EXECUTABLE PROBLEM... [--seconds 5] [--cpsat-seconds 100] [--workers 1] [--at-once N]

For each problem a line of JSON: what the rules schedule, what `--optimise` schedules and what CP-SAT schedules, per priority
from very high to very low. Both plans of the scheduler are checked against the rules of validity on the way. The ratio is
that of all activities; a plan is `behind` if CP-SAT has more at some priority and no more at a higher one than the plan has.
The scheduler, which searches on two threads, has the machine to itself, one problem after the other; then CP-SAT solves as
many at once as there are cores, or N.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from ortools.sat.python import cp_model

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "PlannerTests"))
from reference import PRIORITIES, Reference, minute  # noqa: E402


class Instance:
    """A problem with everything that can be known about each activity before anything is planned."""

    def __init__(self, problem):
        self.problem = problem
        self.reference = Reference(problem)
        self.activities = [self.prepare(activity) for activity in problem["activities"]]
        self.activities = [activity for activity in self.activities if self.reference.is_taken(activity)]
        self.by_id = {activity["id"]: activity for activity in self.activities}

    def prepare(self, given):
        activity = {name: value for name, value in given.items() if value is not None}
        activity["who"] = sorted({e for e in activity.get("employees", []) if e in self.reference.reserved})
        activity["spans"] = sorted((minute(s["start"]), minute(s["end"])) for s in activity.get("sessions") or [])
        activity["inside"] = [self.reference.inside(*span) for span in activity["spans"]]
        activity["dayBound"] = activity.get("kind") == "hospitality" or not all(activity["inside"])
        return activity

    def is_possible(self, activity, shift):
        """Whether a shift is a candidate that the customer's own times allow (FORMAT 6.4, 6.5)."""
        last = max(end for _, end in activity["spans"])
        deadline = activity.get("deadline")
        return (
            (deadline is None or last + shift <= minute(deadline))
            and self.reference.permitted(activity, shift) and self.reference.customer_fits(activity, shift)
        )

    def shifts(self, activity):
        first, grid, reference = activity["spans"][0][0], self.reference.grid, self.reference
        shifts = [
            start - first for start in range(reference.start, reference.end)
            if start == first or activity["dayBound"] or reference.clock(start)[2] % grid == 0
        ]
        return [shift for shift in shifts if self.is_possible(activity, shift)]

    def faults(self, plan):
        """What is invalid in a plan, whatever preferences it follows."""
        faults, employees, customers = [], {}, {}
        for name, spans in self.reference.reserved.items():
            employees[name] = [(start, end, None) for start, end in spans]
        entries = plan["scheduled"] + plan["unscheduled"]
        if sorted(e["activity"] for e in entries) != sorted(self.by_id):
            faults.append("not every taken activity exactly once")
        for entry in plan["scheduled"]:
            activity, shift = self.by_id[entry["activity"]], entry["shiftMinutes"]
            if sorted(entry["employees"] + entry["unable"]) != activity["who"] or not entry["employees"]:
                faults.append(f"{activity['id']}: wrong employees")
            if not activity["spans"]:
                continue
            shown = [(minute(s["start"]), minute(s["end"])) for s in entry["sessions"]]
            if shown != [(start + shift, end + shift) for start, end in activity["spans"]]:
                faults.append(f"{activity['id']}: sessions and shift differ")
            if not self.is_possible(activity, shift):
                faults.append(f"{activity['id']}: shift {shift} is not possible")
            travel = activity.get("travelMinutes") or 0
            for start, end in shown:
                for employee in entry["employees"]:
                    employees[employee].append((start - travel, end, activity["id"]))
                if activity.get("customer") is not None:
                    customers.setdefault(activity["customer"], []).append((start, end, activity["id"]))
        for name, spans in list(employees.items()) + list(customers.items()):
            spans.sort(key=lambda span: span[:2])
            latest = None
            for span in spans:
                if latest and span[0] < latest[1] and span[2] != latest[2]:
                    faults.append(f"{name}: {latest} overlaps {span}")
                if not latest or span[1] > latest[1]:
                    latest = span
        return faults

    def counts(self, plan):
        """How many activities are scheduled, by priority from very high to very low."""
        priorities = [self.by_id[entry["activity"]].get("priority") or "medium" for entry in plan["scheduled"]]
        return [priorities.count(priority) for priority in PRIORITIES]


def solve(instance, seconds, workers):
    """CP-SAT's plan, and whether it proved that no plan schedules more; reasons and what is unscheduled have no meaning."""
    model = cp_model.CpModel()
    at_employee = {name: [] for name in instance.reference.reserved}
    at_customer, present, shift_of, attends_of = {}, {}, {}, {}
    for name, spans in instance.reference.reserved.items():
        # Commitments may overlap one another; only their union matters.
        merged = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(end, merged[-1][1])
            else:
                merged.append([start, end])
        at_employee[name] = [model.new_fixed_size_interval_var(start, end - start, "") for start, end in merged]
    for activity in instance.activities:
        if not activity["spans"]:
            continue
        shifts = instance.shifts(activity)
        if not shifts:
            continue
        shift = model.new_int_var_from_domain(cp_model.Domain.from_values(shifts), "")
        is_present = present[activity["id"]] = model.new_bool_var("")
        shift_of[activity["id"]] = shift
        attends = attends_of[activity["id"]] = [model.new_bool_var("") for _ in activity["who"]]
        model.add_bool_or(attends).only_enforce_if(is_present)
        travel = activity.get("travelMinutes") or 0
        for employee, attend in zip(activity["who"], attends):
            model.add_implication(attend, is_present)
            for start, end in activity["spans"]:
                at_employee[employee].append(model.new_optional_fixed_size_interval_var(
                    shift + (start - travel), end - start + travel, attend, ""))
        if activity.get("customer") is not None:
            for start, end in activity["spans"]:
                at_customer.setdefault(activity["customer"], []).append(
                    model.new_optional_fixed_size_interval_var(shift + start, end - start, is_present, ""))
    for intervals in [*at_employee.values(), *at_customer.values()]:
        model.add_no_overlap(intervals)
    weights, weight = {}, 1
    for priority in reversed(PRIORITIES):
        names = [name for name in present if (instance.by_id[name].get("priority") or "medium") == priority]
        weights.update(dict.fromkeys(names, weight))
        weight *= len(names) + 1
    model.maximize(sum(weights[name] * literal for name, literal in present.items()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {"scheduled": [], "unscheduled": [], "unable": []}, False
    result = {"scheduled": [], "unscheduled": [], "unable": []}
    for activity in instance.activities:
        name = activity["id"]
        if not activity["spans"]:
            result["scheduled"].append(instance.reference.entry(activity, 0, activity["who"]))
        elif name in present and solver.value(present[name]):
            attending = [e for e, attends in zip(activity["who"], attends_of[name]) if solver.value(attends)]
            result["scheduled"].append(instance.reference.entry(activity, solver.value(shift_of[name]), attending))
        else:
            result["unscheduled"].append({"activity": name, "unable": activity["who"], "reason": ""})
    return result, status == cp_model.OPTIMAL


def children_cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def plan(executable, problem, *options):
    run = subprocess.run([executable, "plan", "--problem", problem, *options], capture_output=True, check=True)
    return json.loads(run.stdout)


def instance_of(path):
    with open(path, encoding="utf-8") as file:
        return Instance(json.load(file))


def own_plans(path, options):
    instance, rules = instance_of(path), plan(options.executable, path)
    before = children_cpu()
    ours = plan(options.executable, path, "--optimise", "--seconds", str(options.seconds))
    return {
        "problem": Path(path).name, "activities": len(instance.activities), "rules": instance.counts(rules),
        "optimised": instance.counts(ours), "cpu_optimised": round(children_cpu() - before, 2),
        "faults": instance.faults(rules) + instance.faults(ours),
    }


def solution(path, seconds, workers):
    instance, before = instance_of(path), time.process_time()
    found, is_proved = solve(instance, seconds, workers)
    return {
        "cpsat": instance.counts(found), "proved": is_proved, "cpu_cpsat": round(time.process_time() - before, 2),
        "faults": instance.faults(found),
    }


def compared(own, theirs):
    result = own | theirs | {"faults": own["faults"] + theirs["faults"]}
    result["ratio_rules"] = round(sum(result["rules"]) / max(1, sum(result["cpsat"])), 4)
    result["ratio"] = round(sum(result["optimised"]) / max(1, sum(result["cpsat"])), 4)
    result["behind"] = result["optimised"] < result["cpsat"]
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("executable")
    parser.add_argument("problems", nargs="+")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--cpsat-seconds", type=float, default=100)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=os.cpu_count())
    options = parser.parse_args()
    own = [own_plans(path, options) for path in options.problems]
    with ProcessPoolExecutor(options.at_once) as pool:
        solving = partial(solution, seconds=options.cpsat_seconds, workers=options.workers)
        for plans, theirs in zip(own, pool.map(solving, options.problems)):
            print(json.dumps(compared(plans, theirs)), flush=True)


if __name__ == "__main__":
    main()
