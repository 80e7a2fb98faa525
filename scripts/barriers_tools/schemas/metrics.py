"""What a launch measures: the metrics as the executables describe them."""

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Iterable

# What ratios, rows and the report cannot do without.
ALWAYS = ("period_p50_ns", "lalr_p50_ns")
# L, before and after a cell, and what the clocks were in that launch.
LINE_TRANSFER, CLOCK = "line_transfer", "clock"
# The least value by sign. A difference is what is left when the cost of a stamp is taken off.
LEAST = {"positive": 0.0, "not_negative": 0.0, "difference": -1e3, "any": -math.inf}

# A metric that is unavailable is not there.
Metrics = dict[str, float]
# Why a metric is unavailable, by its name.
Unavailable = dict[str, str]


@dataclass(frozen=True)
class Metric:
    """One metric, as the list in bench/metrics has it."""

    name: str
    unit: str
    kind: str
    sign: str
    # The heading of its column in the report; metrics of a kind that share it are added up.
    column: str = ""

    def can_be(self, value: Any) -> bool:
        """Whether anything that was measured can have this value."""
        if not isinstance(value, (int, float)) or not math.isfinite(value):
            return False
        return value >= LEAST[self.sign] and (value != 0 or self.sign != "positive")

    def facts(self) -> dict[str, str]:
        return asdict(self)


def metrics_of(facts: Iterable[dict[str, str]]) -> tuple[Metric, ...]:
    return tuple(Metric(**each) for each in facts)


def metrics_of_schema_2() -> list[dict[str, str]]:
    """Those of the results that were written before they listed theirs."""
    path = Path(__file__).with_name("metrics_of_schema_2.json")
    found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return found
