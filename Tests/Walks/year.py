"""A marketing manager's year, walked through the Gateway's HTTP on an empty installation: the firm, the year's plan, its
budget sent back once and approved, a month scheduled automatically, clashes settled, the diary, planned against actual, the
reports, everybody's calendar feed, wrong input of every kind, and somebody who leaves.

The environment names the Gateway (QUEN_WALK_GATEWAY), an administrator's token (QUEN_WALK_TOKEN) and a password for new
accounts (QUEN_WALK_PASSWORD). Every fault is printed, then one line that says how much was tried; ends with 1 if there is a fault.
"""

import datetime as dt
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "ContractTests"))

import approval  # noqa: E402
import clashes  # noqa: E402
import costs  # noqa: E402
import diary  # noqa: E402
import feeds  # noqa: E402
import firm  # noqa: E402
import leaver  # noqa: E402
import month  # noqa: E402
import refusals  # noqa: E402
import reports  # noqa: E402
import year_plan  # noqa: E402
from checks import Checks  # noqa: E402
from days import ZONE, Calendar  # noqa: E402
from house import House  # noqa: E402

CHAPTERS = [
    ("the firm", firm.found_the_firm), ("the year's plan", year_plan.plan_the_year), ("the budget", approval.approve_the_budget),
    ("the month", month.schedule_the_month), ("clashes", clashes.settle_clashes), ("the diary", diary.write_the_diary),
    ("planned against actual", costs.planned_against_actual), ("reports", reports.read_reports), ("feeds", feeds.subscribe),
    ("wrong input", refusals.refuse_what_is_wrong), ("somebody leaves", leaver.somebody_leaves)]


def main():
    checks = Checks()
    house = House(checks, os.environ["QUEN_WALK_GATEWAY"], os.environ["QUEN_WALK_TOKEN"], os.environ["QUEN_WALK_PASSWORD"],
                  Calendar(dt.datetime.now(ZONE).date()))
    for name, chapter in CHAPTERS:
        began, counted, faults = time.monotonic(), checks.count, len(checks.faults)
        checks.tell(name, chapter, house)
        print(f"{name}: {checks.count - counted} assertions, {len(checks.faults) - faults} faults, "
              f"{time.monotonic() - began:.0f} s", flush=True)
    for fault in checks.faults:
        print(f"FAULT {fault}")
    print(f"walk: {checks.count} assertions, {len(house.activities)} activities, {house.proposals} proposals, "
          f"{house.feeds} feeds, {len(checks.faults)} faults")
    return 1 if checks.faults else 0


if __name__ == "__main__":
    sys.exit(main())
