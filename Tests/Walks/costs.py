"""Planned against actual, by everything that it is told by, held against sums of the walk's own, exact to the đồng and cent."""

import collections
import csv
import io
from decimal import Decimal

from days import day_of
from firm import ITEMS, TEAMS

GROUPINGS = ["item", "month", "kind", "purpose", "team", "employee", "campaign", "plan"]
DECIMALS = {"VND": 0, "USD": 2, "EUR": 2}
HEADS = {"vi": ["Tên", "Loại tiền", "Dự kiến", "Thực tế", "Chênh lệch"],
         "en": ["Name", "Currency", "Planned", "Actual", "Difference"]}


def planned_against_actual(house):
    cancelled_after_approval(house)
    calendar = house.calendar
    half = calendar.months[1], calendar.months[4]
    for who in ("lan", "mai"):
        for by in GROUPINGS:
            compare(house, who, by)
        compare(house, who, "item", days=half)
        compare(house, who, "employee", days=half)
        compare(house, who, "month", plan="year")
        compare(house, who, "kind", plan="board")
    compare(house, "lan", "item", plan="da-nang", is_hidden=True)
    compare(house, "long", "plan")
    files(house)


def cancelled_after_approval(house):
    """What is called off after the approval was planned all the same; the plan as it is now no longer has it."""
    one = house.activities["a43"]
    house.act("lan", "POST", f"/activities/{one.id}/cancel", {"reason": "khách đổi ý"})
    one.status = "cancelled"
    plan = house.read("lan", f"/plans/{house.plans['year']}")
    now, was = ({(line["item"], line["amount"]["currency"]): line["amount"]["amount"] for line in sums}
                for sums in (plan["sums"], plan["approval"]["sums"]))
    item, currency, amount = one.costs[0]
    house.checks.equal("what was called off is out of the budget and in the approval",
                       was[item, currency] - now.get((item, currency), 0), amount)


def lines(house):
    """Every cost once: planned and actual, with all that it may be told by."""
    for one in house.activities.values():
        facts = {"kind": one.kind, "purpose": one.purpose, "who": one.who[0], "campaign": one.campaign, "plan": one.plan}
        if one.plan:
            yield from (facts | {"day": one.approved_day, "cost": cost, "actual": 0} for cost in one.approved)
        elif one.status != "cancelled":
            yield from (facts | {"day": one.day, "cost": cost, "actual": 0} for cost in one.costs)
        if one.diary:
            yield from (facts | {"day": day_of(one.diary["end"]), "cost": cost, "actual": 1} for cost in one.diary["costs"])
    for one in house.appointment_diaries:
        facts = {"kind": "appointment", "purpose": None, "who": one["who"], "campaign": None, "plan": None}
        yield from (facts | {"day": one["day"], "cost": cost, "actual": 1} for cost in one["costs"])


def of_line(house, by, line, who):
    """The keys and names of the rows in which a cost counts."""
    person = house.people[line["who"]]
    item = line["cost"][0]
    match by:
        case "item":
            return [(item, ITEMS[item])]
        case "month":
            month = line["day"].isoformat()[:7] if line["day"] else None
            return [(month, month or "–")]
        case "kind" | "purpose" | "campaign":
            return [(line[by], line[by] or "–")]
        case "employee":
            return [(person.employee, person.name)]
        case "team":
            return [(team, TEAMS[team][0]) for team in person.teams] or [(None, "–")]
        case "plan":
            if line["plan"] is None:
                return [(None, "–")]
            if not sees_plan(house, line["plan"], who):
                return [(None, "other-plans")]
            return [(house.plans[line["plan"]], PLAN_NAMES[line["plan"]])]


PLAN_NAMES = {"year": "Kế hoạch tiếp thị cả năm", "board": "Kế hoạch của giám đốc chi nhánh", "da-nang": "Kế hoạch Đà Nẵng"}


def sees_plan(house, plan, who):
    branch = house.people[who].branch
    return branch == "tru-so" or (plan == "da-nang") == (branch == "da-nang")


def money(amount, currency):
    places = DECIMALS[currency]
    return f"{Decimal(amount).scaleb(-places):.{places}f}"


def texts(planned, actual, currency):
    return money(planned, currency), money(actual, currency), money(actual - planned, currency)


def expected(house, who, by, days, plan):
    """Rows and totals of what is within reach."""
    rows, totals = collections.defaultdict(lambda: [0, 0]), collections.defaultdict(lambda: [0, 0])
    branch = house.people[who].branch
    for line in lines(house):
        if branch not in ("tru-so", house.people[line["who"]].branch):
            continue
        if days and not (line["day"] and days[0] <= line["day"] <= days[1]):
            continue
        if plan and line["plan"] != plan:
            continue
        _, currency, amount = line["cost"]
        for key in of_line(house, by, line, who):
            rows[key + (currency,)][line["actual"]] += amount
        totals[currency][line["actual"]] += amount
    shown = {key: texts(*sums, key[2]) for key, sums in rows.items() if any(sums)}
    return shown, {currency: texts(*sums, currency) for currency, sums in totals.items()}


def query(house, by, days, plan):
    text = f"/reports/costs?by={by}"
    if days:
        text += f"&from={days[0]}&to={days[1]}"
    return text + (f"&plan={house.plans[plan]}" if plan else "")


def figures(row):
    return row["planned"], row["actual"], row["difference"]


def compare(house, who, by, days=None, plan=None, is_hidden=False):
    checks = house.checks
    report = house.read(who, query(house, by, days, plan))
    rows, totals = ({}, {}) if is_hidden else expected(house, who, by, days, plan)
    what = f"costs by {by} for {who}" + (f" of {days[0]} to {days[1]}" if days else "") + (f" of {plan}" if plan else "")
    came = {(row.get("key"), row["name"], row["currency"]): figures(row) for row in report["rows"]}
    checks.equal(f"{what}: which rows", sorted(map(str, came)), sorted(map(str, rows)))
    for key in rows:
        checks.equal(f"{what}: {key[1]} in {key[2]}", came.get(key), rows[key])
    checks.equal(f"{what}: in all", {row["currency"]: figures(row) for row in report["totals"]}, totals)
    checks.equal(f"{what}: nothing is cut off", (report["isCut"], len(report["rows"])), (False, len(came)))


def files(house):
    """The same as a file, in both languages, for who may export."""
    checks = house.checks
    for by in GROUPINGS:
        report = house.read("lan", query(house, by, None, None))["rows"]
        for language in ("vi", "en"):
            answer = house.ask("lan", "GET", query(house, by, None, None) + "&format=csv", Accept_Language=language)
            checks.answer(f"costs by {by} as a file ({language})", answer, 200)
            checks.true("its type", answer.headers["content-type"].startswith("text/csv"), answer.headers)
            table = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
            checks.equal(f"columns by {by} ({language})", table[0][1:], HEADS[language])
            came = [[row[0], *row[2:]] for row in table[1:]]
            checks.equal(f"rows of the file by {by} ({language})", came, [
                [row.get("key") or "", row["currency"], *figures(row)] for row in report])
    kinds = house.act("lan", "GET", query(house, "kind", None, None) + "&format=csv", Accept_Language="vi").text
    checks.true("kinds are told in Vietnamese", "Hội chợ" in kinds and ",Khảo sát," in kinds, kinds[:400])
    checks.answer("who may not export gets no file", house.ask("hoa", "GET", "/reports/costs?format=csv"), 403)
    checks.answer("an accountant has no costs of activities", house.ask("yen", "GET", "/reports/costs"), 403)
