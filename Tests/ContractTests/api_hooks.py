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
    "opportunity": "pipeline/opportunities", "quote": "pipeline/quotes", "contract": "contracts/contracts",
    "order": "contracts/orders", "invoice": "contracts/invoices", "employee": "scheduling/employees",
    "responsible": "scheduling/employees", "manager": "scheduling/employees", "branch": "scheduling/branches",
}


def ask(method, path, token=None, body=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(GATEWAY + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


class Records:
    """Records that there are: ids and versions by collection, as answers showed them."""

    def __init__(self, token):
        me = ask("GET", "/me", token)
        self.own = {me["account"]["id"], me["sessionId"]}
        self.known = collections.defaultdict(dict)
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
        path = REFERENCES.get(name.removesuffix("Id"))
        if path is None or not name.endswith("Id") or CHOICE.random() < 0.2:
            return None
        record = self.some(path.split("/")[1])
        return record and record[0]


RECORDS = Records(os.environ["QUEN_API_TOKEN"])
# How often each operation was answered with each status.
SEEN = collections.defaultdict(collections.Counter)


@schemathesis.auth(refresh_interval=None)
class Token:
    """The administrator's; but signing out ends a session, or all of an account, so it is done by somebody else."""

    def get(self, case, context):
        if case.operation.path != "/sign-out":
            return os.environ["QUEN_API_TOKEN"]
        who = {"signInName": os.environ["QUEN_API_NAME"], "password": os.environ["QUEN_API_PASSWORD"]}
        return ask("POST", "/sign-in", body=who)["accessToken"]

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"


def is_right(case, part):
    parts = case.meta.components if case.meta else {}
    return part not in parts or parts[part].mode.is_positive


@schemathesis.hook
def before_call(context, case, kwargs):
    """Most requests for one record, where nothing is wrong with the id, are for one that there is; If-Match is its version
    then."""
    if isinstance(case.body, dict) and is_right(case, "body"):
        case.body = RECORDS.put_into(case.body)
    parameters = case.path_parameters or {}
    if "id" not in parameters or not is_right(case, "path"):
        return
    record = RECORDS.some(case.path.split("/")[1])
    if record and CHOICE.random() < 0.75:
        parameters["id"], version = record
        if case.headers and "If-Match" in case.headers and is_right(case, "header"):
            case.headers["If-Match"] = f'"{version}"'
    if parameters["id"] in RECORDS.own:
        parameters["id"] = str(uuid.UUID(int=CHOICE.getrandbits(128), version=4))


@schemathesis.hook
def after_call(context, case, response):
    if case.operation.method.upper() == response.request.method:
        SEEN[case.operation.label][response.status_code] += 1
    if response.status_code not in (200, 201) or "json" not in (response.headers.get("content-type") or [""])[0]:
        return
    value = response.json()
    for item in value.get("items", [value]) if isinstance(value, dict) else []:
        RECORDS.add(case.path.split("/")[1], item)


@atexit.register
def tell_what_never_went_well():
    for label, statuses in sorted(SEEN.items()):
        if not any(status < 300 for status in statuses):
            print(f"never a success: {label} {dict(sorted(statuses.items()))}")
