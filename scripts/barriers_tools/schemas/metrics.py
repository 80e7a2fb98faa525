"""What a launch measures: the metrics as the executables describe them."""

import json
import math
from pathlib import Path
from typing import Any, Literal

from barriers_tools.schemas.types import Key, Name, Record, Text

# What ratios, rows and the report cannot do without.
ALWAYS = ("period_p50_ns", "lalr_p50_ns")
# L, before and after a cell, and what the clocks were in that launch.
LINE_TRANSFER, CLOCK = "line_transfer", "clock"
# The least value by sign. A difference is what is left when the cost of a stamp is taken off.
LEAST = {"positive": 0.0, "not_negative": 0.0, "difference": -1e3, "any": -math.inf}

# A metric that is unavailable is not there.
Metrics = dict[str, float]
# Why a metric is unavailable, by its name.
Reasons = dict[str, str]


class Metric(Record):
    """A metric, as the list in bench/metrics has it."""

    name: Key
    unit: Text
    kind: Name
    sign: Literal["positive", "not_negative", "difference", "any"]
    # The heading of its column in the report; metrics of a kind that share it are added up.
    column: Text

    def can_be(self, value: Any) -> bool:
        """Whether anything that was measured can have this value."""
        if not isinstance(value, (int, float)) or not math.isfinite(value):
            return False
        return value >= LEAST[self.sign] and (value != 0 or self.sign != "positive")


def metrics_of_schema_2() -> list[dict[str, str]]:
    """Those of the results that were written before they listed theirs."""
    path = Path(__file__).with_name("metrics_of_schema_2.json")
    return json.loads(path.read_text(encoding="utf-8"))
