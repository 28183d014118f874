"""The firm: branches, twelve employees and their accounts, two teams, customers, rooms, hours, holidays, leave and fields."""

import datetime as dt

from days import HOURS, at, holidays
from house import CUSTOMERS, Person, span
from quen_client import wait

# By sign-in name: who, role, branch, teams. The first of a team leads it.
PEOPLE = {
    "mai": ("Trần Thị Mai", "director", "tru-so", ()),
    "hung": ("Nguyễn Mạnh Hùng", "branch-director", "ha-noi", ()),
    "lan": ("Nguyễn Thị Lan", "marketing", "ha-noi", ("tiep-thi",)),
    "anh": ("Phạm Minh Anh", "marketing", "ha-noi", ("tiep-thi",)),
    "huy": ("Đỗ Quang Huy", "marketing", "ha-noi", ("tiep-thi",)),
    "trang": ("Vũ Thu Trang", "marketing", "ha-noi", ("tiep-thi", "kinh-doanh")),
    "thang": ("Ngô Đức Thắng", "sales-manager", "ha-noi", ("kinh-doanh",)),
    "hoa": ("Bùi Thị Hoa", "salesperson", "ha-noi", ("kinh-doanh",)),
    "nam": ("Lý Văn Nam", "salesperson", "ha-noi", ("kinh-doanh",)),
    "tung": ("Đặng Văn Tùng", "technician", "ha-noi", ()),
    "yen": ("Hoàng Hải Yến", "accountant", "ha-noi", ()),
    "long": ("Phan Văn Long", "branch-director", "da-nang", ()),
    "nga": ("Trịnh Thị Nga", "marketing", "da-nang", ()),
}
TEAMS = {"tiep-thi": ("Tiếp thị", "lan"), "kinh-doanh": ("Kinh doanh", "thang")}
CUSTOMER_NAMES = {
    "an-phat": "Công ty TNHH An Phát", "binh-minh": "Công ty CP Bình Minh", "cuu-long": "Tập đoàn Cửu Long",
    "dai-viet": "Công ty CP Đại Việt", "gia-lam": "Nhà máy Gia Lâm", "hoa-sen": "Công ty TNHH Hoa Sen",
    "khach-le": "Khách lẻ Hà Nội", "song-han": "Công ty Sông Hàn",
}
ITEMS = {"QC": "Quảng cáo", "TK": "Tiếp khách", "QT": "Quà tặng", "IN": "In ấn", "DL": "Đi lại", "HC": "Hội chợ"}


def found_the_firm(house):
    branches_and_people(house)
    working_time(house)
    catalogues(house)
    customers(house)
    absences(house)
    own_fields(house)


def branches_and_people(house):
    """The administrator makes the head office, its director and the accounts; the director all the others."""
    administrator = house.administrator
    house.people = {key: Person(*one) for key, one in PEOPLE.items()}

    def branch(who, code, name, is_head=False):
        house.branches[code] = house.act(
            who, "POST", "/branches", {"code": code, "name": name, "isHeadOffice": is_head}).id

    def employee(who, key):
        person = house.people[key]
        body = {"name": person.name, "email": f"{key}@quen.vn", "branchId": house.branches[person.branch],
                "teams": list(person.teams), "title": person.role}
        person.employee = house.act(who, "POST", "/employees", body).id

    branch(administrator, "tru-so", "Trụ sở", True)
    employee(administrator, "mai")
    house.account("mai")
    branch("mai", "ha-noi", "Chi nhánh Hà Nội")
    branch("mai", "da-nang", "Chi nhánh Đà Nẵng")
    for code, (name, _) in TEAMS.items():
        house.teams[code] = house.act(
            "mai", "POST", "/teams", {"code": code, "name": name, "branchId": house.branches["ha-noi"]}).id
    for key in list(PEOPLE)[1:]:
        employee("mai", key)
    for code, (name, leader) in TEAMS.items():
        path = f"/teams/{house.teams[code]}"
        body = {"name": name, "branchId": house.branches["ha-noi"], "leaderId": house.employee(leader)}
        house.act("mai", "PUT", path, body, house.version("mai", path))
    for key in list(PEOPLE)[1:]:
        house.account(key)
    listed = house.all("mai", "/employees")
    house.checks.equal("the director sees everybody", len(listed), len(PEOPLE))
    house.checks.equal("the marketing manager sees her branch", sorted(one["id"] for one in house.all("lan", "/employees")),
                       sorted(house.ids(house.in_branch("ha-noi"))))
    members = {team["code"]: team["memberCount"] for team in house.all("lan", "/teams")}
    house.checks.equal("members of teams", members, {"tiep-thi": 4, "kinh-doanh": 4})


def working_time(house):
    """Hours of the week, what each year's notice says, a closed day, a short one and a swapped Saturday."""
    calendar, checks = house.calendar, house.checks
    hours = [{"start": start, "end": end} for start, end in HOURS]
    swap = {"off": calendar.swapped["off"].isoformat(), "worked": calendar.swapped["worked"].isoformat()}
    notices = [{"year": year, "tetDaysBefore": 1, "nationalDayNeighbour": "after",
                "swaps": [swap] if calendar.swapped["off"].year == year else []} for year in calendar.years]
    exceptions = [
        {"date": calendar.closed.isoformat(), "change": "closed", "note": "Ngày thành lập công ty"},
        {"date": calendar.short.isoformat(), "change": "hours", "hours": hours[:1]}]
    body = {"weeklyHours": {day: hours for day in ("mon", "tue", "wed", "thu", "fri")}, "exceptions": exceptions,
            "holidayNotices": notices}
    version = house.version("mai", "/working-time")
    checks.answer("the marketing manager does not set the firm's hours",
                  house.ask("lan", "PUT", "/working-time", body, version), 403)
    house.act("mai", "PUT", "/working-time", body, version)
    checks.answer("hours by an old version", house.ask("mai", "PUT", "/working-time", body, version), 412)
    shown = house.read("lan", f"/working-days?from={calendar.first}&to={calendar.last}")["items"]
    checks.equal("days of the year", len(shown), (calendar.last - calendar.first).days + 1)
    wrong = []
    for day in shown:
        expected = [{"start": start, "end": end} for start, end in calendar.time.hours(dt.date.fromisoformat(day["date"]))]
        if day["hours"] != expected:
            wrong.append((day["date"], day["kind"], day["hours"], expected))
    checks.equal("working days of the whole year as counted here", wrong, [])
    off = {day["date"] for day in shown if day["kind"] == "holiday"}
    ours = {day.isoformat() for year in calendar.years for day in holidays(year) if calendar.first <= day <= calendar.last}
    checks.equal("holidays are named as such", sorted(ours - off), [])
    checks.true("the swapped Saturday is worked",
                any(day["date"] == swap["worked"] and day["kind"] == "swapped-worked" for day in shown), swap)


def catalogues(house):
    for code, name in ITEMS.items():
        house.items[code] = house.act("mai", "POST", "/budget-items", {"code": code, "name": name}).id
    house.checks.answer("a budget item's code is there once", house.ask(
        "mai", "POST", "/budget-items", {"code": "QC", "name": "Quảng cáo nữa"}), 409)
    for code, name, places in (("P1", "Phòng họp lớn", 20), ("P2", "Phòng họp nhỏ", 6)):
        house.rooms[code] = house.act("mai", "POST", "/rooms", {
            "code": code, "name": name, "places": places, "branchId": house.branches["ha-noi"]}).id
    firm = {"name": "Công ty CP Quen", "address": "1 Tràng Tiền, Hà Nội", "taxCode": "0100109106", "phone": "024 3825 1234"}
    house.act("mai", "PUT", "/firm", firm, house.version("mai", "/firm"))
    house.checks.equal("the firm's name", house.read("nam", "/firm")["name"], firm["name"])


def customers(house):
    """The sales manager enters those of Hà Nội, the director of Đà Nẵng one of theirs."""
    for number, (key, name) in enumerate(CUSTOMER_NAMES.items()):
        who, responsible = ("long", "long") if key == "song-han" else ("thang", ("hoa", "nam", "thang")[number % 3])
        body = {"name": name, "kind": "mass" if key == "khach-le" else "organisation", "phones": [f"024 3825 10{number:02}"],
                "ownership": {"responsibleId": house.employee(responsible),
                              "branchId": house.branches[house.people[responsible].branch]}}
        made = house.act(who, "POST", f"{CUSTOMERS}/customers", body)
        house.customers[key] = made.id
        house.known("scheduling", "/teams", made.headers["quen-version"], "mai")
    seen = house.act("lan", "GET", f"{CUSTOMERS}/customers").json()["items"]
    house.checks.equal("customers of her branch", len(seen), 7)


def absences(house):
    """Leave of the month that is scheduled; hours of one's own."""
    month = house.calendar.days[house.calendar.SCHEDULED]
    after = house.calendar.months[house.calendar.SCHEDULED + 1]

    def away(key, start, end, kind):
        body = span(start, end) | {"kind": kind, "note": "theo đơn"}
        house.act("hung", "POST", f"/employees/{house.employee(key)}/absences", body)
        house.leave.setdefault(key, []).append((start, end))

    away("huy", at(month[11], "00:00"), at(month[12] + dt.timedelta(days=1), "00:00"), "leave")
    away("tung", at(house.calendar.months[house.calendar.SCHEDULED], "00:00"), at(after, "00:00"), "training")
    again = span(at(month[12], "08:00"), at(month[12], "12:00")) | {"kind": "sick"}
    house.checks.answer("leave twice at a time", house.ask(
        "hung", "POST", f"/employees/{house.employee('huy')}/absences", again), 409, "absence-overlaps")
    house.checks.answer("a colleague enters nobody's leave", house.ask(
        "nam", "POST", f"/employees/{house.employee('hoa')}/absences", again), 403)
    path = f"/employees/{house.employee('hoa')}/working-time"
    mornings = {day: [{"start": "08:00", "end": "12:00"}] for day in ("mon", "tue", "wed", "thu", "fri")}
    house.act("hung", "PUT", path, {"weeklyHours": mornings}, house.version("hung", path))
    day = month[2].isoformat()
    own = house.read("hung", f"/employees/{house.employee('hoa')}/working-days?from={day}&to={day}")["items"][0]
    house.checks.equal("Hoa works in the morning", (own["hours"], own["minutes"]), (mornings["mon"], 240))
    day = month[11].isoformat()
    own = house.read("lan", f"/employees/{house.employee('huy')}/working-days?from={day}&to={day}")["items"][0]
    house.checks.equal("Huy is on leave", own["minutes"], 0)


def own_fields(house):
    """A field of each kind, filled for some, found by, counted and merged."""
    checks = house.checks
    kinds = {"text": "Biển số xe", "number": "Hạn mức tạm ứng", "date": "Ngày cấp thẻ", "yes-no": "Có bằng lái",
             "one-choice": "Khu vực", "several-choices": "Ngoại ngữ"}
    choices = {"one-choice": ["Ba Đình", "Đống Đa", "Quận Đống Đa"], "several-choices": ["Anh", "Nhật", "Trung"]}
    for kind, name in kinds.items():
        body = {"name": name, "kind": kind}
        if kind in choices:
            body["choices"] = [{"name": choice} for choice in choices[kind]]
        house.fields[kind] = house.act("mai", "POST", "/custom-fields", body).id
    ids = {one["id"]: {choice["name"]: choice["id"] for choice in one.get("choices", [])}
           for one in house.read("mai", "/custom-fields")["items"]}
    area, tongues = ids[house.fields["one-choice"]], ids[house.fields["several-choices"]]
    field = house.fields

    def fill(key, area_name, tongue_names, limit):
        values = [{"fieldId": field["text"], "text": f"30A-{limit}"}, {"fieldId": field["number"], "number": limit},
                  {"fieldId": field["date"], "date": "2026-01-15"}, {"fieldId": field["yes-no"], "yes": key != "huy"},
                  {"fieldId": field["one-choice"], "choiceIds": [area[area_name]]}]
        if tongue_names:
            values.append({"fieldId": field["several-choices"], "choiceIds": [tongues[one] for one in tongue_names]})
        answer = house.change("hung", f"/employees/{house.employee(key)}", customFields=values)
        checks.answer(f"own fields of {key}", answer, 200)

    fill("anh", "Ba Đình", ["Anh"], "5000000.5")
    fill("huy", "Đống Đa", ["Anh", "Nhật"], "2500000")
    fill("nam", "Quận Đống Đa", [], "1000000")

    def found(query):
        return sorted(one["id"] for one in house.all("lan", f"/employees?customField={query}"))

    checks.equal("who has a limit from 2.5 million", found(f"{field['number']}&from=2500000"), sorted(house.ids(["anh", "huy"])))
    checks.equal("who speaks Japanese", found(f"{field['several-choices']}&value={tongues['Nhật']}"), house.ids(["huy"]))
    wrong = house.change("hung", f"/employees/{house.employee('yen')}",
                         customFields=[{"fieldId": field["number"], "number": "nhiều"}])
    checks.true("a number that is none", wrong.status in (400, 422), f"{wrong.status} {wrong.text[:300]}")
    house.act("mai", "POST", f"/custom-fields/{field['one-choice']}/choices/{area['Quận Đống Đa']}/merge",
              {"into": area["Đống Đa"]})
    counts = house.read("mai", f"/custom-fields/{field['one-choice']}/counts")
    checks.equal("two in Đống Đa after the merge", {one["name"]: one["employees"] for one in counts["items"]},
                 {"Ba Đình": 1, "Đống Đa": 2})
    checks.equal("filled and empty", (counts["filled"], counts["empty"]), (3, len(PEOPLE) - 3))
    path = f"/custom-fields/{field['text']}"
    checks.answer("a field in use is not deleted",
                  house.ask("mai", "DELETE", path, version=house.version("mai", path)), 409, "custom-field-in-use")
    wait("the branch director's inbox to be there", lambda: house.ask("hung", "GET", "/api/notifications/inbox").status == 200)
