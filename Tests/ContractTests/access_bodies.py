"""What the matrix test sends to each operation: right bodies, so that nothing but access is a reason to refuse them. Where an
operation has none here one is made up from its schema, which is enough where the permission is looked at first.
"""

import datetime
import itertools

from access_firm import LINE, PASSWORD, WORD, ownership, stamp

_numbers = itertools.count(1)
# A version that no record has: whoever may change the record is told so with 412, and nothing is changed.
STALE = '"00000000000000009999"'


class Case:
    """What a body is made for: a person asks about what belongs to `owner`, or is to."""

    def __init__(self, firm, person, owner, catalogue):
        self.firm, self.person, self.owner, self.catalogue = firm, person, owner, catalogue
        known = firm.of("customer", owner)
        self.branch, self.responsible = (known.branch, known.responsible) if known else (None, None)

    def id(self, entity):
        record = self.firm.of(entity, self.owner)
        return record.id if record else None

    @property
    def issued(self):
        """The owner's issued invoice; the first is a draft."""
        return [one.id for one in self.firm.records if one.entity == "invoice" and one.owner == self.owner][1]

    @property
    def whose(self):
        return {"ownership": ownership(self.branch, self.responsible)}

    @property
    def flat(self):
        return ownership(self.branch, self.responsible)

    @property
    def elsewhere(self):
        """A customer of another branch."""
        return self.firm.of("customer", "stranger").id


def ahead(days):
    return stamp(datetime.datetime.now(datetime.UTC).replace(microsecond=0) + datetime.timedelta(days=days))


def soon(days):
    """An hour that no other call gives."""
    start = datetime.datetime.now(datetime.UTC).replace(microsecond=0) + datetime.timedelta(days=days + next(_numbers))
    return {"startsAt": stamp(start), "endsAt": stamp(start + datetime.timedelta(hours=1))}


def employee(case):
    """All members that count for access as they are, for PUT clears what is left out."""
    record = next((one for one in case.firm.records if one.entity == "employee" and one.owner == case.owner), None)
    return {"name": f"{WORD} {case.owner}", "branchId": record.branch, "teams": case.catalogue["teams"][case.owner]}


PDF = b"%PDF-1.7 matrix"
INTERACTION = {"channel": "call", "direction": "outbound", "course": WORD}
CASE = {"kind": "request", "channel": "call", "title": WORD}
PRODUCT = {"name": f"{WORD} product", "kind": "goods", "unit": "piece", "prices": [{"currency": "VND", "price": "1"}]}
STEP = {"key": "one", "title": WORD, "kind": "call"}

# Each gives the bodies to try, one after the other.
BODIES = {
    "createCustomer": lambda c: [
        {"name": WORD, "allowDuplicates": True} | c.whose,
        {"name": WORD, "allowDuplicates": True, "parentId": c.elsewhere} | c.whose],
    "replaceCustomer": lambda c: [{"name": WORD}] + (
        [{"name": WORD, "parentId": c.elsewhere}] if c.owner != "stranger" else []),
    "changeCustomer": lambda c: [{"region": "north"}],
    "makeCustomerProspective": lambda c: [{"reason": WORD}],
    "createContact": lambda c: [{"name": WORD} | c.whose],
    "replaceContact": lambda c: [{"name": WORD}],
    "changeContact": lambda c: [{"title": WORD}],
    "recordInteraction": lambda c: [INTERACTION | c.whose],
    "replaceInteraction": lambda c: [INTERACTION],
    "changeInteraction": lambda c: [{"course": WORD}],
    "createCase": lambda c: [CASE | c.whose],
    "replaceCase": lambda c: [CASE],
    "changeCase": lambda c: [{"description": WORD}],
    # Which no case that was just assigned allows: whose it is stays.
    "transitCase": lambda c: [{"command": "close"}, {"command": "reopen", "note": WORD}],
    "createLead": lambda c: [{"personName": WORD, "allowDuplicates": True} | c.whose],
    "replaceLead": lambda c: [{"personName": WORD}],
    "changeLead": lambda c: [{"need": WORD}],
    "disqualifyLead": lambda c: [{"reason": WORD}],
    "convertLead": lambda c: [{"customerId": c.id("customer"), "makeContact": False}],
    "findDuplicates": lambda c: [{"name": c.catalogue["names"][c.owner]}],
    "loadPlaces": lambda c: [{"provinces": []}],
    "createProduct": lambda c: [PRODUCT | {"taxClass": c.catalogue["taxClass"]}],
    "updateProduct": lambda c: [PRODUCT | {"taxClass": c.catalogue["taxClass"]}],
    "createUnitGroup": lambda c: [
        {"name": f"{WORD} units {next(_numbers)}", "baseUnit": "can", "units": [{"name": "case", "factor": "24"}]}],
    "updateUnitGroup": lambda c: [{"name": f"{WORD} units {next(_numbers)}", "baseUnit": "can", "units": []}],
    "replaceStages": lambda c: [{"stages": c.catalogue["stages"]}],
    "createOpportunity": lambda c: [
        {"name": WORD, "customerId": c.id("customer"), "allowSimilar": True} | c.flat],
    "updateOpportunity": lambda c: [{"name": WORD, "customerId": c.id("customer")}] + (
        [{"name": WORD, "customerId": c.elsewhere}] if c.owner != "stranger" else []),
    "moveOpportunity": lambda c: [{"stage": c.catalogue["stages"][1]["code"]}],
    "loseOpportunity": lambda c: [{"reason": WORD}],
    "reopenOpportunity": lambda c: [{"reason": WORD}],
    "draftQuote": lambda c: [
        {"customerId": c.id("customer"), "lines": [LINE]} | c.flat,
        {"opportunityId": c.id("opportunity"), "lines": [LINE]} | c.flat],
    "updateQuote": lambda c: [{"lines": [LINE]}],
    "createContract": lambda c: [
        {"customerId": c.id("customer"), "kind": "sale", "lines": [LINE]} | c.whose,
        {"customerId": c.id("customer"), "kind": "sale", "quoteId": c.id("quote")} | c.whose],
    "editContract": lambda c: [{"note": WORD}],
    "transitContract": lambda c: [
        {"command": "start", "note": WORD}, {"command": "agree", "note": WORD}, {"command": "settle", "note": WORD}],
    "amendContract": lambda c: [{"note": WORD}],
    "createOrder": lambda c: [
        {"customerId": c.id("customer"), "lines": [LINE]} | c.whose, {"contractId": c.id("contract")} | c.whose],
    "editOrder": lambda c: [{"note": WORD}],
    "transitOrder": lambda c: [{"command": "confirm"}],
    "createInvoice": lambda c: [
        {"customerId": c.id("customer"), "lines": [LINE]} | c.whose, {"contractId": c.id("contract")} | c.whose,
        {"orderId": c.id("order")} | c.whose],
    "editInvoice": lambda c: [{"note": WORD}],
    "registerInvoiceSeries": lambda c: [{"symbol": c.catalogue["symbol"]}],
    "recordPayment": lambda c: [
        {"amount": {"amount": 1000, "currency": "VND"}} | target | c.whose
        for target in ({"customerId": c.id("customer")}, {"invoiceId": c.issued}, {"orderId": c.id("order")},
                       {"contractId": c.id("contract")})],
    "allocatePayment": lambda c: [{"invoiceId": c.issued}],
    "createDeliveredItem": lambda c: [
        {"customerId": c.id("customer"), "description": WORD} | c.whose,
        {"contractId": c.id("contract"), "description": WORD} | c.whose,
        {"orderId": c.id("order"), "description": WORD} | c.whose],
    "correctInvoice": lambda c: [{"kind": "replacing", "reason": WORD, "agreement": WORD}],
    "sendInvoiceNotice": lambda c: [{"reason": WORD, "address": f"{WORD} {next(_numbers)}"}],
    "recordTransmission": lambda c: [{"status": "sent"}],
    "retireInvoiceSeries": lambda c: [{"symbol": c.catalogue["symbol"]}],
    "renewContract": lambda c: [{"effectiveTo": "2030-12-31"}],
    "recordContractUsage": lambda c: [{"quantity": "1"}],
    "importCutOver": lambda c: [{"currency": "USD", "on": "2026-01-31", "paid": 0}],
    "createAcceptance": lambda c: [{"note": WORD}],
    "createEmployee": lambda c: [{"name": WORD, "branchId": c.branch}],
    "updateEmployee": lambda c: [employee(c)],
    "createBranch": lambda c: [{"code": f"b{next(_numbers)}", "name": f"{WORD} {next(_numbers)}"}],
    "updateBranch": lambda c: [{"code": f"b{next(_numbers)}", "name": f"{WORD} {next(_numbers)}"}],
    "createAppointment": lambda c: [
        {"title": WORD, "employeeIds": [c.responsible]} | soon(200) | c.flat],
    "updateAppointment": lambda c: [
        {"title": WORD, "customerId": c.id("customer"), "employeeIds": [c.responsible]}],
    "rescheduleAppointment": lambda c: [soon(2000)],
    "changeOccurrence": lambda c: [
        {"recurrenceId": ahead(1), "title": WORD, "employeeIds": [c.responsible]} | soon(6000)],
    "changeSeries": lambda c: [{"title": WORD, "employeeIds": [c.responsible]} | soon(6000)],
    "declineInvitation": lambda c: [{"reason": WORD}],
    "proposeOtherTime": lambda c: [soon(3000)],
    "delegateInvitation": lambda c: [{"employeeId": c.firm.employees["stranger"]}],
    "enterAbsence": lambda c: [{"kind": "leave"} | soon(4000)],
    "createActivity": lambda c: [
        {"title": WORD, "kind": "call", "employeeIds": [c.responsible]} | c.flat,
        {"title": WORD, "kind": "call", "employeeIds": [c.responsible], "planId": c.id("plan")} | c.flat],
    "updateActivity": lambda c: [{"title": WORD, "kind": "call", "employeeIds": [c.responsible]}],
    "createProject": lambda c: [{"name": WORD, "startsOn": "2026-01-01"} | c.flat],
    "updateProject": lambda c: [{"name": WORD, "startsOn": "2026-01-01"}],
    "transitProject": lambda c: [{"command": "resume"}, {"command": "reopen", "note": WORD}],
    "createRoom": lambda c: [{"code": f"r{next(_numbers)}", "name": WORD, "places": 4}],
    "updateRoom": lambda c: [{"code": f"r{next(_numbers)}", "name": WORD, "places": 4}],
    "replaceFirm": lambda c: [{"name": WORD}],
    "replaceEmployeeSkills": lambda c: [{"skills": []}],
    # To themselves, which is refused where it was allowed: what is whose stays.
    "handOverWork": lambda c: [{"toEmployeeId": c.id("employee")}],
    "replacePlannedCosts": lambda c: [{"plannedCosts": []}],
    "replaceChecklist": lambda c: [{"items": [{"text": WORD}]}],
    "queueActivity": lambda c: [{"teamId": c.firm.teams["sales"]}],
    "createProcedure": lambda c: [{"name": f"{WORD} {next(_numbers)}", "steps": [STEP]}],
    "updateProcedure": lambda c: [{"name": f"{WORD} {next(_numbers)}", "steps": [STEP]}],
    "startProcedure": lambda c: [{"procedureId": c.firm.procedure} | c.flat],
    "recordOutcome": lambda c: [{"outcome": "promising"}],
    "writeDiary": lambda c: [{"outcome": "promising", "startedAt": ahead(-2), "endedAt": ahead(-1)}],
    "correctDiary": lambda c: [{"outcome": "promising", "startedAt": ahead(-2), "endedAt": ahead(-1)}],
    "correctAppointmentDiary": lambda c: [{"outcome": "promising"}],
    "createBudgetItem": lambda c: [{"code": f"b{next(_numbers)}", "name": f"{WORD} {next(_numbers)}"}],
    "updateBudgetItem": lambda c: [{"name": f"{WORD} {next(_numbers)}", "isActive": True}],
    "createPlan": lambda c: [{"name": WORD, "periodFrom": "2027-01-01", "periodTo": "2027-12-31"} | c.flat],
    "updatePlan": lambda c: [{"name": WORD, "periodFrom": "2027-01-01", "periodTo": "2027-12-31"}],
    "addToPlan": lambda c: [{"activityIds": [c.id("activity")]}],
    "approvePlan": lambda c: [{"contentHash": "none"}],
    "sendBackPlan": lambda c: [{"remarks": WORD}],
    "adjustPlan": lambda c: [{"reason": WORD}],
    "snoozeInboxItem": lambda c: [{"until": ahead(10)}],
    "createAccount": lambda c: [{"signInName": f"throwaway{next(_numbers)}", "roles": []}],
    "createTeam": lambda c: [{"code": f"t{next(_numbers)}", "name": f"{WORD} {next(_numbers)}"}],
    "createAPIToken": lambda c: [
        {"name": WORD, "permissions": ["customers:view:all"], "expiresAt": ahead(30)}],
    **{f"share{kind}": lambda c: [{"with": {"employeeId": c.firm.employees["stranger"]}, "access": "read"}]
       for kind in ("Customer", "Contact", "Interaction", "Case", "Lead", "Opportunity", "Quote", "Contract", "Order", "Invoice",
                    "Payment", "Appointment")},
    "confirm": lambda c: [{"password": PASSWORD}],
}


def bodies(operation, case):
    if operation.id in BODIES:
        return BODIES[operation.id](case)
    content = operation.resolved(operation.raw.get("requestBody", {})).get("content", {})
    if "application/octet-stream" in content:
        return [PDF]
    if "application/json" not in content:
        return [None]
    return [example(operation, content["application/json"].get("schema", {}))]


def example(operation, schema):
    """A small value of a schema, with what is required and no more."""
    schema = operation.resolved(schema)
    for choice in ("oneOf", "anyOf"):
        if choice in schema:
            return example(operation, schema[choice][0])
    if "allOf" in schema:
        return {k: v for part in schema["allOf"] for k, v in example(operation, part).items()}
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if "properties" in schema or schema.get("type") == "object":
        return {name: example(operation, schema["properties"][name]) for name in schema.get("required", [])}
    if schema.get("type") == "array":
        return [example(operation, schema["items"])] * schema.get("minItems", 0)
    if schema.get("type") in ("integer", "number"):
        return schema.get("minimum", 1)
    if schema.get("type") == "boolean":
        return False
    formats = {"uuid": "0192f0c1-0000-7000-8000-000000000001", "date": "2027-01-31", "date-time": "2027-01-31T02:00:00Z"}
    return formats.get(schema.get("format"), schema.get("examples", [WORD.ljust(schema.get("minLength", 0), "x")])[0])
