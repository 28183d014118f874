"""What schemathesis asks as somebody without a token, or with one that is none: see api.py."""

import os

import schemathesis

TOKEN = os.environ["QUEN_API_STRANGER"]
# Everything that an answer to a stranger may say.
MEMBERS = {"type", "title", "status", "detail", "instance"}
CODES = {"token-missing", "token-invalid", "token-expired"}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Whatever schemathesis made up for `Authorization` is replaced by the token, or by nothing."""
    case.headers = {name: value for name, value in (case.headers or {}).items() if name.lower() != "authorization"}
    if TOKEN:
        case.headers["Authorization"] = f"Bearer {TOKEN}"


@schemathesis.check
def strangers_are_told_nothing(ctx, response, case):
    if case.operation.definition.raw.get("x-quen-access", {}).get("public"):
        return
    if response.request.method != case.operation.method.upper():
        assert response.status_code in (401, 404, 405), f"another method was answered {response.status_code}"
        return
    assert response.status_code == 401, f"answered {response.status_code} to a stranger: {response.content[:300]}"
    problem = response.json()
    assert problem.keys() == MEMBERS and problem["title"] in CODES, f"tells a stranger {response.content[:300]}"
