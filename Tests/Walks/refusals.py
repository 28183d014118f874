"""Wrong input of more than thirty kinds: never a fault of the server, a code and a sentence in the language that was asked
for, and nothing changed afterwards."""

import uuid

from days import at
from house import costs, span

NOBODY = "00000000-0000-4000-8000-000000000000"
# Letters that no English sentence has.
MARKS = set("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")


def refuse_what_is_wrong(house):
    before = everything(house)
    cases = [*of_activities(house), *of_plans(house), *of_appointments(house), *of_proposals(house), *of_the_rest(house),
             *of_others(house)]
    house.checks.true("more than thirty kinds", len(cases) > 30, len(cases))
    for number, case in enumerate(cases):
        refused(house, number, *case)
    house.checks.equal("nothing changed", {name: one for name, one in everything(house).items() if one != before[name]}, {})


def everything(house):
    """Ids and versions of all that there is, as the director sees it."""
    lists = ("/employees", "/teams", "/branches", "/activities", "/appointments", "/plans", "/rooms", "/budget-items", "/projects")
    found = {name: sorted((one["id"], one["version"]) for one in house.all("mai", name)) for name in lists}
    for who in ("lan", "anh", "hoa"):
        found[who] = house.read(who, "/calendar-feed")
    for key, plan in house.plans.items():
        found[key] = house.read("mai", f"/plans/{plan}")["contentHash"]
    return found | {"hours": house.version("mai", "/working-time"), "firm": house.version("mai", "/firm")}


def refused(house, number, what, who, method, path, body, statuses, codes=None, version=None):
    """In both languages. `codes` names the stable codes that would do; a case with none needs only to have one."""
    checks, said = house.checks, {}
    for language in ("vi", "en"):
        more = {"Idempotency_Key": f"wrong-{number}-{language}"} if method == "POST" else {}
        answer = house.ask(who, method, path, body, version, Accept_Language=language, **more)
        came = f"expected {statuses} {codes or ''}, came {answer.status} {answer.text[:500]}"
        checks.true(f"{what} ({language})", answer.status in statuses and (codes is None or answer.code in codes), came)
        try:
            problem = answer.json()
            said[language] = problem["detail"]
            checks.true(f"{what} ({language}): a code", problem["title"] and problem["title"].isascii() and " " not in problem["title"], came)
        except (ValueError, KeyError, TypeError):
            checks.true(f"{what} ({language}): a problem", False, came)
    if len(said) == 2:
        checks.true(f"{what}: a sentence in each language", bool(MARKS & set(said["vi"].lower())) and not MARKS & set(said["en"].lower())
                    and len(said["en"]) > 10, said)


def activity(house, **members):
    day = house.calendar.days[6][2]
    body = {"title": "Thử", "kind": "visit", "employeeIds": house.ids(["anh"]),
            "sessions": [span(at(day, "09:00"), at(day, "10:00"))]} | members
    return {name: value for name, value in body.items() if value is not None}


def of_activities(house):
    day = house.calendar.days[6][2]
    start, end = at(day, "09:00"), at(day, "10:00")

    def case(what, codes=None, **members):
        return what, "lan", "POST", "/activities", activity(house, **members), (400, 422), codes

    return [
        case("no title", title=""), case("a title of spaces", ("invalid-text",), title="   "),
        case("a long title", ("invalid-text",), title="x" * 301), case("no kind", kind=None),
        case("an unknown kind", kind="party"), case("an unknown priority", priority="highest"),
        case("an employee that is no id", employeeIds=["An"]),
        # Who reaches one branch is not told whether there is such an employee elsewhere.
        ("an unknown employee", "lan", "POST", "/activities", activity(house, employeeIds=[NOBODY]), (403,), ("forbidden",)),
        ("another branch's employee", "lan", "POST", "/activities", activity(house, employeeIds=house.ids(["nga"])), (403,), ("forbidden",)),
        ("an employee that the firm has not", "mai", "POST", "/activities", activity(house, employeeIds=[NOBODY]), (422,),
         ("unknown-employee",)),
        case("nobody", ("employees-missing",), employeeIds=[]),
        case("it ends before it begins", ("invalid-times",), sessions=[span(end, start)]),
        case("no length", ("invalid-times",), sessions=[span(start, start)]),
        case("three weeks long", ("invalid-times",), sessions=[span(start, at(house.calendar.days[7][2], "09:00"))]),
        case("a day that there is not", plannedOn="2027-02-30", sessions=None),
        case("a day and sessions", ("planned-day-with-sessions",), plannedOn=day.isoformat()),
        case("a day by its name", plannedOn="hôm nay", sessions=None),
        case("a deadline that is none", deadline="mai"),
        case("travel of minus a minute", ("invalid-travel",), travelMinutes=-1),
        case("money below nothing", plannedCosts=costs([("QC", "VND", -1)])),
        case("half a đồng", plannedCosts=costs([("QC", "VND", 0.5)])),
        case("money as text", plannedCosts=costs([("QC", "VND", "1000")])),
        case("money without end", plannedCosts=costs([("QC", "VND", 10 ** 18)])),
        case("a currency that there is not", plannedCosts=costs([("QC", "đồng", 1)])),
        case("an item twice", ("repeated",), plannedCosts=costs([("QC", "VND", 1), ("QC", "VND", 2)])),
        case("a member that is not known", colour="red"),
        case("an unknown plan", ("unknown-plan", "plan-approved"), planId=NOBODY),
        case("another branch's customer", ("unknown-customer",), customerId=house.customers["song-han"]),
        ("a list in place of an activity", "lan", "POST", "/activities", [1, 2], (400, 422)),
    ]


def of_plans(house):
    path = f"/plans/{house.plans['year']}"
    return [
        ("a plan that ends before it begins", "lan", "POST", "/plans",
         {"name": "Ngược", "periodFrom": "2027-12-31", "periodTo": "2027-01-01"}, (422,), ("invalid-days",)),
        ("a plan of thirty years", "lan", "POST", "/plans",
         {"name": "Dài", "periodFrom": "2027-01-01", "periodTo": "2057-01-01"}, (422,), ("invalid-days",)),
        ("an approval of nothing", "hung", "POST", f"{path}/approve", {}, (400, 422)),
        ("a plan that there is not", "lan", "GET", f"/plans/{NOBODY}", None, (404,)),
        ("a plan by its name", "lan", "GET", "/plans/nam-nay", None, (404, 422)),
        ("an approved plan deleted", "lan", "DELETE", path, None, (409,), ("plan-approved",), house.version("lan", path)),
        ("a version that there never was", "lan", "GET", f"{path}/content?version=99", None, (404, 422)),
    ]


def of_appointments(house):
    day = house.calendar.days[6][4]
    start, end = at(day, "09:00"), at(day, "10:00")
    body = {"title": "Thử", "employeeIds": house.ids(["anh"])} | span(start, end)

    def case(what, codes=None, who="lan", statuses=(400, 422), **members):
        return what, who, "POST", "/appointments", body | members, statuses, codes

    return [
        case("an appointment backwards", ("invalid-times",), **span(end, start)),
        case("an hour that there is not", startsAt=f"{day}T25:00:00Z"),
        case("a time without a zone", startsAt=f"{day}T09:00:00"),
        case("a rule that is none", recurrence={"rule": "FREQ=SOMETIMES"}),
        case("a rule that never begins", recurrence={"rule": f"FREQ=WEEKLY;BYDAY={['TU', 'WE', 'TH', 'FR', 'MO'][day.weekday()]};COUNT=3"}),
        case("a room that there is not", roomId=NOBODY),
        case("a contact without a customer", ("contact-without-customer",), contactId=NOBODY),
        case("a salesperson books for the manager", who="hoa", statuses=(403,), employeeIds=house.ids(["lan"])),
        ("moved without an end", "lan", "POST", f"/appointments/{house.forced}/reschedule", {"startsAt": span(start, end)["startsAt"]}, (400, 422)),
        ("changed without a version", "lan", "PUT", f"/appointments/{house.forced}", {"title": "x", "employeeIds": house.ids(["anh"])}, (428,)),
    ]


def of_proposals(house):
    ids = house.ids(["anh"])
    first, last = (one.isoformat() for one in house.month)

    def case(what, codes=None, **members):
        body = {"from": first, "to": last, "employeeIds": ids} | members
        return what, "lan", "POST", "/schedule-proposals", body, (400, 422), codes

    return [
        case("a period backwards", ("invalid-days",), **{"from": last, "to": first}),
        case("a year at once", ("invalid-days",), to=f"{int(first[:4]) + 1}{first[4:]}"),
        case("a period that is over", ("period-over",), **{"from": "2020-01-01", "to": "2020-01-31"}),
        case("nobody selected", ("employees-missing",), employeeIds=[]),
        case("another branch's employee", ("unknown-employee",), employeeIds=house.ids(["nga"])),
        case("a grid of no minutes", gridMinutes=0),
        ("a technician plans for others", "tung", "POST", "/schedule-proposals",
         {"from": first, "to": last, "employeeIds": ids, "activityIds": [house.activities["launch"].id]}, (403, 404, 422)),
        ("a proposal of nobody's committed", "lan", "POST", f"/schedule-proposals/{NOBODY}/commit", {}, (404,)),
    ]


def of_the_rest(house):
    one = house.written[1]
    return [
        ("costs by the moon", "lan", "GET", "/reports/costs?by=moon", None, (422,)),
        ("half a period", "lan", "GET", "/reports/costs?from=2027-01-01", None, (422,), ("invalid-period",)),
        ("load of a thousand days", "lan", "GET", "/reports/workload?from=2026-01-01&to=2028-12-31", None, (422,), ("invalid-period",)),
        ("a calendar of everybody", "lan", "GET", "/calendar?view=month&date=2027-01-01", None, (422,)),
        ("free times of nobody", "lan", "GET", "/free-busy?employees=", None, (422,)),
        ("a diary by an old version", "lan", "PUT", f"/activities/{one.id}/diary", {"outcome": "other"}, (412,), None, "0" * 19 + "1"),
        ("an outcome that there is not", "lan", "PUT", f"/activities/{one.id}/diary", {"outcome": "super"}, (400, 422), None,
         house.version("lan", f"/activities/{one.id}")),
        ("came and did not", "lan", "PUT", f"/activities/{one.id}/diary",
         {"outcome": "other", "attendedIds": house.ids(["anh"]), "absentIds": house.ids(["anh"])}, (422,), ("attended-and-absent",),
         house.version("lan", f"/activities/{one.id}")),
    ]


def of_others(house):
    """Missing rights, other branches, nobody at all."""
    body = activity(house)
    return [
        ("without a token", None, "POST", "/activities", body, (401,)),
        ("with a made-up token", "eyJhbGciOiJub25lIn0.e30.", "POST", "/activities", body, (401,)),
        ("a budget item by marketing", "lan", "POST", "/budget-items", {"code": str(uuid.uuid4())[:8], "name": "x"}, (403,)),
        ("an employee by marketing", "lan", "POST", "/employees", {"name": "Người mới"}, (403,)),
        ("a plan by a salesperson", "hoa", "POST", "/plans",
         {"name": "Của tôi", "periodFrom": "2027-01-01", "periodTo": "2027-02-01"}, (403,)),
        ("another branch's activity called off", "nga", "POST", f"/activities/{house.activities['launch'].id}/cancel", {}, (404,)),
        ("another branch's plan", "nga", "GET", f"/plans/{house.plans['year']}", None, (404,)),
        ("another branch's appointment moved", "nga", "POST", f"/appointments/{house.forced}/reschedule",
         span(at(house.calendar.days[6][4], "09:00"), at(house.calendar.days[6][4], "10:00")), (404,)),
        ("another branch's employee on leave", "long", "POST", f"/employees/{house.employee('anh')}/absences",
         span(at(house.calendar.days[6][4], "09:00"), at(house.calendar.days[6][4], "10:00")) | {"kind": "leave"}, (404,)),
        ("another branch's calendar", "nga", "GET",
         f"/calendar?view=month&date={house.calendar.days[6][4]}&employee={house.employee('anh')}", None, (404,)),
    ]
