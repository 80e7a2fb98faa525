"""Which barrier to use: for each setting one, how much it gains, and how sure that is."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Sequence

from lab import statistics
from lab.measure import Batch
from lab.plan import PEER, POLICIES, Cell, Setting
from lab.statistics import Estimate
from lab.summary import Row, by_cell, counted, rows

# Ranked by LALR. Period would reward a barrier for hoarding a line: whoever has it just arrived
# again, and the rank that is truly last pays.
METRIC = "lalr_p50_ns"


@dataclass(frozen=True)
class Recommendation:
    """The barrier to use in a setting."""

    row: Row
    ratio_to: dict[str, Estimate]
    runner_up: Row | None
    lead: Estimate | None
    rivals: tuple[Row, ...]
    quicker_peers: tuple[str, ...]
    sure: bool

    @property
    def cell(self) -> Cell:
        return self.row.cell

    def cpp(self) -> str:
        word, policy = self.cell.barrier
        return f"barriers::{word}<barriers::env::native<barriers::env::{policy}>> barrier{{team}};"

    def include(self) -> list[str]:
        return [f"#include <barriers/{self.cell.word}.hpp>", "#include <barriers/env/native.hpp>"]

    def reason(self) -> str:
        """In plain words, why this one and how sure."""
        return ". ".join([self._against_rivals(), *self._against_peers()])

    def _against_rivals(self) -> str:
        if self.runner_up is None:
            return "nothing else was measured"
        if self.row.noisy:
            return (
                f"the machine is too noisy for a sure answer: the probes of L disagreed in "
                f"{self.row.set_aside} of {self.row.launches} launches of this cell, and fewer "
                f"than {statistics.ENOUGH} were left of one of those compared; all were counted"
            )
        if self.rivals:
            names = ", ".join(named(rival.cell) for rival in self.rivals)
            return f"no clear difference from {names}; the first in the list of words is taken"
        return f"its LALR is the least, also with the interval to {named(self.runner_up.cell)}"

    def _against_peers(self) -> list[str]:
        return [f"the peer {peer} is quicker still" for peer in self.quicker_peers]

    def document(self) -> dict[str, Any]:
        cell = self.row.document()
        lead = None if self.lead is None else ratio_document(self.lead)
        return {
            **{key: cell[key] for key in ("team", "placement", "workload", "word", "policy")},
            "cpp": self.cpp(),
            "include": self.include(),
            **{key: cell[key] for key in ("lalr_ns", "period_ns", "l_ns")},
            **{key: cell[key] for key in ("launches", "set_aside", "noisy")},
            "ratio_to": {peer: ratio_document(ratio) for peer, ratio in self.ratio_to.items()},
            "runner_up": self.runner_up and self._runner_up_document(),
            "interval": lead and {"low": lead["low"], "high": lead["high"]},
            "no_clear_difference_from": [_barrier_document(rival.cell) for rival in self.rivals],
            "sure": self.sure,
            "reason": self.reason(),
        }

    def _runner_up_document(self) -> dict[str, Any]:
        assert self.runner_up is not None and self.lead is not None
        return {**_barrier_document(self.runner_up.cell), **ratio_document(self.lead)}


def named(cell: Cell) -> str:
    return cell.word if cell.policy == "own" else f"{cell.word}/{cell.policy}"


def ratio_document(ratio: Estimate) -> dict[str, Any]:
    shown = ratio.rounded()
    return {"ratio": shown.value, "low": shown.low, "high": shown.high, "sweeps": shown.launches}


def _barrier_document(cell: Cell) -> dict[str, str]:
    return {"word": cell.word, "policy": cell.policy}


def compare(batches: Sequence[Batch], other: Cell, cell: Cell) -> Estimate | None:
    """How many times as long `other` takes as `cell`, over the sweeps in which both count."""
    of_cell, of_other = _by_sweep(batches, cell), _by_sweep(batches, other)
    both = sorted(of_cell.keys() & of_other.keys())
    if not both:
        return None
    return statistics.ratio([of_other[r] for r in both], [of_cell[r] for r in both])


def _by_sweep(batches: Sequence[Batch], cell: Cell) -> dict[int, float]:
    """The LALR of a cell in each sweep in which there was one to speak of."""
    found = ((batch.sweep, batch.metrics[METRIC]) for batch in batches if batch.cell == cell)
    return {sweep: took for sweep, took in found if took is not None and took > 0}


def differs(ratio: Estimate | None) -> bool:
    """Whether the ratio is surely above one."""
    return (
        ratio is not None
        and ratio.launches >= statistics.ENOUGH
        and ratio.low is not None
        and ratio.low > statistics.DIFFERENCE
    )


def recommend(batches: Sequence[Batch], kinds: dict[str, str]) -> list[Recommendation]:
    """A recommendation for each setting in which anything but a peer was measured."""
    settings: dict[Setting, list[Row]] = defaultdict(list)
    for row in rows(batches, kinds):
        settings[row.cell.setting].append(row)
    taken = by_cell(counted(batches))
    return [
        _recommend(of_setting, [b for row in of_setting for b in taken[row.cell]])
        for of_setting in settings.values()
        if any(row.kind != PEER for row in of_setting)
    ]


def _recommend(of_setting: Sequence[Row], batches: Sequence[Batch]) -> Recommendation:
    candidates = [row for row in of_setting if row.kind != PEER]
    quickest = min(candidates, key=lambda row: row.lalr_p50.value)
    tied = [
        row
        for row in candidates
        if row is quickest or not differs(compare(batches, row.cell, quickest.cell))
    ]
    best = min(tied, key=lambda row: (_first(row, candidates), POLICIES.index(row.cell.policy)))
    others = sorted(
        (row for row in candidates if row is not best), key=lambda row: row.lalr_p50.value
    )
    runner_up = others[0] if others else None
    to_peers = {
        row.cell.word: compare(batches, row.cell, best.cell)
        for row in of_setting
        if row.kind == PEER
    }
    return Recommendation(
        row=best,
        ratio_to={peer: ratio for peer, ratio in to_peers.items() if ratio is not None},
        runner_up=runner_up,
        lead=runner_up and compare(batches, runner_up.cell, best.cell),
        rivals=tuple(row for row in tied if row is not best),
        quicker_peers=tuple(
            row.cell.word
            for row in of_setting
            if row.kind == PEER and differs(compare(batches, best.cell, row.cell))
        ),
        sure=len(tied) == 1 and len(others) > 0 and not best.noisy,
    )


def _first(row: Row, candidates: Sequence[Row]) -> int:
    """The place of its word in the list, which begins with the simplest."""
    return [candidate.cell.word for candidate in candidates].index(row.cell.word)
