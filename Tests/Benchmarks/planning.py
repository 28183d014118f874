#!/usr/bin/env python3
"""Measures the automatic scheduler with its real executable.

    planning.py EXECUTABLE [--json FILE] [--quick] [--only PART,…] [--python PYTHON]

Parts: rules (10,000 activities), explain (the same with explanations), optimise (a crowded 10,000 against the rules'
plan) and cpsat (crowded small problems against OR-Tools CP-SAT, 5 s against 100 s; PYTHON is one that has ortools).

Every figure is the median of its runs; a run of `cpsat` is one problem, and those by priority are of all together. CPU
stands beside wall: on a busy machine only the first means anything, and `load_average` tells how busy it was.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import machine
from results import Results, write_json

HERE = Path(__file__).resolve().parent
PRIORITIES = ["very_high", "high", "medium", "low", "very_low"]
LARGE = ["--activities", "10000", "--customers", "5000", "--days", "91", "--seed", "1"]
# Employees, days, load: 20 to 200 activities.
SMALL = [(1, 5, 1.1), (2, 5, 1.2), (2, 7, 1.3), (3, 7, 1.1), (4, 7, 1.2), (2, 14, 1.2), (3, 14, 1.1), (3, 14, 1.3),
         (4, 14, 1.0), (4, 14, 1.2)]


class Bench:
    def __init__(self, options, folder):
        self.executable = options.executable
        self.python = options.python
        self.is_quick = options.quick
        self.runs = 1 if options.quick else 5
        self.folder = Path(folder)
        self.results = Results()

    def problem(self, name, *arguments):
        path = self.folder / name
        if not path.exists():
            with open(path, "w", encoding="utf-8") as file:
                command = [sys.executable, HERE / "planning_instances.py", *arguments]
                subprocess.run(command, stdout=file, check=True)
        return path

    def plan(self, prefix, suffix, problem, *options):
        """Runs the scheduler once. What a child has used at most counts from before its start on: this process must
        stay smaller than the scheduler, which is why OR-Tools is in another."""
        plan = self.folder / "plan.json"
        with open(plan, "w", encoding="utf-8") as file:
            begin = time.perf_counter()
            child = subprocess.Popen([self.executable, "plan", "--problem", problem, *options], stdout=file)
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            sys.exit(f"planning: the scheduler ended with {child.returncode}")
        self.results.add(f"{prefix}.seconds{suffix}", seconds, "s")
        self.results.add(f"{prefix}.cpu_seconds{suffix}", usage.ru_utime + usage.ru_stime, "s")
        self.results.add(f"{prefix}.peak_mb{suffix}", usage.ru_maxrss / 1024, "MB")
        self.results.add(f"{prefix}.load_average{suffix}", machine.load(), "processes")
        return json.loads(plan.read_text(encoding="utf-8"))

    # The parts

    def rules(self):
        problem = self.problem("large.json", "--employees", "200", *LARGE)
        for _ in range(self.runs):
            self.plan("plan", "_10k", problem)

    def explain(self):
        problem = self.problem("large.json", "--employees", "200", *LARGE)
        crowded = self.problem("crowded.json", "--employees", "100", *LARGE)
        for _ in range(self.runs):
            self.plan("explain", "_10k", problem, "--explain", str(self.folder / "explanations.json"))
            self.plan("explain", "_crowded_10k", crowded, "--explain", str(self.folder / "explanations.json"))

    def optimise(self):
        problem = self.problem("crowded.json", "--employees", "100", *LARGE)
        rules = self.plan("plan", "_crowded_10k", problem)
        for seed in range(1, 2 if self.is_quick else 4):
            plan = self.plan("optimise", "_10k", problem, "--optimise", "--seconds", "5", "--seed", str(seed))
            ratio = len(plan["scheduled"]) / len(rules["scheduled"])
            self.results.add("optimise.ratio_to_rules_10k", ratio, "ratio")

    def cpsat(self):
        problems = [
            self.small(seed, number, *shape)
            for seed in ([1] if self.is_quick else [1, 2, 3])
            for number, shape in enumerate(SMALL[:3] if self.is_quick else SMALL)]
        totals = {"optimised": [0] * 5, "cpsat": [0] * 5, "rules": [0] * 5}
        for found in self.comparisons(problems):
            for plan, total in totals.items():
                totals[plan] = [one + other for one, other in zip(total, found[plan])]
        for level, name in enumerate(PRIORITIES):
            if totals["cpsat"][level]:
                ratio = totals["optimised"][level] / totals["cpsat"][level]
                self.results.add(f"optimise.{name}_ratio_to_cpsat", ratio, "ratio")

    def small(self, seed, number, employees, days, load):
        return self.problem(
            f"small-{seed}-{number}.json", "--employees", str(employees), "--days", str(days), "--load", str(load),
            "--customers", str(10 * employees), "--seed", str(100 * seed + number))

    def comparisons(self, problems):
        """One after the other, each when CP-SAT has solved it too."""
        seconds = "10" if self.is_quick else "100"
        command = [self.python, HERE / "planning_cpsat.py", self.executable, *problems, "--cpsat-seconds", seconds]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            for line in child.stdout:
                print(f"  {line.strip()}", flush=True)
                found = json.loads(line)
                if found["faults"]:
                    child.kill()
                    sys.exit(f"planning: {found['problem']}: {found['faults']}")
                self.results.add("optimise.ratio_to_cpsat", found["ratio"], "ratio")
                self.results.add("rules.ratio_to_cpsat", found["ratio_rules"], "ratio")
                self.results.add("optimise.behind_cpsat", found["behind"], "0 or 1")
                self.results.add("optimise.ahead_of_cpsat", found["optimised"] > found["cpsat"], "0 or 1")
                self.results.add("cpsat.proved", found["proved"], "0 or 1")
                self.results.add("optimise.cpu_seconds", found["cpu_optimised"], "s")
                self.results.add("cpsat.cpu_seconds", found["cpu_cpsat"], "s")
                self.results.add("cpsat.load_average", machine.load(), "processes")
                yield found
        if child.returncode:
            sys.exit(f"planning: the comparison ended with {child.returncode}")


PARTS = ["rules", "explain", "optimise", "cpsat"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("executable")
    parser.add_argument("--json")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quen-planning.") as folder:
        bench = Bench(options, folder)
        facts = {**machine.facts(folder), "quick": options.quick}
        try:
            for part in options.only.split(","):
                print(f"== {part}", flush=True)
                getattr(bench, part)()
        finally:
            facts["load_at_end"] = machine.load()
            if options.json:
                write_json(options.json, bench.results.document(facts))


if __name__ == "__main__":
    main()
