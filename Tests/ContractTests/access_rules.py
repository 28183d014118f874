"""Who may call what: reads `x-quen-access` of the OpenAPI files (its shape is in Services/Gateway/README.md) and says what
follows from it for a person. It knows roles from the Gateway's answer and reads no code of the services but the names of
functions and actions, so that the services and their files are held against a second opinion.
"""

import dataclasses
import re

METHODS = ("get", "put", "post", "patch", "delete")
# What stands alone: nobody's token, anybody's, or a program's own token.
FLAGS = {"public", "signedIn", "programs"}
# What says whose the records of a need are, where it names no record.
PLACES = {"none", "list", "report", "new", "stream"}
# Records that belong to somebody (the function that shows them), and those that are a person's alone.
OWNED = {
    "customer": "customers", "contact": "contacts", "interaction": "interactions", "lead": "leads",
    "case": "cases",
    "opportunity": "opportunities", "quote": "quotes", "contract": "contracts", "order": "orders", "invoice": "invoices",
    "payment": "payments", "appointment": "appointments", "activity": "activities", "project": "activities", "employee": "employees",
    "procedure-run": "activities", "plan": "plans",
    "alert": "notifications", "acceptance": "contracts", "delivered-item": "orders",
}
# Shared along with the record that they hang on.
SHARED_WITH_PARENT = {"contact", "interaction", "case", "acceptance"}
PERSONAL = {"account", "session", "inbox-item"}
FIELDS = {"function", "action", "record", "scope", "in", "when", "or", "shared"}
SCOPES = ("own", "team", "branch", "all")


def names(root):
    """The functions and actions that there are, as the Swift enums list them."""
    text = (root / "Shared/Messages/Access/Permission.swift").read_text("utf-8")

    def cases(name):
        body = re.search(rf"enum {name}: String[^{{]*{{(.*?)\n}}", text, re.S).group(1)
        listed = re.findall(r"^\s+case ([a-z, ]+)$", body, re.M)
        return {word for line in listed for word in line.split(", ")}

    return cases("Function"), cases("Action")


# --- The shape -----------------------------------------------------------------------------------------------------


def faults(operation, template, functions, actions):
    """What is wrong with an operation's `x-quen-access`."""
    access = operation.get("x-quen-access")
    if not isinstance(access, dict):
        yield "has no x-quen-access"
        return
    flags = FLAGS & access.keys()
    lists = [key for key in ("needs", "anyOf") if key in access]
    if len(flags) + len(lists) != 1:
        yield f"x-quen-access must have one of {', '.join(sorted(FLAGS))}, needs and anyOf"
    if unknown := access.keys() - FLAGS - {"needs", "anyOf", "people", "shows"}:
        yield f"x-quen-access has an unknown member {min(unknown)}"
    if access.get("public", False) != (operation.get("security") == []):
        yield "x-quen-access and security do not agree on whether it is public"
    for shown in access.get("shows", []):
        if shown not in functions:
            yield f"x-quen-access shows an unknown function {shown}"
    for need in needs(access):
        yield from (f"x-quen-access: {fault}" for fault in faults_of_need(need, operation, template, functions, actions))


def faults_of_need(need, operation, template, functions, actions):
    if "own" in need:
        if need["own"] not in PERSONAL:
            yield f"own {need['own']} is no personal record"
        return
    if unknown := need.keys() - FIELDS:
        yield f"unknown member {min(unknown)}"
    if need.get("function") not in functions:
        yield f"unknown function {need.get('function')}"
    if need.get("action") not in actions:
        yield f"unknown action {need.get('action')}"
    record = need.get("record")
    if record not in OWNED and record not in PLACES:
        yield f"unknown record {record}"
    if need.get("scope", "all") != "all":
        yield "scope can only be all"
    if need.get("shared", False):
        yield "shared can only be false"
    if need.get("or", "attends") not in ("attends", "received"):
        yield f"unknown or {need['or']}"
    if record in OWNED and "in" not in need and "{id}" not in template:
        yield f"the path names no {record}"
    statuses = operation["responses"].keys()
    if record in OWNED and "in" not in need and "404" not in statuses:
        yield f"a {record} out of reach is answered 404, which is not among the answers"
    if need.get("action") != "view" and "403" not in statuses:
        yield "403 is not among the answers"


def needs(access):
    """All needs, whether all or any of them must hold."""
    return access.get("needs", []) + access.get("anyOf", [])


def applies(need, values):
    """Whether a need holds for a request with these members and parameters."""
    if "in" in need and values.get(need["in"]) is None:
        return False
    for name, wanted in need.get("when", {}).items():
        given = values.get(name)
        allowed = wanted if isinstance(wanted, list) else [wanted]
        if not any(given is None if one == "absent" else given is not None if one == "present" else given == one
                   for one in allowed):
            return False
    return True


# --- What follows for a person -------------------------------------------------------------------------------------


@dataclasses.dataclass
class Record:
    """A record of the test, with whose it is."""

    entity: str
    id: str
    owner: str
    responsible: str | None = None
    second: str | None = None
    branch: str | None = None
    # Employees to whom it is their own though they are not responsible: who attends, who received.
    others: frozenset = frozenset()
    # What its answers are recognised by, wherever they turn up.
    marker: str = ""
    # The record that it hangs on.
    parent: "Record | None" = None
    # (holder's id, read|write)
    shares: set = dataclasses.field(default_factory=set)


@dataclasses.dataclass
class Person:
    """Somebody who asks: an account with its employee, or a program."""

    name: str
    permissions: frozenset
    employee: str | None = None
    branch: str | None = None
    is_of_head_office: bool = False
    is_program: bool = False
    # Employees of the person's teams and of those that the person leads, and those whose manager the person is.
    colleagues: frozenset = frozenset()
    # The ids under which something may be shared with them: their own, their teams', their branch's.
    holders: frozenset = frozenset()
    token: str = ""

    def scope(self, function, action):
        reached = [scope for scope in SCOPES if f"{function}:{action}:{scope}" in self.permissions]
        return reached[-1] if reached else None

    def may(self, need):
        """Whether the permission is there at all, or for everything where that is what is needed."""
        scope = self.scope(need["function"], need["action"])
        return scope == "all" if need.get("scope") == "all" else scope is not None

    def covers(self, scope, record):
        """Whether a scope reaches what belongs so; each scope holds what the narrower ones hold."""
        if scope == "all" or scope == "branch" and self.is_of_head_office:
            return True
        owners = {record.responsible, record.second} - {None}
        if self.employee is not None and self.employee in owners:
            return True
        if scope in ("team", "branch") and self.employee is not None and owners & self.colleagues:
            return True
        return scope == "branch" and record.branch == self.branch

    def reaches(self, record, function, action, shared=True):
        scope = self.scope(function, action)
        if scope is None:
            return False
        if self.covers(scope, record) or (self.employee is not None and self.employee in record.others):
            return True
        return shared and self.is_shared(record, action)

    def is_shared(self, record, action):
        """`read` shares to see, `write` to change as well, nothing for more; what hangs on a record of the same service is
        shared with it."""
        wide_enough = {"view": {"read", "write"}, "edit": {"write"}}.get(action, set())
        records = [record, record.parent] if record.entity in SHARED_WITH_PARENT else [record]
        return any(holder in self.holders and access in wide_enough
                   for one in records if one for holder, access in one.shares)

    def sees(self, record):
        return self.reaches(record, OWNED[record.entity], "view")


@dataclasses.dataclass
class Expectation:
    """What an answer must be. `hidden`: like that for a record that there is not."""

    is_allowed: bool
    is_hidden: bool = False


def expectation(access, person, values, path_record, named):
    """`path_record` is the record of the path; `named` are records by their ids, for those that the body names; `new` what
    the body describes, under that name."""
    if access.get("people") and person.is_program:
        return Expectation(False)
    applying = [need for need in access.get("needs", []) if applies(need, values)]
    results = [holds(need, person, values, path_record, named) for need in applying]
    if "anyOf" in access:
        results = [any(holds(need, person, values, path_record, named) for need in access["anyOf"])]
    first = next(
        (need for need in applying if path_record and need.get("record") == path_record.entity and "in" not in need), None)
    hidden = first is not None and not person.reaches(path_record, first["function"], "view")
    return Expectation(all(results), hidden)


def holds(need, person, values, path_record, named):
    if "own" in need:
        return path_record is None or person.employee is not None and person.employee in path_record.others
    if need["record"] in ("none", "list", "report", "stream"):
        return person.may(need)
    if need["record"] == "new":
        return person.may(need) and person.reaches(named["new"], need["function"], need["action"], shared=False)
    record = named.get(values.get(need["in"])) if "in" in need else path_record
    return record is not None and person.reaches(
        record, need["function"], need["action"], shared=need.get("shared", True))
