"""What a walk holds to be true: every check is counted, and one that does not hold is kept and told at the end."""

import traceback


class Checks:
    def __init__(self):
        self.count = 0
        self.faults = []
        self.chapter = ""

    def equal(self, what, came, expected):
        return self.true(what, came == expected, f"expected {expected!r}, came {came!r}")

    def true(self, what, holds, came=""):
        self.count += 1
        if not holds:
            self.fault(f"{what}: {came}"[:2500])
        return bool(holds)

    def answer(self, what, answer, status, code=None):
        """The status, and of a refusal the stable code where one is named."""
        wanted = f"{status} {code or ''}".strip()
        return self.true(what, answer.status == status and code in (None, answer.code),
                         f"expected {wanted}, came {answer.status} {answer.text[:700]}")

    def fault(self, text):
        self.faults.append(f"[{self.chapter}] {text}")

    def tell(self, name, chapter, *arguments):
        """Runs a chapter. Where it cannot go on that is a fault of its own, and the next one begins."""
        self.chapter = name
        try:
            return chapter(*arguments)
        except (Exception, SystemExit) as error:
            where = traceback.extract_tb(error.__traceback__)
            lines = ", ".join(f"{one.filename.rsplit('/', 1)[-1]}:{one.lineno}" for one in where[1:])
            self.count += 1
            self.fault(f"the chapter cannot go on ({lines}): {type(error).__name__} {error}"[:2500])
            return None
