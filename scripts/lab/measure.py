"""The measuring itself: sweeps of launches, until enough, or until the time is spent."""

import statistics
import subprocess
import time
from dataclasses import dataclass, field
from typing import Any, Callable, Protocol, Sequence

from lab.bench import Knobs, Metrics
from lab.errors import MeasurementFailed
from lab.plan import Cell, sweeps
from lab.statistics import agrees

# A launch that takes longer hangs.
HANGS_AFTER = 60.0


@dataclass(frozen=True)
class Batch:
    """What one launch said of one cell."""

    sweep: int
    cell: Cell
    metrics: Metrics

    @property
    def probes(self) -> tuple[float, float] | None:
        """L before and after the cell, where there is a line to move."""
        before, after = self.metrics["l_before_ns"], self.metrics["l_after_ns"]
        return None if before is None or after is None else (before, after)

    @property
    def kept(self) -> bool:
        return self.probes is None or agrees(*self.probes)


class Launches(Protocol):
    """What can measure a cell once."""

    def launch(
        self, cell: Cell, knobs: Knobs, seed: int, timeout: float
    ) -> tuple[Metrics, dict[str, Any]]: ...


@dataclass
class Measurement:
    """All that was measured, in order, and why it ended."""

    batches: list[Batch] = field(default_factory=list)
    context: dict[str, Any] = field(default_factory=dict)
    ended: str = "complete"
    failure: str | None = None


def measure(
    launcher: Launches,
    cells: Sequence[Cell],
    knobs: Knobs,
    seed: int,
    launches: int | None,
    budget_s: float,
    progress: Callable[[float], None],
    clock: Callable[[], float] = time.monotonic,
) -> Measurement:
    """Launches every cell `launches` times (None: as often as fits), in at most `budget_s` seconds.

    Ends early, with what it has, when a launch fails and when it is interrupted. `progress` is
    told the share that is done.
    """
    found = Measurement()
    began = clock()
    spent: list[float] = []
    wanted = None if launches is None else launches * len(cells)
    try:
        for number, order in enumerate(sweeps(cells, seed)):
            for cell in order:
                if wanted is not None and len(found.batches) == wanted:
                    return found
                left = began + budget_s - clock()
                if left <= (statistics.quantiles(spent, n=10)[-1] if len(spent) > 1 else 0.0):
                    found.ended = "budget"
                    return found
                at = clock()
                metrics, found.context = launcher.launch(
                    cell, knobs, seed + len(found.batches), min(left, HANGS_AFTER)
                )
                spent.append(clock() - at)
                found.batches.append(Batch(number, cell, metrics))
                progress(_share(len(found.batches), wanted, clock() - began, budget_s))
    except subprocess.TimeoutExpired as late:
        _cut_off(found, late, budget_s - (clock() - began))
    except MeasurementFailed as failure:
        found.ended, found.failure = "failed", failure.message
    except KeyboardInterrupt:
        found.ended = "interrupted"
    return found


def _share(done: int, wanted: int | None, spent_s: float, budget_s: float) -> float:
    by_count = done / wanted if wanted else 0.0
    return min(1.0, max(by_count, spent_s / budget_s))


def _cut_off(found: Measurement, late: subprocess.TimeoutExpired, left_s: float) -> None:
    """A launch was stopped: because the budget was spent, or because it hung."""
    if left_s <= 0:
        found.ended = "budget"
        return
    found.ended = "failed"
    found.failure = f"a launch hung and was stopped after {HANGS_AFTER:.0f} s: {late.cmd}"
