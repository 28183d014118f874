"""The firm of the matrix test: a person for each role, colleagues near and far, and of every kind of record one for each of
them, made through the APIs by an administrator.
"""

import concurrent.futures
import datetime
import itertools
import os

from access_rules import Person, Record
from quen_client import ask, everything, good, sign_in, stamp, wait

PASSWORD = os.environ.get("QUEN_ACCESS_PASSWORD", "")
# Words by which everything that was made is found.
WORD = "matrix"
SERVICES = ("customers", "pipeline", "contracts", "scheduling", "notifications")
LINE = {"description": f"{WORD} work", "quantity": "1", "unitPrice": "1000000", "tax": "8"}
# Of the head office, with the role of a branch's director.
HEAD = "head.of.branches"
WORKERS = 6


class Firm:
    def __init__(self, addresses, administrator):
        self.addresses = addresses
        self.administrator = administrator
        self.people = {}
        # Employees by name, such as `mate`, and of persons by their roles.
        self.employees = {}
        self.branches = {}
        self.teams = {}
        self.records = []
        # A template from which everybody's chains are started.
        self.procedure = None
        self.numbers = itertools.count(1)

    # --- Requests ----------------------------------------------------------------------------------------------

    def gateway(self, method, path, body=None, token=None, headers=None):
        return ask(self.addresses["gateway"], method, path, token or self.administrator, body, headers)

    def make(self, service, path, body, what):
        """A POST of the administrator's at a service; its answer."""
        return good(ask(self.addresses[service], "POST", path, self.administrator, body), f"{what}: POST {path} {body}")

    def wait_until_known(self, version):
        """Until every service knows that version of a record: queries wait a second for it."""
        lists = {"customers": "/places", "pipeline": "/stages", "contracts": "/invoice-series", "scheduling": "/branches",
                 "notifications": "/inbox/counts"}
        for service, path in lists.items():
            wait(f"{service} to know {version}", lambda: "quen-stale" not in good(
                ask(self.addresses[service], "GET", path, self.administrator, headers={"Quen-After": version}),
                path).headers)

    # --- People ------------------------------------------------------------------------------------------------

    def hire(self, roles):
        """`roles` are those of GET /roles. Everybody of them is of one branch and one team, as is `mate`; `neighbour` is of
        the branch, `stranger` of another one, as is `sharer`, whose records are shared with the first. The head of branches
        is of the head office, for whom every branch is the own."""
        for name in ("north", "south", "head"):
            body = {"code": name, "name": f"Branch {name}", "isHeadOffice": name == "head"}
            self.branches[name] = self.make("scheduling", "/branches", body, "a branch").id
        teams = {"sales": "north", "service": "north", "sales-south": "south", "board": "head"}
        for code, branch in teams.items():
            body = {"code": code, "name": f"{WORD} {code}", "branchId": self.branches[branch]}
            made = self.make("scheduling", "/teams", body, "a team")
            self.teams[code] = made.id
        places = {"mate": "sales", "neighbour": "service", "stranger": "sales-south", "sharer": "sales-south"}
        places |= {role["code"]: "sales" for role in roles} | {"nobody": "sales", HEAD: "board"}
        places = {name: (teams[team], team) for name, team in places.items()}
        for name, (branch, team) in places.items():
            body = {"name": f"{WORD} {name}", "branchId": self.branches[branch], "teams": [team]}
            made = self.make("scheduling", "/employees", body, "an employee")
            self.employees[name] = made.id
            last = made.headers["quen-version"]
            self.keep("employee", made.id, name, self.branches[branch], made.id)
        self.wait_until_known(last)
        permissions = {role["code"]: role["permissions"] for role in roles}
        for name, role in [*((code, code) for code in permissions), (HEAD, "branch-director"), ("nobody", None)]:
            branch, team = places[name]
            colleagues = frozenset(id for other, id in self.employees.items() if places[other][1] == team)
            self.people[name] = self.person(name, role, permissions.get(role, []), branch, team, colleagues)
        self.programs(roles)

    def person(self, name, role, permissions, branch, team, colleagues):
        employee = self.employees[name]
        body = {"signInName": f"matrix.{name}", "password": PASSWORD, "mustChangePassword": False, "employeeId": employee,
                "roles": [role] if role else []}
        good(self.gateway("POST", "/accounts", body), f"the account of {name}")
        return Person(
            name, frozenset(permissions), employee, self.branches[branch], is_of_head_office=branch == "head",
            colleagues=colleagues, holders=frozenset({employee, self.branches[branch], self.teams[team]}),
            token=self.sign_in(f"matrix.{name}"))

    def sign_in(self, name):
        return sign_in(self.addresses["gateway"], name, PASSWORD)

    def programs(self, roles):
        """Two programs: with everything that a program may have, of one branch and of all."""
        everything = next(role["permissions"] for role in roles if role["code"] == "administrator")
        until = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)).isoformat(timespec="seconds")
        for scope in ("branch", "all"):
            permissions = [
                f"{function}:{action}:{scope}" for function, action, _ in (one.split(":") for one in everything)
                if function != "accounts" or action == "view"]
            body = {"name": f"{WORD} {scope}", "permissions": permissions, "branchId": self.branches["north"],
                    "expiresAt": until.replace("+00:00", "Z")}
            made = good(self.gateway("POST", "/api-tokens", body), "a program").json()
            signed = good(self.gateway("POST", "/token/exchange", token=made["token"]), "the exchange").json()
            self.people[f"program of {scope}"] = Person(
                f"program of {scope}", frozenset(permissions), branch=self.branches["north"], is_program=True,
                holders=frozenset({self.branches["north"]}), token=signed["accessToken"])

    # --- Records -----------------------------------------------------------------------------------------------

    def keep(self, entity, id, owner, branch, responsible, others=(), marker="", parent=None):
        record = Record(
            entity, id, owner, responsible, branch=branch, others=frozenset(others), marker=marker, parent=parent)
        self.records.append(record)
        return record

    def of(self, entity, owner):
        """The record of that kind of an owner, the first where there are several; nothing where there is none."""
        return next((one for one in self.records if one.entity == entity and one.owner == owner), None)

    def fill(self):
        """One record of each kind for everybody, and for no one."""
        places = {"stranger": "south", "sharer": "south", HEAD: "head"}
        owners = {name: (self.branches[places.get(name, "north")], employee)
                  for name, employee in self.employees.items()} | {"unowned": (None, None)}
        self.make("contracts", "/invoice-series", {"symbol": f"1C{datetime.date.today().year % 100}TMT"}, "a series")
        # Its steps hold the word that stands in all records.
        steps = [{"key": "one", "title": f"{WORD} one", "kind": "call"},
                 {"key": "two", "title": f"{WORD} two", "kind": "visit", "after": "one"}]
        self.procedure = self.make("scheduling", "/procedures", {"name": f"{WORD} procedure", "steps": steps}, "a procedure").id
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            last = list(pool.map(lambda one: self.customer(one[0], *one[1]), owners.items()))
            for version in last:
                self.wait_until_known(version)
            for number, _ in enumerate(pool.map(lambda one: self.others(one[1][0], *one[1][1], one[0]),
                                                enumerate(owners.items()))):
                pass
        self.collect_alerts()
        self.share()

    def share(self):
        """What is the sharer's with the branch north, some to see and some to change as well."""
        paths = {"customer": ("customers", "/customers", "write"), "lead": ("customers", "/leads", "read"),
                 "opportunity": ("pipeline", "/opportunities", "write"), "quote": ("pipeline", "/quotes", "read"),
                 "contract": ("contracts", "/contracts", "read"), "order": ("contracts", "/orders", "write"),
                 "invoice": ("contracts", "/invoices", "read"), "payment": ("contracts", "/payments", "read"),
                 "appointment": ("scheduling", "/appointments", "write")}
        for record in self.records:
            if record.owner == "sharer" and record.entity in paths:
                service, path, access = paths[record.entity]
                body = {"with": {"branchId": self.branches["north"]}, "access": access}
                self.make(service, f"{path}/{record.id}/shares", body, "a share")
                record.shares.add((self.branches["north"], access))

    def mark(self):
        return f"mk{next(self.numbers):05d}x"

    def customer(self, owner, branch, responsible):
        mark = self.mark()
        body = {"name": f"{WORD} {mark}", "ownership": ownership(branch, responsible), "allowDuplicates": True}
        made = self.make("customers", "/customers", body, "a customer")
        self.keep("customer", made.id, owner, branch, responsible, marker=mark)
        return made.headers["quen-version"]

    def others(self, owner, branch, responsible, number):
        """Everything that hangs on the owner's customer."""
        customer = self.of("customer", owner)
        whose, of = ownership(branch, responsible), (owner, branch, responsible)
        flat = {"branchId": branch, "responsibleId": responsible} if responsible else {}

        def make(entity, service, path, body, parent=customer, **kept):
            mark = self.mark()
            body = {name: value.replace("MARK", f"{WORD} {mark}") if isinstance(value, str) else value
                    for name, value in body.items()}
            made = self.make(service, path, body, entity)
            return self.keep(entity, made.id, *of, marker=mark, parent=parent, **kept)

        path = f"/customers/{customer.id}"
        make("contact", "customers", f"{path}/contacts", {"name": "MARK", "ownership": whose})
        make("interaction", "customers", f"{path}/interactions",
             {"channel": "call", "direction": "outbound", "course": "MARK", "ownership": whose})
        # Whoever works on it, it is theirs too.
        make("case", "customers", f"{path}/cases",
             {"kind": "fault", "channel": "call", "title": "MARK", "ownership": whose}
             | ({"assignedToId": responsible} if responsible else {}), others=(responsible,) if responsible else ())
        make("lead", "customers", "/leads",
             {"personName": "MARK", "ownership": whose, "allowDuplicates": True}, parent=None)
        make("opportunity", "pipeline", "/opportunities",
             {"name": "MARK", "customerId": customer.id, "lines": [LINE], "allowSimilar": True} | flat)
        make("quote", "pipeline", "/quotes",
             {"customerId": customer.id, "lines": [LINE | {"description": f"{WORD} quote"}]} | flat)
        until = datetime.date.today() + datetime.timedelta(days=20)
        contract = make("contract", "contracts", "/contracts",
                        {"customerId": customer.id, "kind": "sale", "lines": [LINE], "note": "MARK", "ownership": whose,
                         "effectiveTo": until.isoformat()})
        for command in ("draft", "agree", "sign", "start"):
            self.make("contracts", f"/contracts/{contract.id}/transitions", {"command": command, "note": WORD}, command)
        self.make("contracts", f"/contracts/{contract.id}/annexes", {"note": WORD, "paymentTerms": WORD}, "an annex")
        make("acceptance", "contracts", f"/contracts/{contract.id}/acceptances", {"note": "MARK"}, parent=contract)
        make("delivered-item", "contracts", "/delivered-items",
             {"customerId": customer.id, "description": "MARK", "ownership": whose})
        money = {"customerId": customer.id, "lines": [LINE], "note": "MARK", "ownership": whose}
        make("order", "contracts", "/orders", money)
        make("invoice", "contracts", "/invoices", money)
        issued = make("invoice", "contracts", "/invoices", money)
        self.make("contracts", f"/invoices/{issued.id}/issue", {}, "issuing")
        self.make("contracts", f"/invoices/{issued.id}/notices", {"reason": WORD, "address": WORD}, "a notice")
        make("payment", "contracts", "/payments",
             {"amount": {"amount": 400_000, "currency": "VND"}, "invoiceId": issued.id, "note": "MARK", "ownership": whose})
        if responsible:
            # Days apart, so that none clashes with another.
            start = datetime.datetime.now(datetime.UTC).replace(microsecond=0) + datetime.timedelta(days=30 + number)
            make("appointment", "scheduling", "/appointments",
                 {"title": "MARK", "customerId": customer.id, "employeeIds": [responsible], "startsAt": stamp(start),
                  "endsAt": stamp(start + datetime.timedelta(hours=1))} | flat, others=(responsible,))
            make("activity", "scheduling", "/activities",
                 {"title": "MARK", "kind": "visit", "customerId": customer.id, "employeeIds": [responsible]} | flat,
                 others=(responsible,))
            make("project", "scheduling", "/projects",
                 {"name": "MARK", "startsOn": "2026-01-01", "customerId": customer.id,
                  "members": [{"employeeId": responsible, "role": WORD}]} | flat, others=(responsible,))
            run = make("procedure-run", "scheduling", "/procedure-runs",
                       {"procedureId": self.procedure, "customerId": customer.id} | flat)
            read = good(ask(self.addresses["scheduling"], "GET", f"/procedure-runs/{run.id}", self.administrator), "a chain")
            for step in read.json()["steps"]:
                self.keep("activity", step["activityId"], *of, others=(responsible,), parent=customer)
            make("plan", "scheduling", "/plans", {"name": "MARK", "periodFrom": "2027-01-01", "periodTo": "2027-12-31"} | flat,
                 parent=None)

    def collect_alerts(self):
        """The contracts end soon, which Notifications says by itself."""
        contracts = {one.id: one for one in self.records if one.entity == "contract"}

        def alerts():
            items = self.everything("notifications", "/alerts", self.administrator)
            return items if len(items) >= len(contracts) else None

        for item in wait("the alerts", alerts):
            contract = contracts[item["about"].split("/")[1]]
            self.keep("alert", item["id"], contract.owner, contract.branch, contract.responsible,
                      others=item["recipientIds"], marker=contract.marker)

    # --- Reading -----------------------------------------------------------------------------------------------

    def everything(self, service, path, token, pages=20):
        """All items of a list, page by page; the answer itself where it is no success."""
        return everything(self.addresses[service], path, token, pages)


def ownership(branch, responsible):
    return {name: id for name, id in (("branchId", branch), ("responsibleId", responsible)) if id}
