"""Turns samples into rows: one for each cell, with what was set aside counted."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Iterable, Sequence

from barriers_tools.analysis import statistics
from barriers_tools.analysis.statistics import Estimate
from barriers_tools.schemas.metrics import LINE_TRANSFER, Metric
from barriers_tools.schemas.plan import Cell, Configuration
from barriers_tools.schemas.sample import Sample

# What a document says of the period and of LALR in one place.
PAIRED = ("period_p50_ns", "period_p99_ns", "lalr_p50_ns", "lalr_p99_ns")


@dataclass(frozen=True)
class Row:
    """A cell over all its launches."""

    cell: Cell
    kind: str
    launches: int
    set_aside: int
    noisy: bool
    taken: tuple[Sample, ...]

    def over(self, metric: str) -> Estimate | None:
        """A metric over the launches that count; None where it could not be read in all of them."""
        values = [sample.metrics.get(metric) for sample in self.taken]
        known = [value for value in values if value is not None]
        return statistics.median(known) if known and len(known) == len(values) else None

    def _always(self, metric: str) -> Estimate:
        found = self.over(metric)
        assert found is not None, f"no launch is without {metric}"
        return found

    @cached_property
    def l_ns(self) -> Estimate | None:
        probes = [
            statistics.geometric_mean(sample.probes) for sample in self.taken if sample.probes
        ]
        return statistics.median(probes) if probes else None

    @cached_property
    def lalr_p50(self) -> Estimate:
        return self._always("lalr_p50_ns")

    @cached_property
    def lalr_p99(self) -> Estimate | None:
        return self.over("lalr_p99_ns")

    @cached_property
    def period_p50(self) -> Estimate:
        return self._always("period_p50_ns")

    @cached_property
    def period_p99(self) -> Estimate | None:
        return self.over("period_p99_ns")

    @property
    def k(self) -> float | None:
        """LALR in transfers of a line."""
        return None if self.l_ns is None else self.lalr_p50.value / self.l_ns.value

    def document(self, metrics: Iterable[Metric]) -> dict[str, Any]:
        """The cell, and beside period, LALR and L the median of each of the metrics."""
        others = [
            each.name for each in metrics if each.name not in PAIRED and each.kind != LINE_TRANSFER
        ]
        return {
            **self.cell.facts(),
            "kind": self.kind,
            "launches": self.launches,
            "set_aside": self.set_aside,
            "noisy": self.noisy,
            "l_ns": _round_value(self.l_ns),
            "period_ns": _pair(self.period_p50, self.period_p99),
            "lalr_ns": _pair(self.lalr_p50, self.lalr_p99),
            **{name: _round_value(self.over(name)) for name in others},
        }


def _round_value(estimate: Estimate | None) -> float | None:
    return None if estimate is None else estimate.round().value


def _pair(p50: Estimate, p99: Estimate | None) -> dict[str, Any]:
    shown = p50.round()
    return {
        "p50": shown.value,
        "p99": _round_value(p99),
        "p50_interval": None if shown.low is None else [shown.low, shown.high],
    }


def by_cell(samples: Iterable[Sample]) -> dict[Cell, list[Sample]]:
    grouped: dict[Cell, list[Sample]] = defaultdict(list)
    for sample in samples:
        grouped[sample.cell].append(sample)
    return dict(grouped)


def noisy_configurations(samples: Iterable[Sample]) -> set[Configuration]:
    """The configurations in which some cell has too few launches left for a sure answer."""
    return {
        cell.configuration
        for cell, of_cell in by_cell(samples).items()
        if sum(sample.is_kept for sample in of_cell) < statistics.ENOUGH
    }


def counted_samples(samples: Sequence[Sample]) -> list[Sample]:
    """The samples that enter the statistics: those kept; in a noisy configuration all there are."""
    noisy = noisy_configurations(samples)
    return [sample for sample in samples if sample.is_kept or sample.cell.configuration in noisy]


def rows(samples: Sequence[Sample], kinds: dict[str, str]) -> list[Row]:
    """A row for each cell, by configuration and then in the order of the registry."""
    taken = by_cell(counted_samples(samples))
    noisy = noisy_configurations(samples)
    found = [
        Row(
            cell=cell,
            kind=kinds[cell.barrier],
            launches=len(of_cell),
            set_aside=sum(not sample.is_kept for sample in of_cell),
            noisy=cell.configuration in noisy,
            taken=tuple(taken[cell]),
        )
        for cell, of_cell in by_cell(samples).items()
    ]
    order = list(kinds)

    def place(row: Row) -> tuple[Any, ...]:
        cell = row.cell
        circumstances = (cell.workload, cell.placement, cell.background_load, cell.team)
        return (*circumstances, order.index(cell.barrier), cell.policy)

    return sorted(found, key=place)
