"""Turns batches into rows: one for each cell, with what was set aside counted."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Iterable, Sequence

from lab import statistics
from lab.measure import Batch
from lab.plan import Cell, Setting
from lab.statistics import Estimate


@dataclass(frozen=True)
class Row:
    """A cell over all its launches."""

    cell: Cell
    kind: str
    launches: int
    set_aside: int
    noisy: bool
    l_ns: Estimate | None
    period_p50: Estimate
    period_p99: Estimate
    lalr_p50: Estimate
    lalr_p99: Estimate

    @property
    def k(self) -> float | None:
        """LALR in transfers of a line."""
        return None if self.l_ns is None else self.lalr_p50.value / self.l_ns.value

    def document(self) -> dict[str, Any]:
        return {
            **self.cell.facts(),
            "kind": self.kind,
            "launches": self.launches,
            "set_aside": self.set_aside,
            "noisy": self.noisy,
            "l_ns": self.l_ns and self.l_ns.rounded().value,
            "period_ns": _pair(self.period_p50, self.period_p99),
            "lalr_ns": _pair(self.lalr_p50, self.lalr_p99),
        }


def _pair(p50: Estimate, p99: Estimate) -> dict[str, Any]:
    shown = p50.rounded()
    return {
        "p50": shown.value,
        "p99": p99.rounded().value,
        "p50_interval": None if shown.low is None else [shown.low, shown.high],
    }


def by_cell(batches: Iterable[Batch]) -> dict[Cell, list[Batch]]:
    grouped: dict[Cell, list[Batch]] = defaultdict(list)
    for batch in batches:
        grouped[batch.cell].append(batch)
    return dict(grouped)


def noisy_settings(batches: Iterable[Batch]) -> set[Setting]:
    """The settings in which some cell has too few launches left for a sure answer."""
    return {
        cell.setting
        for cell, of_cell in by_cell(batches).items()
        if sum(batch.kept for batch in of_cell) < statistics.ENOUGH
    }


def counted(batches: Sequence[Batch]) -> list[Batch]:
    """The batches that enter the statistics: those kept; in a noisy setting all there are."""
    noisy = noisy_settings(batches)
    return [batch for batch in batches if batch.kept or batch.cell.setting in noisy]


def rows(batches: Sequence[Batch], kinds: dict[str, str]) -> list[Row]:
    """A row for each cell, by setting and then in the order of the registry."""
    taken = by_cell(counted(batches))
    noisy = noisy_settings(batches)
    order = list(kinds)
    found = [
        _row(cell, kinds[cell.word], of_cell, taken[cell], cell.setting in noisy)
        for cell, of_cell in by_cell(batches).items()
    ]
    return sorted(found, key=lambda row: _place(row.cell, order))


def _place(cell: Cell, order: list[str]) -> tuple[Any, ...]:
    return (cell.workload, cell.placement, cell.team, order.index(cell.word), cell.policy)


def _row(cell: Cell, kind: str, all_: list[Batch], taken: list[Batch], noisy: bool) -> Row:
    def over_launches(metric: str) -> Estimate:
        return statistics.median([batch.metrics[metric] or 0.0 for batch in taken])

    probes = [statistics.geometric_mean(batch.probes) for batch in taken if batch.probes]
    return Row(
        cell=cell,
        kind=kind,
        launches=len(all_),
        set_aside=sum(not batch.kept for batch in all_),
        noisy=noisy,
        l_ns=statistics.median(probes) if probes else None,
        period_p50=over_launches("period_p50_ns"),
        period_p99=over_launches("period_p99_ns"),
        lalr_p50=over_launches("lalr_p50_ns"),
        lalr_p99=over_launches("lalr_p99_ns"),
    )
