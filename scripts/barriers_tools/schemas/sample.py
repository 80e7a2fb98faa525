"""The result of one launch, and of a whole measurement."""

from dataclasses import dataclass, field

from barriers_tools.schemas.metrics import Metrics
from barriers_tools.schemas.plan import Cell

# A launch is set aside when its two probes of L differ by more than this factor.
AGREEMENT = 1.25


@dataclass(frozen=True)
class Sample:
    """The metrics of one launch of one cell."""

    repetition: int
    cell: Cell
    metrics: Metrics

    @property
    def probes(self) -> tuple[float, float] | None:
        """L before and after the cell, where there is a line to move."""
        before, after = self.metrics.get("l_before_ns"), self.metrics.get("l_after_ns")
        return None if before is None or after is None else (before, after)

    @property
    def is_kept(self) -> bool:
        """Whether a line transfer took about as long after the cell as before it."""
        return self.probes is None or max(self.probes) <= AGREEMENT * min(self.probes)


@dataclass(frozen=True)
class Failure:
    """A launch that came to nothing, and why. Its cell is not launched again."""

    repetition: int
    cell: Cell
    message: str


@dataclass
class Measurement:
    """All that was measured, in order, and why it ended."""

    samples: list[Sample] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    ended: str = "complete"
    # Why the rest could not be written down, where that ended it.
    not_kept: str = ""

    @property
    def standing(self) -> list[Sample]:
        """The launches of the cells that were not given up: what the statistics are made of. Those
        that went well before one failed would speak too well of their cell."""
        given_up = {failure.cell for failure in self.failures}
        return [sample for sample in self.samples if sample.cell not in given_up]
