"""A small HTTP client for the tests against running services: one connection that is kept for each thread and address."""

import http.client
import json
import threading
import time
import urllib.parse
import uuid

_connections = threading.local()


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = {name.lower(): value for name, value in headers}
        self.body = body

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.body) if self.body else None

    @property
    def code(self):
        """The stable code of a problem."""
        if self.status < 400 or "json" not in self.headers.get("content-type", ""):
            return None
        return self.json().get("title")

    @property
    def id(self):
        """The id at the end of `Location`."""
        return self.headers.get("location", "").rsplit("/", 1)[-1]


def ask(address, method, path, token=None, body=None, headers=None):
    """A request; a POST gets an Idempotency-Key of its own. `body` is what becomes JSON, or the bytes of a file."""
    fields = {"Accept-Language": "en"} | (headers or {})
    if token:
        fields["Authorization"] = f"Bearer {token}"
    if method == "POST":
        fields.setdefault("Idempotency-Key", str(uuid.uuid4()))
    data = None
    if isinstance(body, bytes):
        data = body
        fields.setdefault("Content-Type", "application/octet-stream")
    elif body is not None:
        data = json.dumps(body).encode()
        fields["Content-Type"] = "application/json"
    for attempt in range(2):
        connection = _connection(address)
        try:
            connection.request(method, path, data, fields)
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())
        except (http.client.HTTPException, ConnectionError):
            # A kept connection that the service closed meanwhile.
            _connections.known.pop(address).close()
            if attempt:
                raise


def _connection(address):
    known = _connections.__dict__.setdefault("known", {})
    if address not in known:
        known[address] = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=30)
    return known[address]


def sign_in(gateway, name, password):
    """The person's access token. Right after hiring the Gateway may not have heard of the employee yet, and says so with 503."""
    who = {"signInName": name, "password": password}
    answer = wait(f"{name} to sign in", lambda: (
        one := ask(gateway, "POST", "/sign-in", body=who)).status != 503 and one)
    return good(answer, f"sign-in of {name}").json()["accessToken"]


def everything(address, path, token, pages=20):
    """All items of a list, page by page; the answer itself where it is no success."""
    items, cursor = [], ""
    for _ in range(pages):
        separator = "&" if "?" in path else "?"
        answer = ask(address, "GET", f"{path}{separator}limit=200{cursor}", token)
        if answer.status != 200:
            return answer
        page = answer.json()
        items += page["items"]
        if not page.get("next"):
            return items
        cursor = f"&cursor={page['next']}"
    raise SystemExit(f"{path} has no end")


def stamp(instant):
    """As the APIs write an instant of UTC."""
    return instant.isoformat(timespec="seconds").replace("+00:00", "Z")


def good(answer, what):
    """The answer, which must be a success."""
    if not 200 <= answer.status < 300:
        raise SystemExit(f"{what}: {answer.status} {answer.text}")
    return answer


def wait(what, condition, patience=60):
    """Waits until `condition` gives something, and returns it."""
    deadline = time.monotonic() + patience
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise SystemExit(f"waited {patience} s for {what}")
        time.sleep(0.05)
    return found
