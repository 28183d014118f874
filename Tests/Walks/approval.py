"""The budget: sent for approval, sent back, changed, approved; adjusted and approved again; nobody approves their own."""

import concurrent.futures

from clashes import at_once
from days import at
from house import Activity, costs
from quen_client import wait
from year_plan import as_read, price, sums, sums_are_ours


def approve_the_budget(house):
    path = f"/plans/{house.plans['year']}"
    sent_back(house, path)
    approved_as_read(house, path)
    stays_as_approved(house, path)
    adjusted(house, path)
    own_submission(house)
    plan_of_another_branch(house)


def content(house, who, path):
    return house.read(who, f"{path}/content")


def told(house, who, about):
    """Whether somebody's inbox has something about that plan."""
    items = house.act(who, "GET", "/api/notifications/inbox?view=all&limit=200").json()["items"]
    return [one for one in items if about in str(one)]


def sent_back(house, path):
    """Submitted, not approved by whom it may not be, sent back once with a reason."""
    checks = house.checks
    checks.answer("submitted", house.ask("lan", "POST", f"{path}/submit", {"note": "Kính trình anh Hùng"}), 200)
    plan = house.read("lan", path)
    checks.equal("it waits", (plan["status"], plan["submission"]["number"], plan["submission"]["submittedById"]),
                 ("submitted", 1, house.employee("lan")))
    checks.equal("what she may do with it", plan["nextSteps"], [])
    steps = house.read("hung", path)["nextSteps"]
    checks.equal("what the branch director may do", sorted(steps), ["approve", "send-back"])
    read = content(house, "hung", path)
    checks.equal("one hash", read["contentHash"], plan["contentHash"])
    checks.answer("she does not approve it", house.ask("lan", "POST", f"{path}/approve", {"contentHash": read["contentHash"]}), 403)
    checks.answer("nor does another branch", house.ask("long", "POST", f"{path}/approve", {"contentHash": read["contentHash"]}), 404)
    checks.answer("twice submitted", house.ask("lan", "POST", f"{path}/submit", {}), 409, "step-not-allowed")
    checks.true("the branch director is told", wait("the alert", lambda: told(house, "hung", house.plans["year"])))
    checks.answer("sent back without a reason", house.ask("hung", "POST", f"{path}/send-back", {"remarks": "  "}), 422)
    remarks = "Hội chợ quá đắt, hãy bớt; bỏ hoạt động không có ngày."
    checks.answer("sent back", house.ask("hung", "POST", f"{path}/send-back", {"remarks": remarks}), 200)
    plan = house.read("lan", path)
    checks.equal("she reads why", (plan["status"], plan["remarks"], plan["submission"]["decidedById"]),
                 ("sent-back", remarks, house.employee("hung")))
    checks.answer("what was sent back is not approved",
                  house.ask("hung", "POST", f"{path}/approve", {"contentHash": read["contentHash"]}), 409, "step-not-allowed")
    checks.true("she is told", wait("the alert", lambda: told(house, "lan", house.plans["year"])))
    house.old_hash = read["contentHash"]


def approved_as_read(house, path):
    """Changed and submitted again; only the content that was read can be approved."""
    checks, one = house.checks, house.activities
    fair = one["fair"]
    fair.costs = [("HC", "VND", 40_000_001), ("IN", "VND", 1_999_999)]
    checks.answer("the fair for less", house.replace("lan", fair), 200)
    for key in ("some-day", "a03", "a40"):
        cut = house.ask("lan", "POST", f"{path}/activities/{one[key].id}/cut", {"reason": "theo góp ý"})
        checks.answer(f"{key} is cut", cut, 200)
        one[key].is_cut = True
    checks.answer("one is taken back", house.ask("lan", "POST", f"{path}/activities/{one['a40'].id}/restore", {}), 200)
    one["a40"].is_cut = False
    day = house.calendar.days[5][3]
    more = Activity("added", "Thêm theo góp ý", "survey", "market-research", "high", ["trang"],
                    [(at(day, "10:00"), at(day, "11:00"))], costs=price(59))
    house.enter("lan", more, "year")
    checks.answer("submitted again", house.ask("lan", "POST", f"{path}/submit", {"note": "Đã bớt"}), 200)
    read = content(house, "hung", path)
    checks.true("another content has another hash", read["contentHash"] != house.old_hash)
    old = house.ask("hung", "POST", f"{path}/approve", {"contentHash": house.old_hash})
    checks.answer("the content from before is not approved", old, 409, "content-not-read")
    # Something changes while the director reads.
    launch = one["launch"]
    launch.costs = [("QC", "VND", 61_000_003), ("QC", "USD", 99)]
    checks.answer("changed while it waits", house.replace("lan", launch), 200)
    checks.answer("nor what changed while it was read",
                  house.ask("hung", "POST", f"{path}/approve", {"contentHash": read["contentHash"]}), 409, "content-not-read")
    read = content(house, "hung", path)
    items, totals = sums(house.of_plan("year"))
    checks.equal("what the director reads adds up", as_read(read), (items, totals))
    checks.equal("lines of what he reads", sorted(line["activityId"] for line in read["content"]["lines"]),
                 sorted(one.id for one in house.of_plan("year") if not one.is_cut and one.status != "cancelled"))
    body = {"contentHash": read["contentHash"], "note": "Đồng ý"}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda who: house.ask(who, "POST", f"{path}/approve", body), ["hung", "mai"]))
    checks.equal("two who approve at once: one does", sorted(answer.status for answer in both), [200, 409])
    house.approve_model("year")
    plan = sums_are_ours(house, "year", "the approved plan")
    approval = plan["approval"]
    checks.equal("approved", (plan["status"], approval["number"], approval["contentHash"], "remarks" in plan),
                 ("approved", 1, read["contentHash"], False))
    flat = {(one["item"], one["amount"]["currency"]): one["amount"]["amount"] for one in approval["sums"]}
    checks.equal("sums of the approval", flat, {key: sum(months.values()) for key, months in items.items()})


def stays_as_approved(house, path):
    """After the approval nothing of its money and times changes; titles may."""
    checks, one = house.checks, house.activities
    before = house.read("lan", path)["contentHash"]
    launch = one["launch"]
    checks.answer("other costs after the approval", house.replace(
        "lan", launch, plannedCosts=costs([("QC", "VND", 1)])), 409, "plan-approved")
    checks.answer("other costs alone", house.ask(
        "lan", "PUT", f"/activities/{launch.id}/planned-costs", {"plannedCosts": []},
        house.version("lan", f"/activities/{launch.id}")), 409, "plan-approved")
    checks.answer("another kind", house.replace("lan", launch, kind="call"), 409, "plan-approved")
    checks.answer("another time", house.replace("lan", launch, sessions=[]), 409, "plan-approved")
    checks.answer("a new one", house.ask("lan", "POST", "/activities", house.body(launch) | {"planId": house.plans["year"]}),
                  409, "plan-approved")
    checks.answer("one cut", house.ask("lan", "POST", f"{path}/activities/{launch.id}/cut", {}), 409, "plan-approved")
    checks.answer("another period", house.change("lan", path, name="Khác"), 409, "plan-approved")
    checks.equal("the content is the approved one", house.read("lan", path)["contentHash"], before)
    gift = one["a-day"]
    gift.title = "Tặng quà trong ngày (mới)"
    checks.answer("another title", house.replace("lan", gift), 200)


def adjusted(house, path):
    """Opened for adjustment: nothing of it is scheduled, what was approved stays readable, another approval is needed."""
    checks = house.checks
    first = house.read("lan", f"{path}/content?version=1")
    checks.answer("adjusted without a reason", house.ask("lan", "POST", f"{path}/adjust", {"reason": ""}), 422)
    checks.answer("adjusted", house.ask("lan", "POST", f"{path}/adjust", {"reason": "Giá in tăng"}), 200)
    survey = house.activities["survey"]
    month = house.calendar.months[house.calendar.SCHEDULED]
    wanted = {"from": month.isoformat(), "to": month.replace(day=28).isoformat(), "employeeIds": house.ids(["huy"]),
              "activityIds": [survey.id]}
    checks.answer("nothing of it is scheduled meanwhile",
                  house.ask("lan", "POST", "/schedule-proposals", wanted), 409, "plan-not-approved")
    survey.costs = survey.costs + [("IN", "EUR", 100_001)]
    checks.answer("other costs alone", house.ask(
        "lan", "PUT", f"/activities/{survey.id}/planned-costs", {"plannedCosts": costs(survey.costs)},
        house.version("lan", f"/activities/{survey.id}")), 200)
    checks.answer("submitted a third time", house.ask("lan", "POST", f"{path}/submit", {}), 200)
    read = content(house, "hung", path)
    changes = {one["activityId"]: (one["change"], one["members"]) for one in read.get("changes", [])}
    expected = {survey.id: ("changed", ["plannedCosts"]), house.activities["a-day"].id: ("changed", ["title"])}
    checks.equal("what became of it since the approval", changes, expected)
    checks.answer("approved again", house.ask("hung", "POST", f"{path}/approve", {"contentHash": read["contentHash"]}), 200)
    house.approve_model("year")
    sums_are_ours(house, "year", "the adjusted plan")
    checks.equal("two versions", [one["number"] for one in house.read("lan", f"{path}/versions")["items"]], [2, 1])
    again = house.read("lan", f"{path}/content?version=1")
    checks.equal("the first is as it was", (again["contentHash"], again["sums"], again["content"]),
                 (first["contentHash"], first["sums"], first["content"]))
    steps = [one["step"] for one in house.read("hung", f"{path}/history")["items"]]
    checks.equal("its life", steps, ["submit", "send-back", "submit", "approve", "adjust", "submit", "approve"])


def small_plan(house, key, who, name, activity, **more):
    calendar = house.calendar
    body = {"name": name, "periodFrom": calendar.first.isoformat(), "periodTo": calendar.last.isoformat()} | more
    house.plans[key] = house.act(who, "POST", "/plans", body).id
    house.enter(who, activity, key)
    path = f"/plans/{house.plans[key]}"
    house.act(who, "POST", f"{path}/submit", {})
    return path, content(house, who, path)["contentHash"]


def own_submission(house):
    """The branch director's own plan is the director's to approve."""
    day = house.calendar.days[6][5]
    one = Activity("board", "Tiếp khách của giám đốc", "hospitality", "relationship", "high", ["thang"],
                   [(at(day, "18:00"), at(day, "20:00"))], customer="cuu-long", costs=[("TK", "VND", 15_500_000)])
    path, read = small_plan(house, "board", "hung", "Kế hoạch của giám đốc chi nhánh", one)
    house.checks.answer("nobody approves their own", house.ask("hung", "POST", f"{path}/approve", {"contentHash": read}),
                        409, "own-submission")
    house.checks.answer("the director does", house.ask("mai", "POST", f"{path}/approve", {"contentHash": read}), 200)
    house.approve_model("board")
    approved_while_it_changes(house, path, one)


def approved_while_it_changes(house, path, one):
    """The cost changes in the moment of the approval: either comes first, and what is approved is what was read."""
    checks = house.checks
    for number in range(4):
        house.act("hung", "POST", f"{path}/adjust", {"reason": f"lần {number}"})
        house.act("hung", "POST", f"{path}/submit", {})
        read, version = content(house, "mai", path)["contentHash"], house.version("hung", f"/activities/{one.id}")
        other = [("TK", "VND", 15_500_001 + number)]
        approved, changed = at_once(
            lambda: house.ask("mai", "POST", f"{path}/approve", {"contentHash": read}),
            lambda: house.ask("hung", "PUT", f"/activities/{one.id}/planned-costs", {"plannedCosts": costs(other)}, version))
        came = (approved.status, approved.code), (changed.status, changed.code)
        checks.true(f"round {number}: one of the two", came in (
            ((200, None), (409, "plan-approved")), ((409, "content-not-read"), (200, None))), came)
        if changed.status == 200:
            one.costs = other
            again = {"contentHash": content(house, "mai", path)["contentHash"]}
            checks.answer(f"round {number}: read again", house.ask("mai", "POST", f"{path}/approve", again), 200)
        house.approve_model("board")
        sums_are_ours(house, "board", f"round {number}")
        sums_of = [(line["item"], line["amount"]["amount"]) for line in house.read("mai", path)["approval"]["sums"]]
        checks.equal(f"round {number}: what was approved", sums_of, [(item, amount) for item, _, amount in one.costs])


def plan_of_another_branch(house):
    """A plan of Đà Nẵng in which somebody of Hà Nội has a part: she sees the part and not the plan."""
    day = house.calendar.days[7][5]
    one = Activity("guest", "Hội thảo ở Đà Nẵng", "other", "new-customers", "medium", ["anh"],
                   [(at(day, "09:00"), at(day, "11:00"))], costs=[("DL", "VND", 7_000_000)])
    path, read = small_plan(
        house, "da-nang", "mai", "Kế hoạch Đà Nẵng", one, branchId=house.branches["da-nang"],
        responsibleId=house.employee("long"))
    house.checks.answer("their own director approves it", house.ask("long", "POST", f"{path}/approve", {"contentHash": read}), 200)
    house.approve_model("da-nang")
    house.checks.answer("it is out of her reach", house.ask("lan", "GET", path), 404)
    house.checks.equal("her part is not", house.read("lan", f"/activities/{one.id}")["planId"], house.plans["da-nang"])
