"""The part of the matrix test that reads: lists, searches, reports, boards, timelines and streams must hold exactly the records
in reach, no fewer and no more.
"""

import concurrent.futures
import http.client
import json
import time
import urllib.parse

from access_firm import WORD, WORKERS
from access_rules import OWNED, needs
from quen_client import ask, wait

# Where an item of a list is the record but not named by `id`.
KEYS = {"previewStatusCheck": "customerId"}
# What a list shows where it is not the first kind of its function.
LISTED = {"listAcceptances": "acceptance", "listDeliveredItems": "delivered-item",
          "listProjects": "project", "listProcedureRuns": "procedure-run"}
# The open amount and the net sales of each owner's issued invoice: 1,000,000, with tax 1,080,000, 400,000 of it paid.
OPEN, SOLD = "680000", "1000000"


def check(matrix):
    """Before anything is changed."""
    operations = {one.id: one for one in matrix.operations}
    wait("the timelines to be filled", lambda: timelines_are_full(matrix), 60)
    jobs = []
    for operation in matrix.operations:
        listed = next((one for one in needs(operation.access) if one.get("record") == "list"), None)
        if listed and operation.id not in KEYS:
            jobs += [(check_list, matrix, operation, listed, person) for person in matrix.firm.people.values()]
    for person in matrix.firm.people.values():
        jobs.append((check_timelines, matrix, operations["getTimeline"], person))
        jobs.append((check_accounts, matrix, operations["getCustomer"], person))
        jobs.append((check_duplicates, matrix, operations["findDuplicates"], person))
        jobs.append((check_board, matrix, operations["readBoard"], person))
        jobs.append((check_report, matrix, operations["reportRevenue"], person, "revenue", SOLD))
        jobs.append((check_report, matrix, operations["reportReceivables"], person, "open", OPEN))
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(lambda job: job[0](*job[1:]), jobs))


def compare(matrix, operation, person, path, found, wanted):
    matrix.tried[operation.name].add((person.name, "list"))
    matrix.passed.add(operation.name)
    if extra := found - wanted:
        matrix.leak(operation, person, path, f"shows {len(extra)} records out of reach: {described(matrix, extra)}")
    if lacking := wanted - found:
        matrix.fault(operation, person, path, f"lacks {len(lacking)} records in reach: {described(matrix, lacking)}")


def described(matrix, ids):
    known = {one: matrix.by_id.get(one) for one in sorted(ids)[:5]}
    return ", ".join(f"{one.entity} of {one.owner}" if one else f"{id}, which nobody made" for id, one in known.items())


def in_reach(matrix, operation, need, person, within=None):
    entity = LISTED.get(operation.id) or next(
        name for name, function in OWNED.items() if function == need["function"])
    return {one.id for one in matrix.firm.records
            if one.entity == entity and (within is None or one.parent is within)
            and person.reaches(one, need["function"], need["action"])}


def check_list(matrix, operation, need, person):
    """The whole list, page by page, and the list of what is found by a word that stands in all of them."""
    if operation.path_entity:
        for _, owner in matrix.owners(person):
            customer = matrix.firm.of("customer", owner)
            check_one_list(matrix, operation, need, person, operation.path(customer.id), customer)
        return
    check_one_list(matrix, operation, need, person, operation.template)
    if any(one["name"] == "q" for one in operation.parameters):
        check_one_list(matrix, operation, need, person, f"{operation.template}?q={WORD}")


def check_one_list(matrix, operation, need, person, path, within=None):
    answer = matrix.firm.everything(operation.service, path, person.token)
    with matrix.lock:
        matrix.requests += 1
    may = person.may(need) and (within is None or person.sees(within))
    if isinstance(answer, list):
        if not may:
            matrix.leak(operation, person, path, "is not allowed and was answered 200")
        text = json.dumps(answer, ensure_ascii=False).encode()
        matrix.look_for_leaks(operation, person, path, None, type("Text", (), {"body": text}))
        compare(matrix, operation, person, path, {one["id"] for one in answer}, in_reach(matrix, operation, need, person, within))
    elif may or answer.status not in (403, 404):
        matrix.fault(operation, person, path, f"answered {answer.status} {answer.text[:200]}")


# --- What is made of several kinds of records ----------------------------------------------------------------------


def timeline(matrix, customer, token):
    return matrix.firm.everything("customers", f"/customers/{customer.id}/timeline", token)


def timelines_are_full(matrix):
    """Every service has told Customers of what it made."""
    customers = [one for one in matrix.firm.records if one.entity == "customer"]
    for customer in customers:
        kinds = {one["kind"] for one in timeline(matrix, customer, matrix.firm.administrator)}
        wanted = {"interaction", "case", "opportunity", "contract", "invoice", "payment"}
        if customer.responsible:
            wanted.add("appointment")
        if not wanted <= kinds:
            return False
    return True


def check_timelines(matrix, operation, person):
    for _, owner in matrix.owners(person):
        customer = matrix.firm.of("customer", owner)
        path = operation.path(customer.id)
        answer = timeline(matrix, customer, person.token)
        if not isinstance(answer, list):
            if person.sees(customer):
                matrix.fault(operation, person, path, f"answered {answer.status}")
            continue
        everything = {one["id"]: one["kind"] for one in timeline(matrix, customer, matrix.firm.administrator)}
        wanted = set()
        for id, kind in everything.items():
            # Payments belong to whoever the customer belongs to.
            record = customer if kind == "payment" else matrix.by_id.get(id)
            function = "payments" if kind == "payment" else OWNED[record.entity]
            # What another service's record was shared for holds there, not in the timeline; payments go with the customer.
            if person.reaches(record, function, "view", shared=kind in ("interaction", "case", "payment")):
                wanted.add(id)
        compare(matrix, operation, person, path, {one["id"] for one in answer}, wanted)


def check_accounts(matrix, operation, person):
    """What a customer has paid is shown to who may see invoices."""
    for _, owner in matrix.owners(person):
        customer = matrix.firm.of("customer", owner)
        path = operation.path(customer.id)
        answer = matrix.ask(operation, person, path)
        if answer.status == 200 and ("account" in answer.json()) != person.reaches(customer, "invoices", "view"):
            matrix.leak(operation, person, path, "shows the account otherwise than invoices are in reach")


def check_duplicates(matrix, operation, person):
    """A duplicate out of reach is said to be there, and whom to ask, but not which it is."""
    if not (person.scope("customers", "create") or person.scope("leads", "create")):
        return
    for _, owner in matrix.owners(person):
        customer = matrix.firm.of("customer", owner)
        answer = matrix.ask(operation, person, operation.template, {"name": matrix.catalogue["names"][owner]})
        found = {one.get("id") for one in answer.json()["items"]} if answer.status == 200 else set()
        if (customer.id in found) != person.sees(customer):
            matrix.leak(operation, person, operation.template, f"the customer of {owner} is named otherwise than in reach")


def check_board(matrix, operation, person):
    answer = matrix.ask(operation, person, operation.template)
    need = operation.access["needs"][0]
    if answer.status != 200:
        if person.may(need):
            matrix.fault(operation, person, operation.template, f"answered {answer.status}")
        return
    columns = answer.json()["stages"]
    wanted = in_reach(matrix, operation, need, person)
    compare(matrix, operation, person, operation.template, {card["id"] for one in columns for card in one["cards"]}, wanted)
    if sum(one["count"] for one in columns) != len(wanted):
        matrix.leak(operation, person, operation.template, "counts opportunities out of reach")


def check_report(matrix, operation, person, column, amount):
    answer = matrix.ask(operation, person, operation.template)
    if answer.status != 200:
        if all(person.may(need) for need in needs(operation.access)):
            matrix.fault(operation, person, operation.template, f"answered {answer.status}")
        return
    rows = {one.get("key") or one["customerId"]: one[column] for one in answer.json()["rows"]}
    wanted = {one.parent.id for one in matrix.firm.records
              if one.entity == "invoice" and person.reaches(one, "reports", "view") and person.sees(one)}
    compare(matrix, operation, person, operation.template, set(rows), wanted)
    if set(rows.values()) - {amount}:
        matrix.leak(operation, person, operation.template, f"sums to {sorted(set(rows.values()))}, not {amount}")


# --- What is a person's alone --------------------------------------------------------------------------------------


def check_personal(matrix):
    operations = {one.id: one for one in matrix.operations if one.is_personal}
    learn_alerts(matrix, operations["listInbox"])
    inboxes = {person.name: inbox(matrix, operations["listInbox"], person) for person in matrix.firm.people.values()}
    for operation in operations.values():
        for person in matrix.firm.people.values():
            if operation.template.startswith("/inbox/{id}"):
                check_inbox_step(matrix, operation, person, inboxes)
            elif operation.id == "streamInbox":
                matrix.tried[operation.name].add((person.name, "own"))
            else:
                check_own(matrix, operation, person)
    check_stream(matrix, operations["streamInbox"], operations["unreadInboxItem"], inboxes)
    check_sessions(matrix, operations["listSessions"], operations["endSession"])


# What somebody must be allowed to do with what an alert is about, to be told. Of employees who have a manager it is them.
TOLD = {"plan-submitted": ("plans", "approve"), "open-work-left": ("employees", "edit")}


def learn_alerts(matrix, operation):
    """The commands that were tried have raised alerts themselves, of plans and of employees who left."""
    firm = matrix.firm
    for item in firm.everything("notifications", "/alerts", firm.administrator):
        record = matrix.by_id.get(item["about"].split("/")[1])
        if item["id"] in matrix.by_id or record is None or record.entity not in ("plan", "employee"):
            continue
        told = [one for one in firm.people.values() if one.employee and one.employee in item["recipientIds"]]
        for person in told if item["kind"] in TOLD else []:
            if not person.reaches(record, *TOLD[item["kind"]]):
                matrix.leak(operation, person, "/inbox", f"is told {item['kind']} of the {record.entity} of {record.owner}")
        matrix.by_id[item["id"]] = firm.keep("alert", item["id"], record.owner, record.branch, record.responsible,
                                             others=item["recipientIds"], marker=record.marker)


def inbox(matrix, operation, person):
    answer = matrix.firm.everything("notifications", "/inbox?view=all", person.token)
    if not isinstance(answer, list):
        matrix.fault(operation, person, "/inbox", f"answered {answer.status} {answer.text[:200]}")
        return []
    wanted = {one.id for one in matrix.firm.records
              if one.entity == "alert" and person.employee is not None and person.employee in one.others}
    compare(matrix, operation, person, operation.template, {one["alertId"] for one in answer}, wanted)
    return [one["id"] for one in answer]


def check_inbox_step(matrix, operation, person, inboxes):
    """One's own items can be marked, nobody else's, whatever the permissions."""
    from access_bodies import Case, bodies
    for name, items in inboxes.items():
        for item in items[:1]:
            body = bodies(operation, Case(matrix.firm, person, "mate", matrix.catalogue))[0]
            answer = matrix.ask(operation, person, operation.path(item), body)
            matrix.tried[operation.name].add((person.name, "own" if name == person.name else "other"))
            if name == person.name and answer.status not in (200, 409):
                matrix.fault(operation, person, operation.template, f"answered {answer.status} {answer.text[:200]}")
            if name != person.name and answer.status != 404:
                matrix.leak(operation, person, operation.template, f"an item of {name}: {answer.status}")


def check_own(matrix, operation, person):
    """Programs are turned away where the file says so; people reach what is theirs."""
    if operation.method != "GET" and not (person.is_program and operation.access.get("people")):
        return
    answer = matrix.ask(operation, person, operation.template, {} if operation.method != "GET" else None)
    matrix.tried[operation.name].add((person.name, "own"))
    wanted = 403 if person.is_program and operation.access.get("people") else 200
    if answer.status != wanted:
        matrix.fault(operation, person, operation.template, f"answered {answer.status}, not {wanted}")


def check_sessions(matrix, listing, ending):
    """Only who may see accounts sees whose sessions there are, and only who may change them ends one."""
    for person in matrix.firm.people.values():
        victim = matrix.firm.sign_in("matrix.nobody")
        session = next(one["id"] for one in ask(matrix.firm.addresses["gateway"], "GET", "/sessions", victim).json()["items"]
                       if one["isCurrent"])
        if person.name == "nobody":
            continue
        everybody = matrix.ask(listing, person, "/sessions?of=all")
        may = person.scope("accounts", "view") == "all"
        if (everybody.status == 200) != may:
            matrix.leak(listing, person, "/sessions?of=all", f"answered {everybody.status}")
        ended = matrix.ask(ending, person, ending.path(session))
        matrix.tried[ending.name].add((person.name, "other"))
        if (ended.status == 204) != (person.scope("accounts", "edit") == "all"):
            matrix.leak(ending, person, ending.template, f"another's session: {ended.status}")


def check_stream(matrix, operation, marking, inboxes):
    """Two listen; what changes for the one is told to the one alone."""
    two = [person for person in matrix.firm.people.values() if inboxes[person.name]][:2]
    streams = [open_stream(matrix, operation, person) for person in two]
    item = inboxes[two[0].name][0]
    for step in ("unread", "read", "unread"):
        ask(matrix.firm.addresses["notifications"], "POST", f"/inbox/{item}/{step}", two[0].token, {})
    heard = [listen(stream, item, patience) for stream, patience in zip(streams, (10, 2))]
    if not heard[0]:
        matrix.fault(operation, two[0], operation.template, "was not told of a change of their own")
    if heard[1]:
        matrix.leak(operation, two[1], operation.template, f"was told of an item of {two[0].name}")


def open_stream(matrix, operation, person):
    address = urllib.parse.urlsplit(matrix.firm.addresses[operation.service]).netloc
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.request("GET", operation.template, headers={"Authorization": f"Bearer {person.token}"})
    return connection, connection.getresponse()


def listen(stream, text, patience):
    """Whether the text comes within so many seconds."""
    connection, answer = stream
    connection.sock.settimeout(patience)
    deadline, heard = time.monotonic() + patience, b""
    try:
        while time.monotonic() < deadline:
            heard += answer.read1(4096)
            if text.encode() in heard:
                return True
    except TimeoutError:
        pass
    finally:
        connection.close()
    return False
