"""Holds a running Gateway's joined OpenAPI document to the services' own (ACC-7): that it is OpenAPI 3.1, that JSON and YAML say
the same, and that each operation of each file is in it with the same parameters, answers and access.

Usage: joined.py CHECKOUT ADDRESS. Prints every fault, then how many operations were compared; ends with 1 if there is a fault.
"""

import sys
from pathlib import Path

import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from access_rules import METHODS
from contracts import resolved
from quen_client import ask, good


def whole(document, value, depth=0):
    """A value with everything that it refers to in its place."""
    if depth > 12:
        return "…"
    if isinstance(value, dict):
        if "$ref" in value:
            return whole(document, resolved(document, value), depth + 1)
        return {name: whole(document, inner, depth + 1) for name, inner in value.items()}
    if isinstance(value, list):
        return [whole(document, inner, depth + 1) for inner in value]
    return value


def differences(ours, theirs, path):
    """Where two values are not the same, at the most 5 lines."""
    if ours == theirs and type(ours) is type(theirs):
        return []
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        return [line for name in ours for line in differences(ours[name], theirs[name], f"{path}/{name}")][:5]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = enumerate(zip(ours, theirs))
        return [line for index, (one, other) in pairs for line in differences(one, other, f"{path}/{index}")][:5]
    return [f"{path} says {str(ours)[:100]!r}, openapi.json {str(theirs)[:100]!r}"]


def main(root, address):
    joined = good(ask(address, "GET", "/openapi.json"), "openapi.json").json()
    faults = [f"{'/'.join(map(str, error.absolute_path))}: {error.message.splitlines()[0]}"
              for error in OpenAPIV31SpecValidator(joined).iter_errors()]
    faults += differences(yaml.safe_load(good(ask(address, "GET", "/openapi.yaml"), "openapi.yaml").text), joined, "openapi.yaml")
    compared = 0
    for path in sorted((root / "Services").glob("*/HTTP/openapi.yaml")):
        document, service = yaml.safe_load(path.read_text("utf-8")), path.parts[-3].lower()
        prefix = "" if service == "gateway" else f"/api/{service}"
        for template, item in document["paths"].items():
            there = joined["paths"].get(prefix + template, {})
            for method in METHODS:
                if method not in item:
                    continue
                compared += 1
                same = [name for name in item[method] if name not in ("operationId", "tags")]
                ours = whole(document, {name: item[method][name] for name in same})
                theirs = whole(joined, {name: there.get(method, {}).get(name) for name in same})
                ours["parameters of the path"] = whole(document, item.get("parameters"))
                theirs["parameters of the path"] = whole(joined, there.get("parameters"))
                faults += differences(ours, theirs, f"{path.relative_to(root)}: {method.upper()} {template}")
    found = sum(method in item for item in joined["paths"].values() for method in METHODS)
    if found != compared:
        faults.append(f"the document has {found} operations, the files have {compared}")
    print("\n".join([*faults, f"{compared} operations, {len(faults)} faults"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2]))
