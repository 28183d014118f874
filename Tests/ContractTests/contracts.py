"""Checks what the services promise to others: message samples against their schemas, AsyncAPI and OpenAPI documents.

Usage: contracts.py CHECKOUT. Prints every fault with its file, then "N checks, M faults"; ends with 1 if there is a fault.
A schema without a sample and a sample without a schema are faults, so a message cannot slip through unchecked.
"""

import json
import sys
from pathlib import Path
from urllib.parse import unquote

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource


class Report:
    def __init__(self, root):
        self.root = root
        self.checks = 0
        self.faults = 0

    def check(self, path, faults):
        self.checks += 1
        for fault in faults:
            self.faults += 1
            print(f"{path.relative_to(self.root)}: {fault}")


def no_duplicates(pairs):
    """JSON lets a key stand twice and parsers differ in which one counts; our scanner refuses it, so samples must too."""
    keys = [key for key, _ in pairs]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise ValueError(f"duplicate keys {sorted(twice)}")
    return dict(pairs)


def load_json(path):
    return json.loads(path.read_text("utf-8"), object_pairs_hook=no_duplicates)


def stem(path):
    """`x.y.v1.schema.json` and `x.y.v1.json` have the same stem, `x.y.v1`."""
    return path.name.removesuffix(".json").removesuffix(".schema")


def json_files(report, folder):
    files = {}
    for path in sorted(folder.rglob("*.json")):
        try:
            files[path] = load_json(path)
        except ValueError as error:
            report.check(path, [f"is not JSON: {error}"])
    return files


def load_schemas(report, folder):
    """All schemas by their path, and a registry in which they find each other by `$id` and by file name."""
    schemas = json_files(report, folder)
    resources = []
    for path, schema in schemas.items():
        try:
            Draft202012Validator.check_schema(schema)
            report.check(path, [])
        except SchemaError as error:
            report.check(path, [f"is not a JSON Schema: {error.message} at {error.json_path}"])
        resource = Resource.from_contents(schema)
        resources += [(path.name, resource), (path.resolve().as_uri(), resource)]
        if "$id" in schema:
            resources.append((schema["$id"], resource))
    return schemas, Registry().with_resources(resources)


def schema_for(sample_path, sample, schemas):
    """By the sample's `dataschema`, or by its name: `x.v1.json` and `x.v1.minimal.json` belong to the schema `x.v1`."""
    identifier = sample.get("dataschema") if isinstance(sample, dict) else None
    for path, schema in schemas.items():
        if identifier is not None and schema.get("$id") == identifier:
            return path
    name = stem(sample_path)
    named = [path for path in schemas if name == stem(path) or name.startswith(stem(path) + ".")]
    return max(named, key=lambda path: len(stem(path)), default=None)


def describes_envelope(schema):
    return "specversion" in schema.get("properties", {}) or "allOf" in schema


def subject_of(sample, schema):
    """A schema describes either the whole event or only its `data`."""
    is_event = isinstance(sample, dict) and "specversion" in sample
    return sample["data"] if is_event and "data" in sample and not describes_envelope(schema) else sample


def check_samples(report, messages):
    schemas, registry = load_schemas(report, messages / "Schemas")
    if not schemas:
        report.check(messages / "Schemas", ["holds no schema"])
    used = set()
    for path, sample in json_files(report, messages / "Samples").items():
        schema_path = schema_for(path, sample, schemas)
        if schema_path is None:
            report.check(path, ["no schema describes this sample"])
            continue
        used.add(schema_path)
        schema = schemas[schema_path]
        validator = Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())
        errors = sorted(validator.iter_errors(subject_of(sample, schema)), key=lambda error: error.json_path)
        report.check(path, [f"{error.json_path}: {error.message}" for error in errors])
    referenced = {ref.split("#")[0] for schema in schemas.values() for _, ref in references(schema)}
    for path, schema in schemas.items():
        if path not in used and path.name not in referenced and schema.get("$id") not in referenced:
            report.check(path, ["no sample shows this schema"])


def references(node, place=""):
    """Every `$ref` below a node, with the place where it stands."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield place, value
            else:
                yield from references(value, f"{place}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from references(value, f"{place}/{index}")


def resolve(document, pointer):
    """Follows a JSON pointer; raises LookupError or ValueError if it leads nowhere."""
    for part in pointer.split("/")[1:]:
        key = unquote(part).replace("~1", "/").replace("~0", "~")
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


def dangling(path, document):
    for place, reference in references(document):
        file, _, pointer = reference.partition("#")
        try:
            target = yaml.safe_load((path.parent / file).read_text("utf-8")) if file else document
            resolve(target, pointer)
        except (LookupError, ValueError, TypeError, OSError):
            yield f"{place}: {reference} leads nowhere"


def check_asyncapi(report, path):
    document = yaml.safe_load(path.read_text("utf-8"))
    faults = list(dangling(path, document))
    faults += [f"`{part}` is missing or empty" for part in ("info", "channels", "operations") if not document.get(part)]
    if not str(document.get("asyncapi", "")).startswith("3."):
        faults.append("is not an AsyncAPI 3 document")
    report.check(path, faults)


def check_openapi(report, path):
    document = yaml.safe_load(path.read_text("utf-8"))
    errors = OpenAPIV31SpecValidator(document, base_uri=path.resolve().as_uri()).iter_errors()
    faults = [f"/{'/'.join(map(str, error.absolute_path))}: {error.message.splitlines()[0]}" for error in errors]
    if not document.get("paths"):
        faults.append("describes no path")
    report.check(path, faults)


def main(root):
    report = Report(root)
    check_samples(report, root / "Shared" / "Messages")
    check_asyncapi(report, root / "Shared" / "Messages" / "asyncapi.yaml")
    documents = sorted((root / "Services").glob("*/HTTP/openapi.yaml"))
    if len(documents) < 6:
        report.check(root / "Services", [f"only {len(documents)} services have an HTTP/openapi.yaml"])
    for path in documents:
        check_openapi(report, path)
    print(f"{report.checks} checks, {report.faults} faults")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
