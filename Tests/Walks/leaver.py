"""Somebody leaves: the account and the calendar's address end, and the open work becomes a colleague's."""

import ical_rules
from feeds import fetch
from house import times
from quen_client import wait


def somebody_leaves(house):
    checks, who = house.checks, "tung"
    path = f"/employees/{house.employee(who)}"
    mine = [one for one in house.activities.values() if who in one.who and one.status not in ("done", "cancelled")]
    checks.equal("what he still has to do", [one.key for one in mine], ["trainee"])
    open_work = house.read("hung", f"{path}/open-work?to={house.employee('nam')}")
    checks.equal("as his director sees it", ([one["id"] for one in open_work["activities"]], open_work["appointments"],
                                            open_work["outOfReach"]), ([one.id for one in mine], [], 0))
    checks.equal("his address is good until then", fetch(house, house.addresses[who]).status, 200)
    checks.answer("marketing does not dismiss anybody", house.ask("lan", "POST", f"{path}/left", {}), 403)
    checks.answer("he leaves", house.ask("hung", "POST", f"{path}/left", {}), 200)
    checks.true("his token is worth nothing", wait("the token to end", lambda: house.ask(who, "GET", "/firm").status == 401, 10))
    checks.equal("nor is the address of his calendar", fetch(house, house.addresses[who]).status, 404)
    answer = house.ask(None, "POST", "/sign-in", {"signInName": who, "password": house.password})
    checks.true("he does not sign in again", answer.status in (401, 403), f"{answer.status} {answer.text[:200]}")
    rows = house.read("hung", "/reports/open-work")["rows"]
    checks.equal("he is in the report of who left work behind", [(one["name"], one["activities"], one["appointments"]) for one in rows],
                 [(house.people[who].name, 1, 0)])
    checks.answer("nobody plans with him any more", house.ask("lan", "POST", "/schedule-proposals", {
        "from": house.month[0].isoformat(), "to": house.month[1].isoformat(), "employeeIds": house.ids([who])}), 422, "employee-has-left")
    checks.answer("it is handed over", house.ask("hung", "POST", f"{path}/hand-over", {"toEmployeeId": house.employee("nam")}), 200)
    record = house.read("nam", f"/activities/{mine[0].id}")
    checks.equal("it is Nam's", (record["employeeIds"], record["ownership"]["responsibleId"], record["planId"]),
                 (house.ids(["nam"]), house.employee("nam"), house.plans["year"]))
    checks.equal("nothing is left behind", house.read("hung", "/reports/open-work")["rows"], [])
    mine[0].who = ["nam"]
    taken_up(house, mine[0])


def taken_up(house, one):
    """With Nam it finds a time, in his feed too; the plan is as it was approved."""
    checks = house.checks
    made = house.act("lan", "POST", "/schedule-proposals", {
        "from": house.month[0].isoformat(), "to": house.month[1].isoformat(), "employeeIds": house.ids(["nam"]), "activityIds": [one.id]})
    house.proposals += 1
    house.act("lan", "POST", f"/schedule-proposals/{made.id}/commit", {})
    record = house.read("nam", f"/activities/{one.id}")
    checks.equal("it has its time", (record["status"], [times(span) for span in record["sessions"]]), ("scheduled", one.sessions))
    path = house.act("nam", "POST", "/calendar-feed").json()["path"]
    house.feeds += 1
    uids = {str(event["UID"]) for event in ical_rules.read(fetch(house, path).body).walk("VEVENT")}
    checks.true("it is in his feed", f"appointment-{record['appointmentIds'][0]}@quen" in uids, uids)
    checks.equal("the plan stays approved", house.read("lan", f"/plans/{house.plans['year']}")["status"], "approved")
