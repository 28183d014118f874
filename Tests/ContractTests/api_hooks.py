"""What schemathesis must know of Quen beyond the OpenAPI files: records that there are, and how not to lock itself out."""

import atexit
import collections
import json
import os
import random
import urllib.request
import uuid

import schemathesis

GATEWAY = os.environ["QUEN_API_GATEWAY"]
CHOICE = random.Random(int(os.environ["QUEN_API_SEED"]))
# What a member or filter of that name means, and where such records are listed.
REFERENCES = {
    "customer": "customers/customers", "contact": "customers/contacts", "product": "pipeline/products",
    "unitGroup": "pipeline/unit-groups",
    "opportunity": "pipeline/opportunities", "quote": "pipeline/quotes", "contract": "contracts/contracts",
    "order": "contracts/orders", "invoice": "contracts/invoices", "employee": "scheduling/employees",
    "responsible": "scheduling/employees", "manager": "scheduling/employees", "branch": "scheduling/branches",
}
# What makes sense in a member of that name.
VALUES = {"currency": "VND", "startsAt": "2027-01-05T02:00:00Z", "endsAt": "2027-01-05T03:00:00Z"}


def ask(method, path, token=None, body=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(GATEWAY + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def somebody():
    """A new session of who may be signed out."""
    who = {"signInName": os.environ["QUEN_API_NAME"], "password": os.environ["QUEN_API_PASSWORD"]}
    return ask("POST", "/sign-in", body=who)["accessToken"]


class Records:
    """Records that there are: ids and versions by collection, as answers showed them."""

    def __init__(self, token):
        people = [ask("GET", "/me", token), ask("GET", "/me", somebody())]
        # Whoever the requests are made for stays and keeps what they may do.
        self.own = {people[0]["sessionId"], *(me["account"]["id"] for me in people)}
        self.own |= {me["employee"]["id"] for me in people if "employee" in me}
        self.known = collections.defaultdict(dict)
        self.etags = {}
        for path in sorted(set(REFERENCES.values())):
            for item in ask("GET", f"/api/{path}?limit=50", token)["items"]:
                self.add(path.split("/")[1], item)

    def add(self, kind, item):
        if isinstance(item, dict) and {"id", "version"} <= item.keys():
            self.known[kind][item["id"]] = item["version"]

    def some(self, kind):
        known = self.known.get(kind)
        return CHOICE.choice(list(known.items())) if known else None

    def put_into(self, value):
        """Lets ids in a right body mean records that there are, most of the time."""
        if isinstance(value, list):
            return [self.put_into(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {name: self.reference(name) or self.put_into(item) for name, item in value.items()}

    def reference(self, name):
        """What makes sense in a member of that name, such as `customerId` or `employeeIds`; nothing where that is not known."""
        kind = REFERENCES.get(name.removesuffix("s").removesuffix("Id"))
        if CHOICE.random() < 0.2 or not (kind and name.endswith(("Id", "Ids"))):
            return VALUES.get(name)
        record = self.some(kind.split("/")[1])
        return record and ([record[0]] if name.endswith("s") else record[0])


RECORDS = Records(os.environ["QUEN_API_TOKEN"])
# How often each operation was answered with each status.
SEEN = collections.defaultdict(collections.Counter)


@schemathesis.auth(refresh_interval=None)
class Token:
    """The administrator's; but signing out ends a session, or all of an account, so it is done by somebody else."""

    def get(self, case, context):
        if case.operation.path != "/sign-out":
            return os.environ["QUEN_API_TOKEN"]
        return somebody()

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"


def collection(case):
    """What the first part of the path is a list of; accounts of customers go by the customers' ids."""
    name = case.path.split("/")[1]
    return "customers" if name == "customer-accounts" else name


def is_right(case, part):
    parts = case.meta.components if case.meta else {}
    return part not in parts or parts[part].mode.is_positive


@schemathesis.hook
def before_call(context, case, kwargs):
    """Where nothing is wrong with them, most ids mean records that there are, If-Match is the version of such a record, and
    each command has a key of its own."""
    if isinstance(case.body, dict) and is_right(case, "body"):
        case.body = RECORDS.put_into(case.body)
        if case.operation.path == "/signing-keys/rotate":
            # A compromised key is refused at once, and with it the token that all requests are made with.
            case.body.pop("isCompromised", None)
    parameters = case.path_parameters or {}
    etag = RECORDS.etags.get(case.path)
    if "id" in parameters and is_right(case, "path"):
        record = RECORDS.some(collection(case))
        if record and CHOICE.random() < 0.75:
            parameters["id"], etag = record[0], f'"{record[1]}"'
    if case.headers and is_right(case, "header"):
        if etag and "If-Match" in case.headers:
            case.headers["If-Match"] = etag
        if "Idempotency-Key" in case.headers and CHOICE.random() < 0.9:
            case.headers["Idempotency-Key"] = f"{CHOICE.getrandbits(128):x}"
    if parameters.get("id") in RECORDS.own:
        parameters["id"] = str(uuid.UUID(int=CHOICE.getrandbits(128), version=4))


@schemathesis.hook
def after_call(context, case, response):
    if case.operation.method.upper() == response.request.method:
        SEEN[case.operation.label][response.status_code] += 1
    if response.status_code not in (200, 201) or "json" not in (response.headers.get("content-type") or [""])[0]:
        return
    if "etag" in response.headers and not case.path_parameters:
        RECORDS.etags[case.path] = response.headers["etag"][0]
    value = response.json()
    for item in value.get("items", [value]) if isinstance(value, dict) else []:
        RECORDS.add(collection(case), item)


@atexit.register
def tell_what_never_went_well():
    for label, statuses in sorted(SEEN.items()):
        if not any(status < 300 for status in statuses):
            print(f"never a success: {label} {dict(sorted(statuses.items()))}")
