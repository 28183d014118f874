"""Checks the OpenAPI documents that the services promise to people and programs: that they are OpenAPI, and that each
operation names the problems that its parameters can lead to and says who may call it (`x-quen-access`). That they are true is
seen by Tests/ServiceTests/OpenAPI (routes, statuses), by api.py (everything else) and by access.py (who may call it).

Usage: contracts.py CHECKOUT. Prints every fault with its file, then "N checks, M faults"; ends with 1 if there is a fault.
The messages' schemas, samples and AsyncAPI document are checked by Tests/MessagesTests/check_contracts.py.
"""

import sys
from pathlib import Path

import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

import access_rules

SERVICES = 6


METHODS = set(access_rules.METHODS)
PROBLEM = "application/problem+json"


def faults_of(path, functions, actions):
    document = yaml.safe_load(path.read_text("utf-8"))
    errors = OpenAPIV31SpecValidator(document, base_uri=path.resolve().as_uri()).iter_errors()
    faults = [f"/{'/'.join(map(str, error.absolute_path))}: {error.message.splitlines()[0]}" for error in errors]
    if not document.get("paths"):
        faults.append("describes no path")
    names = set()
    for template, item in document.get("paths", {}).items():
        for method in METHODS & item.keys():
            name = f"{method.upper()} {template}"
            faults += [f"{name}: {fault}" for fault in faults_of_operation(document, item, item[method])]
            faults += [f"{name}: {fault}" for fault in access_rules.faults(item[method], template, functions, actions)]
            if item[method].get("operationId") in names | {None}:
                faults.append(f"{name}: has no operationId of its own")
            names.add(item[method].get("operationId"))
    return faults


def faults_of_operation(document, item, operation):
    responses = {status: resolved(document, response) for status, response in operation["responses"].items()}
    yield from (f"{status} is needed" for status in sorted(needed(document, item, operation) - responses.keys()))
    if not any(status < "300" for status in responses):
        yield "says nothing of success"
    for status, response in responses.items():
        if status >= "400" and PROBLEM not in response.get("content", {}):
            yield f"{status} is no problem"


def needed(document, item, operation):
    """The problems that an operation with these parameters can be answered with."""
    parameters = [resolved(document, one) for one in item.get("parameters", []) + operation.get("parameters", [])]
    statuses = set() if operation.get("security") == [] else {"401"}
    if any(one["in"] == "path" for one in parameters):
        statuses |= {"404"}
    if "requestBody" in operation:
        statuses |= {"413", "422"}
    for one in parameters:
        if one["name"] == "If-Match":
            statuses |= {"412", "422", "428"} if one.get("required") else {"412", "422"}
        if one["name"] == "Idempotency-Key":
            statuses |= {"422"}
    return statuses


def resolved(document, value):
    while "$ref" in value:
        target = document
        for part in value["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        value = target
    return value


def main(root):
    documents = sorted((root / "Services").glob("*/HTTP/openapi.yaml"))
    functions, actions = access_rules.names(root)
    found = [f"{path.relative_to(root)}: {fault}" for path in documents for fault in faults_of(path, functions, actions)]
    if len(documents) < SERVICES:
        found.append(f"only {len(documents)} services have an HTTP/openapi.yaml")
    print("\n".join(found))
    print(f"{len(documents)} checks, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
