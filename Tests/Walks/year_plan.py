"""The year's plan: more than fifty activities with what they cost, over twelve months."""

import collections
import dataclasses
import datetime as dt
import uuid

from days import at
from house import Activity

KINDS = ["meeting", "visit", "email", "hospitality", "gift", "fair", "survey", "letter", "maintenance", "other", "fax", "call"]
PURPOSES = ["market-research", "new-customers", "existing-customers", "relationship", "other"]
PRIORITIES = ["very-high", "high", "medium", "low", "very-low"]
STAFF = ["anh", "huy", "trang", "hoa", "nam", "thang"]
CUSTOMERS = ["an-phat", "binh-minh", "cuu-long", "dai-viet", "gia-lam", "hoa-sen", "khach-le"]
ITEMS = ["QC", "TK", "QT", "IN", "DL", "HC"]
CAMPAIGNS = [str(uuid.uuid4()), str(uuid.uuid4()), None]
# On which of a month's working days, from when, for how long.
TIMES = [(1, "08:30", 60), (4, "09:15", 90), (7, "14:00", 120), (12, "15:30", 60)]


def price(number):
    """What an activity is planned to cost: mostly đồng, now and then dollars and cents."""
    costs = [(ITEMS[number % 6], "VND", (number + 1) * 1_250_000 + 7 * number)]
    if number % 3 == 0:
        costs.append((ITEMS[(number + 2) % 6], "VND", 333_333 + number))
    if number % 9 == 4:
        costs.append(("QC", "USD", 12_345 + number))
    return costs


def ordinary(calendar):
    """Four a month, but for the month that is scheduled."""
    number = 0
    for month, days in enumerate(calendar.days):
        if month == calendar.SCHEDULED:
            continue
        for place, clock, length in TIMES:
            start = at(days[place], clock)
            kind = KINDS[number % 12]
            # A call's diary is the call itself, and months that are over are for the diary.
            kind = "visit" if kind == "call" and month < 2 else kind
            who = [STAFF[number % 6]] + ([STAFF[(number + 1) % 6]] if number % 4 == 0 else [])
            yield Activity(
                f"a{number:02}", f"Hoạt động {number:02} tháng {month + 1}", kind, PURPOSES[number % 5],
                PRIORITIES[number % 5], who, [(start, start + dt.timedelta(minutes=length))],
                customer=None if number % 7 == 6 else CUSTOMERS[number % 7], costs=price(number),
                campaign=CAMPAIGNS[number % 3])
            number += 1


def of_the_month(calendar):
    """What meets in the month that is scheduled: customers and people wanted twice, fairs, evenings, leave, deadlines."""
    days = calendar.days[calendar.SCHEDULED]
    number = iter(range(60, 99))

    def one(key, title, kind, priority, who, *sessions, **more):
        count = next(number)
        return Activity(key, title, kind, PURPOSES[count % 5], priority, who,
                        [(at(days[day], start), at(days[day], end)) for day, start, end in sessions],
                        costs=price(count), campaign=CAMPAIGNS[count % 3], **more)

    return [
        one("launch", "Họp ra mắt", "meeting", "very-high", ["anh"], (2, "09:00", "10:00"), customer="an-phat"),
        one("rival", "Thăm An Phát", "visit", "high", ["huy"], (2, "09:00", "10:00"), customer="an-phat"),
        one("travel", "Thăm Bình Minh", "visit", "medium", ["anh"], (2, "09:30", "10:30"), customer="binh-minh", travel=30),
        one("fair", "Hội chợ lớn", "fair", "high", ["trang"], (5, "08:30", "17:30")),
        one("small-fair", "Hội chợ nhỏ", "fair", "low", ["trang"], (6, "08:00", "12:00")),
        one("too-late", "Báo giá gấp", "meeting", "very-high", ["nam"], (0, "08:00", "09:00"), customer="dai-viet",
            deadline=at(days[0], "08:30")),
        one("dinner", "Tiếp Cửu Long", "hospitality", "high", ["thang", "huy"], (3, "18:00", "20:00"), customer="cuu-long",
            travel=45),
        one("supper", "Tiếp Đại Việt", "hospitality", "low", ["thang"], (3, "18:30", "20:00"), customer="dai-viet"),
        one("survey", "Khảo sát hai buổi", "survey", "medium", ["huy", "nam"], (7, "08:00", "10:00"), (8, "08:00", "10:00"),
            customer="gia-lam"),
        one("three", "Họp ba người", "meeting", "medium", ["anh", "hoa", "nam"], (4, "14:00", "15:00")),
        one("trainee", "Bảo trì máy in", "maintenance", "high", ["tung"], (5, "09:00", "10:00"), customer="hoa-sen"),
        one("crowd", "Thư cho khách lẻ", "email", "low", ["anh"], (2, "09:00", "09:30"), customer="khach-le"),
        one("on-leave", "Thăm Hoa Sen", "visit", "very-low", ["huy"], (11, "10:00", "11:00"), customer="hoa-sen",
            deadline=at(days[12], "17:30")),
        one("shut", "Gặp Gia Lâm", "meeting", "medium", ["nam"], (0, "10:00", "11:00"), customer="gia-lam",
            deadline=at(days[0], "12:00")),
        one("a-day", "Tặng quà trong ngày", "gift", "medium", ["hoa"], planned_on=days[10], customer="dai-viet"),
        one("evening", "Tiếp khách lẻ", "hospitality", "medium", ["nam", "thang"], (4, "17:00", "18:30"), customer="khach-le"),
        one("in-summer", "Chưa có ngày giờ", "other", "low", ["trang"], deadline=at(calendar.days[8][3], "17:00")),
        one("some-day", "Không ngày, không hạn", "other", "very-low", ["trang"]),
    ]


def plan_the_year(house):
    """The marketing manager makes the plan. Her colleague enters two of the activities as requests, which she takes in."""
    checks, calendar = house.checks, house.calendar
    body = {"name": "Kế hoạch tiếp thị cả năm", "periodFrom": calendar.first.isoformat(),
            "periodTo": calendar.last.isoformat()}
    made = house.act("lan", "POST", "/plans", body)
    house.plans["year"] = made.id
    path = f"/plans/{made.id}"
    checks.answer("an empty plan is not submitted", house.ask("lan", "POST", f"{path}/submit", {}), 409, "plan-empty")
    drafts = [*ordinary(calendar), *of_the_month(calendar)]
    for one in drafts[:2]:
        house.enter("anh", one)
    for one in drafts[2:]:
        house.enter("lan", one, "year")
    taken = house.act("lan", "POST", f"{path}/activities", {"activityIds": [one.id for one in drafts[:2]]})
    checks.equal("taking activities in", taken.status, 200)
    for one in drafts[:2]:
        one.plan = "year"
        checks.equal("what a plan took in is planned", house.read("lan", f"/activities/{one.id}")["origin"], "plan")
    # The same request a second time, as after an answer that was lost.
    again = house.ask("lan", "POST", "/activities", house.body(drafts[2]) | {"planId": made.id}, Idempotency_Key="lost-answer-1")
    twice = house.ask("lan", "POST", "/activities", house.body(drafts[2]) | {"planId": made.id}, Idempotency_Key="lost-answer-1")
    checks.equal("a repeated request makes one activity", (twice.status, twice.id), (again.status, again.id))
    house.act("lan", "POST", f"/activities/{again.id}/cancel", {"reason": "nhập hai lần"})
    house.activities["twice"] = dataclasses.replace(drafts[2], key="twice", id=again.id, status="cancelled")
    checks.equal("activities of the plan", len(house.all("lan", f"/activities?plan={made.id}")), len(drafts) + 1)
    sums_are_ours(house, "year", "the draft")


def sums(activities):
    """By item and currency in all and by month, and by currency, of those that count."""
    items, totals = collections.defaultdict(lambda: collections.Counter()), collections.Counter()
    for one in activities:
        if one.is_cut or one.status == "cancelled":
            continue
        for item, currency, amount in one.costs:
            items[item, currency][one.day.isoformat()[:7] if one.day else None] += amount
            totals[currency] += amount
    return {key: dict(months) for key, months in items.items()}, dict(totals)


def as_read(view):
    """The sums of a plan or its content as the API has them, in the shape of ours; each sum must be that of its months."""
    items = {}
    for line in view["sums"]:
        months = {one.get("month"): one["amount"]["amount"] for one in line["months"]}
        items[line["item"], line["amount"]["currency"]] = months
        if sum(months.values()) != line["amount"]["amount"]:
            items[line["item"], "sum"] = line["amount"]["amount"]
    return items, {one["currency"]: one["amount"] for one in view["totals"]}


def sums_are_ours(house, plan, when):
    """The plan's budget by item, month and in all, equal to our own sums to the đồng."""
    view = house.read("lan", f"/plans/{house.plans[plan]}")
    items, totals = sums(house.of_plan(plan))
    came_items, came_totals = as_read(view)
    house.checks.equal(f"budget by item and month of {when}", came_items, items)
    house.checks.equal(f"budget in all of {when}", came_totals, totals)
    house.checks.equal(f"activities of {when}", view["activities"],
                       sum(not one.is_cut and one.status != "cancelled" for one in house.of_plan(plan)))
    house.checks.equal(f"cut from {when}", view["cut"], sum(one.is_cut for one in house.of_plan(plan)))
    return view
