"""Barriers compared pair by pair: by launches in the same repetition, which share the machine's state."""

from dataclasses import dataclass
from typing import Any, Sequence

from barriers_tools.analysis import statistics
from barriers_tools.analysis.statistics import Estimate
from barriers_tools.analysis.summary import Row
from barriers_tools.schemas.plan import OWN, Cell
from barriers_tools.schemas.sample import Sample

# Ranked by LALR. Period would reward a barrier for hoarding a line: its holder has just arrived
# again, and the rank that is truly last pays.
METRIC = "lalr_p50_ns"


@dataclass(frozen=True)
class Compared:
    """A barrier, and how many times as long as another it takes."""

    row: Row
    ratio: Estimate | None

    @property
    def surely_slower(self) -> bool:
        return statistics.surely_above_one(self.ratio)

    @property
    def surely_quicker(self) -> bool:
        return statistics.surely_below_one(self.ratio)

    @property
    def equal(self) -> bool:
        return statistics.surely_about_one(self.ratio)

    def document(self) -> dict[str, Any]:
        barrier, policy = self.row.cell.choice
        return {"barrier": barrier, "policy": policy, **ratio_document(self.ratio)}


def short_name(cell: Cell) -> str:
    return cell.barrier if cell.policy == OWN else f"{cell.barrier}/{cell.policy}"


def ratio_document(ratio: Estimate | None) -> dict[str, Any]:
    if ratio is None:
        return {"ratio": None, "low": None, "high": None, "repetitions": 0}
    shown = ratio.round()
    return {
        "ratio": shown.value,
        "low": shown.low,
        "high": shown.high,
        "repetitions": shown.launches,
    }


def compare(
    samples: Sequence[Sample], other: Cell, cell: Cell, metric: str = METRIC
) -> Estimate | None:
    """How many times as long `other` takes as `cell`, over the repetitions in which both count."""
    of_cell, of_other = (_by_repetition(samples, each, metric) for each in (cell, other))
    both = sorted(of_cell.keys() & of_other.keys())
    if not both:
        return None
    return statistics.ratio(
        [of_other[repetition] for repetition in both], [of_cell[repetition] for repetition in both]
    )


def compare_rows(other: Row, row: Row, metric: str = METRIC) -> Estimate | None:
    return compare([*other.taken, *row.taken], other.cell, row.cell, metric)


def _by_repetition(samples: Sequence[Sample], cell: Cell, metric: str) -> dict[int, float]:
    """The metric of a cell in each repetition in which there was one to speak of."""
    found = (
        (sample.repetition, sample.metrics.get(metric)) for sample in samples if sample.cell == cell
    )
    return {repetition: took for repetition, took in found if took is not None and took > 0}
