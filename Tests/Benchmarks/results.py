"""What benchmarks write: each figure with its runs, in one form."""

import json
import statistics
from pathlib import Path


class Results:
    """What was measured, by name; kept in the order of the first value."""

    def __init__(self):
        self.units = {}
        self.runs = {}

    def add(self, name, value, unit):
        self.units[name] = unit
        self.runs.setdefault(name, []).append(round(value, 3))
        print(f"  {name:44} {value:12.3f} {unit}", flush=True)

    def median(self, name):
        return statistics.median(self.runs[name])

    def ratio(self, name, of, to):
        """Of each run, so that what was loaded at the time was so for both."""
        for one, other in zip(self.runs[of], self.runs[to]):
            self.add(name, one / other, "ratio")

    def document(self, facts):
        results = [
            {"name": name, "value": round(self.median(name), 3), "unit": unit, "runs": self.runs[name]}
            for name, unit in self.units.items()
        ]
        return {"machine": facts, "results": results}


def write_json(path, value):
    Path(path).write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
