"""Which barrier to use: for each setting one, how much it gains, and how sure that is."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Sequence

from lab import statistics
from lab.measure import Batch
from lab.plan import ALGORITHM, OWN, POLICIES, Cell, Setting
from lab.statistics import Estimate
from lab.summary import Row, by_cell, counted, rows

# Ranked by LALR. Period would reward a barrier for hoarding a line: whoever has it just arrived
# again, and the rank that is truly last pays.
METRIC = "lalr_p50_ns"


@dataclass(frozen=True)
class Compared:
    """Another barrier in the setting: how many times as long as the recommended one it takes."""

    row: Row
    ratio: Estimate | None

    @property
    def surely_slower(self) -> bool:
        return statistics.surely_above_one(self.ratio)

    @property
    def surely_quicker(self) -> bool:
        return statistics.surely_below_one(self.ratio)

    def document(self) -> dict[str, Any]:
        word, policy = self.row.cell.barrier
        return {"word": word, "policy": policy, **ratio_document(self.ratio)}


@dataclass(frozen=True)
class Recommendation:
    """The barrier to use in a setting; the others by LALR; and those that are as quick."""

    row: Row
    others: tuple[Compared, ...]
    equals: tuple[Cell, ...]

    @property
    def cell(self) -> Cell:
        return self.row.cell

    @property
    def peers(self) -> list[Compared]:
        return [other for other in self.others if other.row.kind != ALGORITHM]

    @property
    def candidates(self) -> list[Compared]:
        return [other for other in self.others if other.row.kind == ALGORITHM]

    def _rows(self) -> list[Row]:
        return [self.row, *(other.row for other in self.others)]

    @property
    def runner_up(self) -> Compared | None:
        return next(iter(self.candidates), None)

    @property
    def sure(self) -> bool:
        slower = [other.surely_slower for other in self.candidates]
        return not self.row.noisy and bool(slower) and all(slower)

    def cpp(self) -> str:
        word, policy = self.cell.barrier
        return f"barriers::{word}<barriers::env::native<barriers::env::{policy}>> barrier{{team}};"

    def include(self) -> list[str]:
        return [f"#include <barriers/{self.cell.word}.hpp>", "#include <barriers/env/native.hpp>"]

    def reason(self) -> str:
        """In plain words, why this one and how sure."""
        quicker = [peer.row.cell.word for peer in self.peers if peer.surely_quicker]
        return ". ".join([self._why(), *(f"The peer {peer} is quicker still" for peer in quicker)])

    def _why(self) -> str:
        if not self.candidates:
            return "Nothing else was measured"
        if any(row.launches < statistics.ENOUGH for row in self._rows()):
            return (
                f"Measured too seldom for a sure answer, which takes {statistics.ENOUGH} launches "
                "of each barrier"
            )
        if self.row.noisy:
            return (
                "The machine is too noisy for a sure answer: of some barrier in this comparison "
                f"fewer than {statistics.ENOUGH} launches were left, so all were counted"
            )
        if self.equals:
            names = ", ".join(map(named, self.equals))
            return f"No clear difference from {names}: the first in the list of words is taken"
        if not self.sure:
            close = [named(other.row.cell) for other in self.candidates if not other.surely_slower]
            return f"The quickest, but not surely by {_margin()}: {', '.join(close)} come close"
        return f"The quickest, and surely by more than {_margin()}"

    def document(self) -> dict[str, Any]:
        cell = self.row.document()
        runner_up = self.runner_up and self.runner_up.document()
        return {
            **{key: cell[key] for key in ("team", "placement", "workload", "company", "word", "policy")},
            "cpp": self.cpp(),
            "include": self.include(),
            **{key: cell[key] for key in ("lalr_ns", "period_ns", "l_ns")},
            **{key: cell[key] for key in ("launches", "set_aside", "noisy")},
            "ratio_to": {peer.row.cell.word: ratio_document(peer.ratio) for peer in self.peers},
            "runner_up": runner_up,
            "interval": runner_up and {key: runner_up[key] for key in ("low", "high")},
            "no_clear_difference_from": [
                {"word": cell.word, "policy": cell.policy} for cell in self.equals
            ],
            "sure": self.sure,
            "reason": self.reason(),
        }


def named(cell: Cell) -> str:
    return cell.word if cell.policy == OWN else f"{cell.word}/{cell.policy}"


def ratio_document(ratio: Estimate | None) -> dict[str, Any]:
    if ratio is None:
        return {"ratio": None, "low": None, "high": None, "sweeps": 0}
    shown = ratio.rounded()
    return {"ratio": shown.value, "low": shown.low, "high": shown.high, "sweeps": shown.launches}


def _margin() -> str:
    return f"{statistics.DIFFERENCE - 1:.0%}"


def compare(
    batches: Sequence[Batch], other: Cell, cell: Cell, metric: str = METRIC
) -> Estimate | None:
    """How many times as long `other` takes as `cell`, over the sweeps in which both count."""
    of_cell, of_other = (_by_sweep(batches, each, metric) for each in (cell, other))
    both = sorted(of_cell.keys() & of_other.keys())
    if not both:
        return None
    return statistics.ratio([of_other[sweep] for sweep in both], [of_cell[sweep] for sweep in both])


def _by_sweep(batches: Sequence[Batch], cell: Cell, metric: str) -> dict[int, float]:
    """The metric of a cell in each sweep in which there was one to speak of."""
    found = ((batch.sweep, batch.metrics.get(metric)) for batch in batches if batch.cell == cell)
    return {sweep: took for sweep, took in found if took is not None and took > 0}


def recommend(batches: Sequence[Batch], kinds: dict[str, str]) -> list[Recommendation]:
    """A recommendation for each setting in which anything but a peer was measured."""
    settings: dict[Setting, list[Row]] = defaultdict(list)
    for row in rows(batches, kinds):
        settings[row.cell.setting].append(row)
    taken = by_cell(counted(batches))
    return [
        _recommend(of_setting, [batch for row in of_setting for batch in taken[row.cell]])
        for of_setting in settings.values()
        if any(row.kind == ALGORITHM for row in of_setting)
    ]


def _recommend(of_setting: Sequence[Row], batches: Sequence[Batch]) -> Recommendation:
    by_lalr = sorted(of_setting, key=lambda row: row.lalr_p50.value)
    quickest = next(row for row in by_lalr if row.kind == ALGORITHM)
    # In the order of the list of words, which begins with the simplest.
    equals = [
        row
        for row in of_setting
        if row.kind == ALGORITHM and _may_be_equal(compare(batches, row.cell, quickest.cell))
    ]
    best = _first(equals)
    return Recommendation(
        row=best,
        others=tuple(
            Compared(row, compare(batches, row.cell, best.cell))
            for row in by_lalr
            if row is not best
        ),
        equals=tuple(row.cell for row in equals if row is not best),
    )


def _may_be_equal(ratio: Estimate | None) -> bool:
    """Whether the ratio to the quickest may be one. It is, for the quickest itself."""
    return ratio is None or ratio.low is None or ratio.low <= 1


def _first(equals: Sequence[Row]) -> Row:
    """Of the first word the policy that is preferred."""
    of_first_word = [row for row in equals if row.cell.word == equals[0].cell.word]
    return min(of_first_word, key=lambda row: POLICIES.index(row.cell.policy))
