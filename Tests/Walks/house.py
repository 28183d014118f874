"""The firm of a walk and the way to ask things of it: every request goes through the Gateway with a person's own token."""

import dataclasses
import datetime as dt
from typing import Optional

from days import day_of, read
from quen_client import ask, everything, good, sign_in, stamp, wait

SCHEDULING = "/api/scheduling"
CUSTOMERS = "/api/customers"


@dataclasses.dataclass
class Person:
    name: str
    role: str
    branch: str
    teams: tuple = ()
    employee: str = ""
    token: str = ""


@dataclasses.dataclass
class Activity:
    """What the walk itself knows of an activity; sums are made from it, never from what the API answers."""

    key: str
    title: str
    kind: str
    purpose: str
    priority: str
    who: list
    sessions: list = dataclasses.field(default_factory=list)
    customer: Optional[str] = None
    planned_on: Optional[dt.date] = None
    deadline: Optional[dt.datetime] = None
    travel: int = 0
    # (item, currency, minor units)
    costs: list = dataclasses.field(default_factory=list)
    campaign: Optional[str] = None
    plan: Optional[str] = None
    id: str = ""
    status: str = "new"
    is_cut: bool = False
    # Those of the last approval, and the day on which they count.
    approved: list = dataclasses.field(default_factory=list)
    approved_day: Optional[dt.date] = None
    diary: Optional[dict] = None
    appointments: list = dataclasses.field(default_factory=list)

    @property
    def day(self):
        """On which its money is planned: the first day, else the deadline's."""
        if self.sessions:
            return day_of(min(start for start, _ in self.sessions))
        return self.planned_on or (day_of(self.deadline) if self.deadline else None)

    @property
    def minutes(self):
        """An hour for one without sessions."""
        return sum(int((end - start).total_seconds()) // 60 for start, end in self.sessions) if self.sessions else 60

    def due(self):
        if self.planned_on:
            midnight = dt.datetime.combine(self.planned_on + dt.timedelta(days=1), dt.time(), dt.timezone(dt.timedelta(hours=7)))
            return self.deadline or midnight
        ends = [max(end for _, end in self.sessions)] if self.sessions else []
        return min(ends + ([self.deadline] if self.deadline else []), default=None)


class House:
    def __init__(self, checks, gateway, administrator, password, calendar):
        self.checks, self.gateway, self.calendar = checks, gateway, calendar
        self.administrator, self.password = administrator, password
        self.people, self.branches, self.teams, self.rooms, self.customers = {}, {}, {}, {}, {}
        self.items, self.plans, self.activities, self.leave, self.fields = {}, {}, {}, {}, {}
        # Diaries of appointments that are for no activity: responsible, day, costs.
        self.appointment_diaries = []
        self.proposals = self.feeds = 0

    # --- Requests --------------------------------------------------------------------------------------------------

    def ask(self, who, method, path, body=None, version=None, **headers):
        """A request of that person; `who` may also be a token, or None for nobody. Paths without `/api` are Scheduling's."""
        token = self.people[who].token if who in self.people else who
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        if version:
            fields["If-Match"] = f'"{version}"'
        whole = path if path.startswith(("/api", "/accounts", "/sign-in", "/me")) else SCHEDULING + path
        return ask(self.gateway, method, whole, token, body, fields)

    def act(self, who, method, path, body=None, version=None, **headers):
        """A request that the story cannot go on without."""
        return good(self.ask(who, method, path, body, version, **headers), f"{who}: {method} {path} {str(body)[:300]}")

    def read(self, who, path):
        return self.act(who, "GET", path).json()

    def all(self, who, path):
        found = everything(self.gateway, SCHEDULING + path, self.people[who].token)
        if not isinstance(found, list):
            good(found, f"{who}: {path}")
        return found

    def version(self, who, path):
        return self.read(who, path)["version"]

    def change(self, who, path, **members):
        """Reads a record's input members, changes some and puts it back; the answer."""
        record = self.read(who, path)
        kept = {name: record[name] for name in INPUT[path.split("/")[1]] if name in record}
        return self.ask(who, "PUT", path, kept | members, record["version"])

    # --- People ----------------------------------------------------------------------------------------------------

    def employee(self, name):
        return self.people[name].employee

    def ids(self, names):
        return [self.employee(name) for name in names]

    def account(self, key, sign_in_name=None):
        """An account for an employee, which only an administrator makes; then the person signs in."""
        person = self.people[key]
        body = {"signInName": sign_in_name or key, "password": self.password, "mustChangePassword": False,
                "employeeId": person.employee, "roles": [person.role], "language": "vi"}
        self.act(self.administrator, "POST", "/accounts", body)
        person.token = sign_in(self.gateway, sign_in_name or key, self.password)
        # A token may be older than what a service has heard of its account.
        wait(f"Scheduling to know {key}", lambda: self.ask(key, "GET", "/firm").status == 200)

    def in_branch(self, branch):
        return [key for key, person in self.people.items() if person.branch == branch]

    def known(self, service, path, version, who):
        """Until a service has heard of that version of a record of another one."""
        wait(f"{service} to know {version}", lambda: "quen-stale" not in self.act(
            who, "GET", path, Quen_After=version).headers)

    # --- Activities ------------------------------------------------------------------------------------------------

    def body(self, activity):
        """As it is entered."""
        body = {"title": activity.title, "kind": activity.kind, "purpose": activity.purpose,
                "priority": activity.priority, "employeeIds": self.ids(activity.who),
                "sessions": spans(activity.sessions), "travelMinutes": activity.travel,
                "plannedCosts": costs(activity.costs)}
        if activity.customer:
            body["customerId"] = self.customers[activity.customer]
        if activity.planned_on:
            body["plannedOn"] = activity.planned_on.isoformat()
        if activity.deadline:
            body["deadline"] = stamp(activity.deadline.astimezone(dt.timezone.utc))
        if activity.campaign:
            body["campaignId"] = activity.campaign
        return body

    def enter(self, who, activity, plan=None):
        """Enters an activity, into a plan where one is named."""
        more = {"planId": self.plans[plan]} if plan else {}
        activity.id = self.act(who, "POST", "/activities", self.body(activity) | more).id
        activity.plan = plan
        self.activities[activity.key] = activity
        return activity

    def replace(self, who, activity, **members):
        """Puts an activity with other members."""
        return self.ask(who, "PUT", f"/activities/{activity.id}", self.body(activity) | members,
                        self.version(who, f"/activities/{activity.id}"))

    def of_plan(self, plan):
        return [one for one in self.activities.values() if one.plan == plan]

    def approve_model(self, plan):
        """What an approval is of, as the walk knows it."""
        for one in self.of_plan(plan):
            counts = not one.is_cut and one.status != "cancelled"
            one.approved, one.approved_day = (list(one.costs), one.day) if counts else ([], None)


INPUT = {"activities": ["title", "description", "kind", "purpose", "origin", "customerId", "contactId", "opportunityId",
                        "campaignId", "employeeIds", "teamId", "sessions", "plannedOn", "deadline", "priority",
                        "travelMinutes", "place", "plannedCosts"],
         "appointments": ["title", "customerId", "contactId", "roomId", "place", "employeeIds"],
         "employees": ["name", "title", "department", "email", "managerId", "branchId", "teams", "customFields"],
         "plans": ["name", "description", "periodFrom", "periodTo"]}


def utc(instant):
    return stamp(instant.astimezone(dt.timezone.utc))


def span(start, end):
    return {"startsAt": utc(start), "endsAt": utc(end)}


def spans(sessions):
    return [span(start, end) for start, end in sessions]


def costs(amounts):
    return [{"item": item, "amount": {"amount": amount, "currency": currency}} for item, currency, amount in amounts]


def times(record):
    return read(record["startsAt"]), read(record["endsAt"])
