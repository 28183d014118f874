"""Holds the committed contracts together without any Swift (MSG-1, MSG-2, MSG-3).

Every schema is valid JSON Schema 2020-12 and every sample keeps its schema; of the inbound corpus exactly what is to be
accepted is accepted; every reference of the AsyncAPI document leads somewhere. Prints each fault; exit code 1 with any.

Usage: check_contracts.py [REPOSITORY]    (needs jsonschema 4.18 or later and PyYAML)
"""

import datetime
import json
import pathlib
import re
import sys
import urllib.parse

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError
from referencing import Registry, Resource

FORMATS = FormatChecker(["date", "uuid"])
MAX_BYTES = 262_144
# All but tab and line breaks.
CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]")
MAX_DEPTH = 32


@FORMATS.checks("date-time", raises=ValueError)
def has_a_day(value):
    """The pattern sees to the rest; a day that the calendar does not have passes it."""
    if isinstance(value, str):
        datetime.date.fromisoformat(value[:10])
    return True


class Contracts:
    def __init__(self, repository):
        self.folder = repository / "Shared" / "Messages"
        self.schemas = self.folder / "Schemas"
        self.samples = self.folder / "Samples"
        self.corpus = repository / "Tests" / "MessagesTests" / "corpus" / "inbound"
        self.registry = Registry(retrieve=retrieve)
        self.faults = []
        self.counts = {}

    def fault(self, path, text):
        self.faults.append(f"{path}: {text}")

    def count(self, what):
        self.counts[what] = self.counts.get(what, 0) + 1

    def run(self):
        self.check_schemas()
        self.check_samples()
        self.check_corpus()
        self.check_asyncapi()
        return self.faults

    def validator(self, schema_file):
        # By reference, so that relative references are seen from the schema's own folder.
        return Draft202012Validator(
            {"$ref": schema_file.resolve().as_uri()}, registry=self.registry, format_checker=FORMATS)

    def check_schemas(self):
        for file in sorted(self.schemas.rglob("*.json")):
            self.count("schemas")
            schema = read(file)
            try:
                Draft202012Validator.check_schema(schema)
            except SchemaError as error:
                self.fault(file, f"not a schema: {error.message}")
            for reference in references(schema):
                self.check_reference(file, schema, reference)
            if file.parent.parent.name != "state" and not (self.samples / file.relative_to(self.schemas)).exists():
                self.fault(file, "has no sample")

    def check_samples(self):
        for file in sorted(self.samples.rglob("*.json")):
            self.count("samples")
            schema = self.schemas / file.relative_to(self.samples)
            if not schema.exists():
                self.fault(file, "has no schema")
                continue
            for error in self.validator(schema).iter_errors(read(file)):
                self.fault(file, f"{error.json_path}: {error.message}")

    def check_corpus(self):
        for file in sorted((self.corpus / "accept").glob("*.json")):
            self.count("accepted")
            for error in self.refusals(file.read_bytes()):
                self.fault(file, f"is to be accepted, but: {error}")
        for file in sorted((self.corpus / "reject").glob("*.json")):
            self.count("rejected")
            if not self.refusals(file.read_bytes()):
                self.fault(file, "is to be rejected, but the schema accepts it")

    def refusals(self, body):
        """Why an inbound message is refused: by the rules for its bytes, then by its schema."""
        if len(body) > MAX_BYTES:
            return ["too large"]
        try:
            message = json.loads(body.decode("utf-8"), object_pairs_hook=unique_members, parse_constant=no_constant)
        except (ValueError, RecursionError) as error:
            return [f"not JSON: {error}"]
        if depth(message) > MAX_DEPTH:
            return ["nested too deep"]
        if any(CONTROL.search(text) for text in texts(message)):
            return ["a control character"]
        kind = message.get("type") if isinstance(message, dict) else None
        match = re.fullmatch(r"vn\.quen\.(inbound\.[a-z-]+\.[a-z-]+)\.v([0-9]+)", kind if isinstance(kind, str) else "")
        schema = newest(self.schemas / match[1], match[2]) if match else None
        if schema is None:
            return ["unknown type"]
        return [f"{error.json_path}: {error.message}" for error in self.validator(schema).iter_errors(message)]

    def check_asyncapi(self):
        file = self.folder / "asyncapi.yaml"
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
        if document.get("asyncapi") != "3.0.0":
            self.fault(file, "is not AsyncAPI 3.0.0")
            return
        for reference in references(document):
            self.count("references")
            self.check_reference(file, document, reference)
        self.check_operations(file, document)
        named = {m["payload"]["$ref"] for m in document["components"]["messages"].values()}
        for schema in self.schemas.rglob("*.json"):
            path = schema.relative_to(self.folder).as_posix()
            is_newest = schema == newest(schema.parent, schema.name.split(".")[0])
            if is_newest and "/state/" not in path and path not in named:
                self.fault(file, f"does not mention {path}")

    def check_operations(self, file, document):
        used = set()
        for name, operation in document["operations"].items():
            self.count("operations")
            if operation.get("action") not in ("send", "receive"):
                self.fault(file, f"operation {name} neither sends nor receives")
            used.add(operation["channel"]["$ref"].rsplit("/", 1)[-1])
        for name, channel in document["channels"].items():
            if name not in used:
                self.fault(file, f"channel {name} is used by no operation")
            parameters = set(re.findall(r"\{([^}]+)\}", channel["address"]))
            if parameters != set(channel.get("parameters", {})):
                self.fault(file, f"channel {name} does not describe the parameters of its address")

    def check_reference(self, file, document, reference):
        path, _, pointer = reference.partition("#")
        target = document
        if path:
            other = file.parent / path
            if not other.exists():
                self.fault(file, f"{reference} leads nowhere")
                return
            target = read(other)
        for step in filter(None, pointer.split("/")):
            step = step.replace("~1", "/").replace("~0", "~")
            if not isinstance(target, dict) or step not in target:
                self.fault(file, f"{reference} leads nowhere")
                return
            target = target[step]


def retrieve(uri):
    path = urllib.parse.unquote(urllib.parse.urlparse(uri).path)
    return Resource.from_contents(read(pathlib.Path(path)))


def read(file):
    return json.loads(file.read_text(encoding="utf-8"))


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for member in value.values():
            yield from references(member)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def unique_members(pairs):
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("duplicate key")
    return dict(pairs)


def no_constant(name):
    raise ValueError(f"{name} is not JSON")


def texts(value):
    """All texts and names in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from texts(item)


def depth(value):
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0


def newest(folder, major):
    """The schema of the highest minor version of `major`; None where there is none."""
    minors = [int(file.stem.split(".")[1]) for file in folder.glob(f"{major}.*.json")]
    return folder / f"{major}.{max(minors)}.json" if minors else None


def main():
    repository = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2])
    contracts = Contracts(repository.resolve())
    faults = contracts.run()
    for fault in faults:
        print(fault)
    print(f"{', '.join(f'{n} {what}' for what, n in contracts.counts.items())}; {len(faults)} faults")
    needed = ("schemas", "samples", "accepted", "rejected", "references", "operations")
    empty = [what for what in needed if not contracts.counts.get(what)]
    if empty:
        print(f"nothing was checked of: {', '.join(empty)}")
    return 1 if faults or empty else 0


if __name__ == "__main__":
    sys.exit(main())
