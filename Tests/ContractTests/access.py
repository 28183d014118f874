"""The matrix test of access (ACC-2): every operation of every OpenAPI file, by everybody, on what is their own, their team's,
their branch's, another branch's, nobody's; the answers are held against what `x-quen-access` and the roles say.

Usage: access.py CHECKOUT. The environment names the services (QUEN_ACCESS_<SERVICE>, addresses of running ones whose stores are
empty), an administrator's token (QUEN_ACCESS_TOKEN) and a password for new accounts (QUEN_ACCESS_PASSWORD). Prints every answer
that is not as it should be, then how much was tried and how many leaks were found; ends with 1 if there is a fault.
"""

import collections
import concurrent.futures
import dataclasses
import os
import re
import sys
import threading
import time
import uuid
from pathlib import Path

import yaml

import access_lists
import access_rules
from access_bodies import PDF, STALE, Case, bodies, soon
from access_firm import WORKERS, WORD, Firm
from access_rules import METHODS, OWNED, Record, expectation, needs
from quen_client import ask, good

# Whose records are asked about, seen from who asks.
REACHES = {"own": None, "team": "mate", "branch": "neighbour", "other": "stranger", "shared": "sharer",
           "nobody's": "unowned"}
# What 422 says where a body names a record out of reach.
UNKNOWN = {"unknown-reference", "unknown-customer", "unknown-invoice", "unknown-plan"}
# What 422 says of an act that is allowed and that the record's state does not bear out.
LATER = {"outside-period", "agreement-required", "notice-not-enough", "not-enough-left", "invoice-series-required", "outcome-too-early", "unknown-activity",
         "unknown-usage"}
# What would change who everybody is for what is tried after it: whoever leaves is signed out, and a lead that nobody took
# becomes that of whoever makes something of it.
SKIPPED = {"markEmployeeLeft": "own", "convertLead": "nobody's", "undoLeadConversion": "nobody's", "disqualifyLead": "nobody's"}
# How a file is sent.
FILE = "?kind=other&name=matrix.pdf"
MARK = re.compile(rb"mk[0-9]{5}x")


class Operation:
    """One operation of a service's OpenAPI file."""

    def __init__(self, service, document, template, method):
        item = document["paths"][template]
        self.service, self.document, self.template, self.method = service, document, template, method.upper()
        self.raw = item[method]
        self.id = self.raw["operationId"]
        self.access = self.raw.get("x-quen-access", {})
        self.parameters = [self.resolved(one) for one in item.get("parameters", []) + self.raw.get("parameters", [])]
        self.name = f"{self.method} {service}{template}"

    def resolved(self, value):
        while "$ref" in value:
            target = self.document
            for part in value["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            value = target
        return value

    @property
    def path_entity(self):
        """The kind of record that the path names; nothing where it names none that belongs to somebody."""
        if "{id}" not in self.template:
            return None
        first = next((one for one in needs(self.access) if one.get("record") in OWNED and "in" not in one), {})
        return first.get("record")

    @property
    def of_file(self):
        return self.template.endswith("/{attachment}")

    @property
    def is_personal(self):
        return any("own" in need for need in needs(self.access))

    def headers(self):
        return {"If-Match": STALE} if any(one["name"] == "If-Match" for one in self.parameters) else {}

    def path(self, id):
        return re.sub(r"\{[a-z]+\}", id, self.template.replace("{number}", "1"))


class Matrix:
    def __init__(self, firm, operations):
        self.firm, self.operations = firm, operations
        self.faults, self.leaks = [], []
        self.requests = 0
        self.tried = collections.defaultdict(set)
        self.passed = set()
        self.lock = threading.Lock()
        self.by_marker = {one.marker.encode(): one for one in firm.records if one.marker}
        self.by_id = {one.id: one for one in firm.records}
        self.catalogue = {}

    # --- Asking ------------------------------------------------------------------------------------------------

    def ask(self, operation, person, path, body=None, headers=None):
        answer = ask(self.firm.addresses[operation.service], operation.method, path, person.token, body,
                     operation.headers() | (headers or {}))
        with self.lock:
            self.requests += 1
        if answer.status >= 500:
            self.fault(operation, person, path, f"answered {answer.status}: {answer.text[:200]}")
        self.look_for_leaks(operation, person, path, body, answer)
        return answer

    def fault(self, operation, who, path, what):
        with self.lock:
            self.faults.append(f"{operation.name} by {getattr(who, 'name', who)} ({path}): {what}")

    def leak(self, operation, who, path, what):
        with self.lock:
            self.leaks.append(f"LEAK {operation.name} by {getattr(who, 'name', who)} ({path}): {what}")

    def look_for_leaks(self, operation, person, path, body, answer):
        """Nothing of a record out of reach may stand in any answer, whatever it is an answer to."""
        said = set(MARK.findall(f"{path} {body}".encode()))
        for marker in set(MARK.findall(answer.body)) - said:
            record = self.by_marker.get(marker)
            # An alert tells of a contract what it is about.
            same = [one for one in self.firm.records if record and one.marker == record.marker]
            # What was sent to somebody is theirs to read, whatever their permissions.
            is_own = operation.is_personal and any(person.employee in {*one.others, one.responsible} for one in same)
            if same and not is_own and not any(person.sees(one) for one in same):
                self.leak(operation, person, path, f"shows the {record.entity} of {record.owner}")

    # --- Whom and what -----------------------------------------------------------------------------------------

    def owners(self, person):
        """Whose records there are from near to far, by how far they are."""
        for reach, owner in REACHES.items():
            if owner is None and person.employee is None:
                continue
            yield reach, owner or person.name

    def cases(self, operation, person):
        """(reach, owner, record) of all records that the operation is tried on."""
        skipped = SKIPPED.get(operation.id)
        for reach, owner in self.owners(person):
            record = self.record(operation, owner)
            if record is not None and reach != skipped:
                yield reach, owner, record

    def record(self, operation, owner):
        if operation.path_entity == "customer" and operation.template.startswith("/customer-accounts"):
            # There it is a copy, with which nothing was shared.
            customer = self.firm.of("customer", owner)
            return customer and dataclasses.replace(customer, shares=set())
        return self.firm.of(operation.path_entity, owner)

    def unknown(self, operation, person, body, headers=None):
        """How a record that there is not is answered."""
        return self.ask(operation, person, operation.path(str(uuid.uuid4())), body, headers)

    # --- Judging -----------------------------------------------------------------------------------------------

    def judge(self, operation, person, reach, path, body, answer, wanted, unknown=None):
        with self.lock:
            self.tried[operation.name].add((person.name, reach))
        if answer.status >= 500:
            return
        has_passed = answer.status < 300 or answer.status in (409, 412) or answer.status == 422 and answer.code in LATER
        if operation.path_entity is None and not operation.is_personal and not operation.access.get("people"):
            # Nobody owns it: the permission alone decides, and what comes after it may be anything.
            concerns_others = any(need.get("record") in OWNED or need.get("record") == "new" for need in needs(operation.access))
            has_passed = has_passed or not concerns_others and answer.status not in (401, 403)
        what = f"{answer.status} {answer.code or ''} on what is {reach}, body {body}"
        if wanted.is_allowed and not has_passed:
            self.fault(operation, person, path, f"is allowed and was answered {what}: {answer.text[:300]}")
        elif wanted.is_allowed:
            self.passed.add(operation.name)
        elif answer.status not in (403, 404) and not (answer.status == 422 and answer.code in UNKNOWN):
            self.leak(operation, person, path, f"is not allowed and was answered {what}")
        elif wanted.is_hidden and unknown is not None and answer.status != unknown.status:
            self.leak(operation, person, path, f"was answered {what}, and a record that there is not {unknown.status}")

    def try_one(self, operation, person, reach, owner, record):
        """An operation by a person about what belongs to `owner`; each body that there is."""
        case = Case(self.firm, person, owner, self.catalogue)
        for body in bodies(operation, case) if operation.method in ("POST", "PUT", "PATCH") else [None]:
            path = operation.path(record.id if record else str(uuid.uuid4()))
            if "{shareId}" in path:
                path = path.replace("{shareId}", self.share(operation, record))
            if "{absenceId}" in path:
                path = path.replace("{absenceId}", self.absence(operation, record))
            # None that the plan has: what comes after the permission is a conflict.
            path = path.replace("{activityId}", str(uuid.uuid4())).replace("{usageId}", str(uuid.uuid4()))
            if operation.of_file:
                path = f"{path.rsplit('/', 1)[0]}/{self.attach(operation, record)}"
            if isinstance(body, bytes):
                path += FILE
            named = self.by_id | {"new": Record("", "", owner, case.responsible, branch=case.branch)}
            wanted = expectation(operation.access, person, body if isinstance(body, dict) else {}, record, named)
            if "{shareId}" in operation.template and wanted.is_allowed:
                # Another's share is taken back by who could give it.
                wanted = dataclasses.replace(wanted, is_allowed=person.reaches(
                    record, needs(operation.access)[0]["function"], "edit", shared=False))
            unknown = self.unknown(operation, person, body) if wanted.is_hidden else None
            answer = self.ask(operation, person, path, body)
            if answer.status == 412 and not wanted.is_allowed:
                # The version was looked at before what the body names.
                there = good(ask(self.firm.addresses[operation.service], "GET", path, self.firm.administrator), path)
                answer = self.ask(operation, person, path, body, {"If-Match": there.headers["etag"]})
            self.judge(operation, person, reach, path, body, answer, wanted, unknown)

    def attach(self, operation, record):
        """A file of the administrator's, which may be taken away."""
        path = operation.template.replace("{id}", record.id).removesuffix("/{attachment}") + FILE
        return good(ask(self.firm.addresses[operation.service], "POST", path, self.firm.administrator, PDF), path).id

    def absence(self, operation, record):
        """One that the administrator has entered, which may be taken away."""
        path = operation.template.replace("{id}", record.id).removesuffix("/{absenceId}")
        body = {"kind": "leave"} | soon(6000)
        return good(ask(self.firm.addresses[operation.service], "POST", path, self.firm.administrator, body), path).id

    def share(self, operation, record):
        """A share of the administrator's for somebody who does not ask."""
        path = operation.template.replace("{id}", record.id).removesuffix("/{shareId}")
        body = {"with": {"employeeId": self.firm.employees["stranger"]}, "access": "read"}
        return good(ask(self.firm.addresses[operation.service], "POST", path, self.firm.administrator, body), path).id

    def run(self, operation):
        """By everybody, near and far, side by side."""
        concerns = [one.get("record") for one in needs(operation.access)]
        cases = []
        for person in self.firm.people.values():
            if operation.path_entity:
                cases += [(person, *one) for one in self.cases(operation, person)]
            elif "new" in concerns or operation.id == "findDuplicates":
                cases += [(person, reach, owner, None) for reach, owner in self.owners(person) if owner != "unowned"]
            else:
                cases.append((person, "none", "mate", None))
        # A share is taken back before the same one is made again.
        workers = 1 if "{shareId}" in operation.template or operation.of_file else WORKERS
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            list(pool.map(lambda one: self.try_one(operation, *one), cases))

    def turn_strangers_away(self, operation):
        """Without a token, and with one that is none."""
        if operation.access.get("public"):
            return
        for token in (None, "not.a.token", f"quen_{'A' * 70}"):
            stranger = access_rules.Person("somebody without a token", frozenset(), token=token)
            answer = self.ask(operation, stranger, operation.path(str(uuid.uuid4())), {} if operation.method != "GET" else None)
            self.tried[operation.name].add((stranger.name, "none"))
            if answer.status != 401:
                self.leak(operation, stranger, operation.template, f"answered {answer.status}")


# What changes the state of records comes last, in this order.
LAST = ["takeNextCase", "acceptQuote", "rejectQuote", "reviseQuote", "sendQuote", "winOpportunity", "loseOpportunity", "reopenOpportunity",
        "convertLead", "undoLeadConversion", "disqualifyLead", "issueInvoice", "allocatePayment", "reversePayment",
        "transitOrder", "recordOutcome", "rescheduleAppointment", "cancelAppointment", "reopenActivity", "finishActivity",
        "cancelActivity", "giveActivityBack", "recordCall", "queueActivity", "cancelProcedureRun", "contactLeft", "contactReturned", "deactivateCustomer", "reactivateCustomer", "markEmployeeReturned", "markEmployeeLeft", "rotateSigningKey"]


def rank(operation):
    by_method = {"GET": 0, "PUT": 1, "PATCH": 1, "DELETE": 1, "POST": 2}
    return LAST.index(operation.id) + 10 if operation.id in LAST else by_method[operation.method]


def load(root):
    operations = []
    for path in sorted((root / "Services").glob("*/HTTP/openapi.yaml")):
        document = yaml.safe_load(path.read_text("utf-8"))
        service = path.parts[-3].lower()
        operations += [Operation(service, document, template, method)
                       for template, item in document["paths"].items() for method in METHODS if method in item]
    return sorted(operations, key=rank)


def catalogue(firm, roles):
    """What bodies need to know of the firm."""
    token, pipeline = firm.administrator, firm.addresses["pipeline"]
    employees = firm.everything("scheduling", "/employees", token)
    by_id = {one["id"]: one for one in employees}
    return {
        "taxClass": good(ask(pipeline, "GET", "/tax-classes", token), "tax classes").json()["items"][0]["code"],
        "stages": good(ask(pipeline, "GET", "/stages", token), "stages").json()["items"],
        "symbol": good(ask(firm.addresses["contracts"], "GET", "/invoice-series", token), "series").json()["items"][0]["symbol"],
        "teams": {name: by_id[id]["teams"] for name, id in firm.employees.items()},
        "names": {one.owner: f"{WORD} {one.marker}" for one in firm.records if one.entity == "customer"},
    }


def main(root):
    started = time.monotonic()
    operations = load(root)
    addresses = {name: os.environ[f"QUEN_ACCESS_{name.upper()}"] for name in {one.service for one in operations}}
    firm = Firm(addresses, os.environ["QUEN_ACCESS_TOKEN"])
    roles = good(firm.gateway("GET", "/roles?limit=200"), "the roles").json()["items"]
    firm.hire(roles)
    firm.fill()
    print(f"{len(firm.records)} records of {len(firm.employees) + 1} owners after {time.monotonic() - started:.0f} s", flush=True)
    matrix = Matrix(firm, operations)
    matrix.catalogue = catalogue(firm, roles)
    for operation in operations:
        matrix.turn_strangers_away(operation)
    access_lists.check(matrix)
    for operation in operations:
        if not (operation.access.get("public") or operation.access.get("programs") or operation.is_personal):
            matrix.run(operation)
    access_lists.check_personal(matrix)
    missing = [one.name for one in operations if not one.access.get("public") and one.name not in matrix.tried]
    never = [one.name for one in operations if one.name in matrix.tried and one.name not in matrix.passed
             and one.access.keys() & {"needs", "anyOf"} and not one.is_personal]
    print("\n".join([*matrix.leaks, *matrix.faults, *(f"no entry: {one}" for one in missing),
                     *(f"never allowed: {one}" for one in never)]))
    pairs = {(person, reach) for tried in matrix.tried.values() for person, reach in tried}
    print(f"{len(operations)} routes × {len(firm.people)} people ({len(roles)} roles) × {len({reach for _, reach in pairs})} "
          f"reaches: {sum(map(len, matrix.tried.values()))} combinations, {matrix.requests} requests, "
          f"{time.monotonic() - started:.0f} s; {len(matrix.leaks)} leaks, {len(matrix.faults) + len(missing) + len(never)} faults")
    return 1 if matrix.leaks or matrix.faults or missing or never else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
