"""The diary: what came of it, hours, attendance and costs, by those who were there; corrections that lose nothing."""

import datetime as dt

from clashes import at_once
from days import at, day_of
from house import CUSTOMERS, costs, span, times, utc
from quen_client import wait

OUTCOMES = ["promising", "ordered", "chose-another-supplier", "failed", "other"]


def write_the_diary(house):
    months_that_are_over(house)
    corrections(house)
    appointments_of_the_past(house)
    begun_today(house)
    another_branch(house)


def entry(house, outcome, start, end, amounts, **more):
    return {"outcome": outcome, "startedAt": utc(start), "endedAt": utc(end), "actualCosts": costs(amounts)} | more


def keep(activity, outcome, start, end, amounts):
    """What the walk knows of it afterwards."""
    activity.status = "done"
    activity.diary = {"outcome": outcome, "start": start, "end": end, "costs": amounts}


def months_that_are_over(house):
    """Everything of the two past months but one, each by the first who takes part. What it cost is never what was planned."""
    checks = house.checks
    over = [one for one in house.of_plan("year") if one.sessions and one.day < house.calendar.months[2]
            and one.status == "new" and not one.is_cut]
    checks.equal("activities that are over", len(over), 7)
    missing = {one["id"] for one in house.all("lan", "/activities?diary=missing")}
    checks.equal("the list of what has no diary has them all", sorted({one.id for one in over} - missing), [])
    checks.true("what was cut is not waited for", house.activities["a03"].id not in missing)
    for number, one in enumerate(over[:-1]):
        start, end = one.sessions[0][0] + dt.timedelta(minutes=10), one.sessions[0][1] + dt.timedelta(minutes=25 + number)
        amounts = [(item, currency, amount + (-1) ** number * (1_111 + number)) for item, currency, amount in one.costs]
        amounts += [("DL", "VND", 50_000 + number)] if all(cost[:2] != ("DL", "VND") for cost in amounts) else []
        outcome = OUTCOMES[number % 5]
        body = entry(house, outcome, start, end, amounts, notes=f"Biên bản {number}", customerCame=bool(one.customer))
        if len(one.who) > 1:
            body["absentIds"] = house.ids(one.who[1:])
        # Of two who were to come both write at once: one entry is kept.
        answers = at_once(*(lambda by=by: house.ask(by, "POST", f"/activities/{one.id}/diary", body) for by in one.who))
        checks.equal(f"{one.key}: written once", sorted((answer.status, answer.code or "") for answer in answers),
                     [(200, "")] + [(409, "diary-written")] * (len(one.who) - 1))
        keep(one, outcome, start, end, amounts)
        read = house.read("lan", f"/activities/{one.id}")
        diary = read["diary"]
        checks.equal(f"{one.key}: what was written", (
            read["status"], diary["outcome"], diary["notes"], diary["revision"], times({
                "startsAt": diary["startedAt"], "endsAt": diary["endedAt"]}), diary["attendedIds"], diary["absentIds"]),
            ("done", outcome, f"Biên bản {number}", 1, (start, end), house.ids(one.who[:1]), house.ids(one.who[1:])))
        checks.equal(f"{one.key}: what it cost", [
            (cost["item"], cost["amount"]["currency"], cost["amount"]["amount"]) for cost in diary["actualCosts"]], amounts)
    missing = {one["id"] for one in house.all("lan", "/activities?diary=missing")}
    checks.equal("of these one is left", [one.key for one in over if one.id in missing], [over[-1].key])
    checks.answer("written twice", house.ask("lan", "POST", f"/activities/{over[0].id}/diary", {"outcome": "other"}), 409, "diary-written")
    ahead = house.activities["added"]
    checks.answer("not before it has begun", house.ask("trang", "POST", f"/activities/{ahead.id}/diary", {"outcome": "other"}),
                  422, "in-the-future")
    house.written = over
    customer = next(one.customer for one in over if one.diary and one.diary["outcome"] == "promising" and one.customer)
    path = f"{CUSTOMERS}/customers/{house.customers[customer]}"
    checks.true("an outcome that is promising makes the customer prospective", wait(
        "the status", lambda: house.act("lan", "GET", path).json()["status"] == "prospective", 30))


def corrections(house):
    """Corrected by the version that was read; of two at once one is refused; all that was written stays."""
    checks, one = house.checks, house.written[0]
    path = f"/activities/{one.id}/diary"
    read = house.read("anh", f"/activities/{one.id}")
    start, end = one.diary["start"], one.diary["end"] + dt.timedelta(minutes=15)
    amounts = [(item, currency, amount + 777) for item, currency, amount in one.diary["costs"]]
    body = entry(house, "ordered", start, end, amounts, notes="Sửa theo hóa đơn")
    checks.answer("without a version", house.ask("lan", "PUT", path, body), 428)
    both = at_once(lambda: house.ask("lan", "PUT", path, body, read["version"]),
                   lambda: house.ask(one.who[0], "PUT", path, body, read["version"]))
    checks.equal("two who correct at once: one does", sorted(answer.status for answer in both), [200, 412])
    keep(one, "ordered", start, end, amounts)
    lost = house.ask("lan", "PUT", path, body | {"outcome": "failed"}, read["version"])
    checks.answer("by an old version", lost, 412)
    after = house.read("lan", f"/activities/{one.id}")["diary"]
    checks.equal("nothing is lost", (after["outcome"], after["revision"], after["notes"]), ("ordered", 2, "Sửa theo hóa đơn"))
    kept = house.read("lan", path)["items"]
    checks.equal("all that was written", [(line["number"], line["entry"]["outcome"]) for line in kept],
                 [(2, "ordered"), (1, OUTCOMES[0])])
    stranger = house.ask("nga", "PUT", path, body, house.version("lan", f"/activities/{one.id}"))
    checks.answer("another branch does not correct it", stranger, 404)
    other = next(line for line in house.written if line.diary and line.who == ["huy"])
    checks.true("who was not there does not write", house.ask(
        "hoa", "PUT", f"/activities/{other.id}/diary", body, house.version("lan", f"/activities/{other.id}")).status in (403, 404))


def appointments_of_the_past(house):
    """Appointments that were for no activity: entered afterwards, with an outcome, costs and what follows from it."""
    checks = house.checks
    for number, who in enumerate(["anh", "nam"]):
        day = house.calendar.days[0][2 + number]
        start, end = at(day, "10:00"), at(day, "11:00")
        made = house.act("lan", "POST", "/appointments", {
            "title": f"Gặp nhanh {number}", "employeeIds": house.ids([who]), "customerId": house.customers["binh-minh"]} | span(start, end))
        amounts = [("TK", "VND", 432_100 + number), ("QC", "USD", 1_050 + number)]
        ended = end + dt.timedelta(minutes=7)
        follow = {"activity": {"title": f"Gửi báo giá {number}", "kind": "email", "employeeIds": house.ids([who]),
                               "plannedOn": house.calendar.days[5][6].isoformat()}}
        body = entry(house, "ordered", start, ended, amounts, followUp=follow)
        checks.answer("its outcome", house.ask(who, "POST", f"/appointments/{made.id}/outcome", body), 200)
        checks.answer("an outcome twice", house.ask(who, "POST", f"/appointments/{made.id}/outcome", body), 409, "outcome-known")
        read = house.read("lan", f"/appointments/{made.id}")
        checks.equal("what became of it", (read["status"], read["outcome"]), ("done", "ordered"))
        next_id = read["diary"]["followUp"].split("/")[-1]
        following = house.read("lan", f"/activities/{next_id}")
        checks.equal("what follows", (following["title"], following["origin"]), (f"Gửi báo giá {number}", "request"))
        kept = type(house.activities["added"])(
            f"follow{number}", following["title"], "email", "other", "medium", [who],
            planned_on=house.calendar.days[5][6], id=next_id)
        house.activities[kept.key] = kept
        house.appointment_diaries.append({"who": who, "day": day_of(ended), "costs": amounts, "outcome": "ordered", "start": start})
    ahead = house.ask("anh", "POST", f"/appointments/{house.forced}/outcome", {"outcome": "other"})
    checks.answer("not before it has begun", ahead, 409, "appointment-not-begun")


def begun_today(house):
    """What was scheduled for a moment ago has begun: whoever is there writes it down, and the activity is done."""
    checks, one = house.checks, house.activities["today"]
    start = one.sessions[0][0]
    record = house.read("nam", f"/activities/{one.id}")
    one.appointments = record["appointmentIds"]
    wait("the visit to begin", lambda: dt.datetime.now(dt.timezone.utc) > start + dt.timedelta(seconds=1), 180)
    amounts = [("DL", "VND", 98_765)]
    body = {"outcome": "promising", "notes": "Khách hẹn ký tuần sau", "actualCosts": costs(amounts)}
    checks.answer("an unknown budget item", house.ask("nam", "POST", f"/appointments/{one.appointments[0]}/outcome", body | {
        "actualCosts": costs([("XX", "VND", 1)])}), 422, "unknown-budget-item")
    checks.answer("its outcome", house.ask("nam", "POST", f"/appointments/{one.appointments[0]}/outcome", body), 200)
    after = house.read("thang", f"/activities/{one.id}")
    checks.equal("the activity is done with its last session", after["status"], "done")
    # The costs are the appointment's, and those of the activity that it was for.
    diary = house.read("nam", f"/appointments/{one.appointments[0]}")["diary"]
    keep(one, "promising", start, times({"startsAt": diary["startedAt"], "endsAt": diary["endedAt"]})[1], amounts)


def another_branch(house):
    """Đà Nẵng has its own: seen by the director, and not by the marketing manager of Hà Nội."""
    day = house.calendar.days[1][3]
    one = type(house.activities["added"])(
        "song-han", "Khai trương ở Sông Hàn", "hospitality", "relationship", "high", ["nga"],
        [(at(day, "09:00"), at(day, "11:00"))], customer="song-han", costs=[("TK", "VND", 9_900_000)])
    house.enter("nga", one)
    amounts = [("TK", "VND", 9_899_999)]
    start, end = one.sessions[0]
    house.act("nga", "POST", f"/activities/{one.id}/diary", entry(house, "ordered", start, end, amounts))
    keep(one, "ordered", start, end, amounts)
    house.checks.answer("it is out of reach in Hà Nội", house.ask("lan", "GET", f"/activities/{one.id}"), 404)
