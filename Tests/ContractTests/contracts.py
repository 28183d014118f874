"""Checks the OpenAPI documents that the services promise to people and programs.

Usage: contracts.py CHECKOUT. Prints every fault with its file, then "N checks, M faults"; ends with 1 if there is a fault.
The messages' schemas, samples and AsyncAPI document are checked by Tests/MessagesTests/check_contracts.py.
"""

import sys
from pathlib import Path

import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

SERVICES = 6


def faults_of(path):
    document = yaml.safe_load(path.read_text("utf-8"))
    errors = OpenAPIV31SpecValidator(document, base_uri=path.resolve().as_uri()).iter_errors()
    faults = [f"/{'/'.join(map(str, error.absolute_path))}: {error.message.splitlines()[0]}" for error in errors]
    return faults if document.get("paths") else faults + ["describes no path"]


def main(root):
    documents = sorted((root / "Services").glob("*/HTTP/openapi.yaml"))
    found = [f"{path.relative_to(root)}: {fault}" for path in documents for fault in faults_of(path)]
    if len(documents) < SERVICES:
        found.append(f"only {len(documents)} services have an HTTP/openapi.yaml")
    print("\n".join(found))
    print(f"{len(documents)} checks, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
