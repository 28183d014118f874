"""Holds a running service to its OpenAPI file by requests that schemathesis makes up: right and wrong ones.

Usage: api.py DOCUMENT ADDRESS EXAMPLES SEED DIRECTORY. The environment names the Gateway (QUEN_API_GATEWAY), an administrator's token
(QUEN_API_TOKEN), and somebody who may be signed out (QUEN_API_NAME, QUEN_API_PASSWORD). With QUEN_API_STRANGER instead, a token
that is none or an empty text for no token, every operation that is not open to all must answer 401 and tell nothing. Prints
schemathesis' findings; ends with 1 if there is one. EXAMPLES is how many requests are made up for each operation beyond the fixed ones; what schemathesis
leaves behind lies in DIRECTORY.
"""

import os
import sys
from pathlib import Path

here = Path(__file__).resolve().parent


def main(document, address, examples, seed, directory):
    is_stranger = "QUEN_API_STRANGER" in os.environ
    # A stranger is refused before anything of the request is looked at: few are enough, and they are slow to make up.
    if is_stranger:
        examples = str(min(int(examples), 3))
    os.environ["QUEN_API_HOOKS"] = str(here / ("api_strangers.py" if is_stranger else "api_hooks.py"))
    os.environ["QUEN_API_SEED"] = seed
    print(f"{document}: seed {seed}, {examples} examples for each operation", flush=True)
    os.chdir(directory)
    command = [sys.executable, "-m", "schemathesis.cli", "--no-color", "--config-file", str(here / "schemathesis.toml")]
    checks = ["--checks", "not_a_server_error,strangers_are_told_nothing", "--phases", "fuzzing"] if is_stranger else []
    os.execv(
        sys.executable,
        [*command, "run", document, "--url", address, "--seed", seed, "--max-examples", examples, *checks])


if __name__ == "__main__":
    main(*sys.argv[1:])
