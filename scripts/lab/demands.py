"""What the barriers have to reach, held against a measurement: nothing here is a matter of taste."""

from dataclasses import dataclass
from typing import Iterator

from lab import statistics
from lab.markdown import table
from lab.plan import ALGORITHM, Cell, Setting
from lab.recommend import METRIC, compare, named
from lab.results import Result
from lab.statistics import Estimate
from lab.summary import Row, by_cell, counted, rows
from lab.tables import quantity

PERIOD = "period_p50_ns"
# Who in Concurrency Kit does what one of ours does.
COUNTERPARTS = {
    "central": "ck_centralized",
    "sense_reversing": "ck_centralized",
    "combining_tree": "ck_combining",
    "tournament": "ck_tournament",
    "dissemination": "ck_dissemination",
}
PAIR = Setting("empty", "compact", 2)
# The last release comes no sooner than two transfers after the last arrival.
LEAST_TRANSFERS = 2
CROWDS = (2, 4, 8)


@dataclass(frozen=True)
class Demand:
    """One of them: what was found, and the least or most that it may be."""

    what: str
    found: Estimate
    bound: float
    at_least: bool

    @property
    def met(self) -> bool:
        value = self.found.value
        return value >= self.bound if self.at_least else value <= self.bound

    def line(self) -> tuple[str, str, str, str]:
        sign = ">=" if self.at_least else "<="
        verdict = "met" if self.met else f"missed{self._by_how_much()}"
        return (self.what, quantity(self.found), f"{sign} {self.bound:g}", verdict)

    def _by_how_much(self) -> str:
        if self.bound == 0:
            return ""
        share = self.found.value / self.bound
        return f" by {(1 / share if self.at_least else share) - 1:.1%}"


def table_of(result: Result) -> str:
    """The demands that the measurement can answer; nothing where it can answer none."""
    found = list(demands(result))
    if not found:
        return ""
    met = sum(each.met for each in found)
    head = ("demand", "found", "bound", "verdict")
    return (
        f"\n#### What was to be shown: {met} of {len(found)} met\n\n"
        + table(head, [each.line() for each in found])
    )


def demands(result: Result) -> Iterator[Demand]:
    """Every demand that the measurement can answer, by its medians."""
    measured = _Measured(result)
    for family in (_transfers, _kit, _ancestors, _crowds, _company, _calls):
        yield from family(measured)


class _Measured:
    """A result, asked for rows and ratios."""

    def __init__(self, result: Result):
        self.rows = rows(result.batches, result.kinds)
        self._taken = by_cell(counted(result.batches))
        self.pus = len(result.environment["topology"]["pus"])

    def ours(self, setting: Setting) -> list[Row]:
        return [r for r in self.rows if r.cell.setting == setting and r.kind == ALGORITHM]

    def best(self, setting: Setting) -> Row | None:
        return min(self.ours(setting), key=lambda row: row.lalr_p50.value, default=None)

    def row(self, word: str, setting: Setting, policy: str | None = None) -> Row | None:
        """The row of a word; of the quickest policy, if none is asked for."""
        found = [
            row
            for row in self.rows
            if (row.cell.word, row.cell.setting) == (word, setting)
            and policy in (None, row.cell.policy)
        ]
        return min(found, key=lambda row: row.lalr_p50.value, default=None)

    def ratio(self, other: Cell, cell: Cell, metric: str = METRIC) -> Estimate | None:
        return compare([*self._taken[other], *self._taken[cell]], other, cell, metric)


def _transfers(measured: _Measured) -> Iterator[Demand]:
    best = measured.best(PAIR)
    if best is None or best.l_ns is None:
        return
    shares = [
        (batch.metrics[METRIC] or 0.0)
        / (LEAST_TRANSFERS * statistics.geometric_mean(batch.probes))
        for batch in best.taken
        if batch.probes
    ]
    what = f"team of 2: LALR of {named(best.cell)}, our best, in units of {LEAST_TRANSFERS} L"
    yield Demand(what, statistics.median(shares), 1.15, at_least=False)


def _kit(measured: _Measured) -> Iterator[Demand]:
    """Each against what does the same in Concurrency Kit."""
    for word, peer in COUNTERPARTS.items():
        ours, theirs = measured.row(word, PAIR, "spin"), measured.row(peer, PAIR)
        if ours is not None and theirs is not None:
            yield from _at_least(measured, theirs, ours, 1.0, (METRIC, PERIOD))
            if word == "dissemination":
                ratio = measured.ratio(ours.cell, theirs.cell)
                if ratio is not None:
                    what = f"team of 2: LALR of {named(ours.cell)}, in units of {peer}'s"
                    yield Demand(what, ratio, 1.03, at_least=False)


def _ancestors(measured: _Measured) -> Iterator[Demand]:
    for peer, times in (("libstdcxx", 4.0), ("pthread", 40.0)):
        yield from _against(measured, peer, PAIR, times)


def _crowds(measured: _Measured) -> Iterator[Demand]:
    for crowd in CROWDS:
        setting = Setting("empty", "compact", crowd * measured.pus)
        for peer, times in (("libstdcxx", 1.5), ("pthread", 5.0), ("libgomp", 5.0)):
            yield from _against(measured, peer, setting, times)


def _company(measured: _Measured) -> Iterator[Demand]:
    """Nobody who parks collapses: the mean stays near the median."""
    for row in measured.rows:
        mean = row.over("period_mean_ns")
        if row.kind == ALGORITHM and row.cell.policy == "park" and row.cell.company and mean:
            shares = [batch.metrics["period_mean_ns"] / batch.metrics[PERIOD] for batch in row.taken]
            what = f"{row.cell.setting}: mean period of {named(row.cell)}, in units of its median"
            yield Demand(what, statistics.median(shares), 3.0, at_least=False)


def _calls(measured: _Measured) -> Iterator[Demand]:
    """Nobody calls the kernel when nobody sleeps: always under spin, and under park where each rank
    has a PU to itself."""
    for row in measured.ours(PAIR):
        if row.cell.team <= measured.pus:
            calls = [_calls_of(batch.metrics) for batch in row.taken]
            known = [call for call in calls if call is not None]
            if known:
                what = f"team of 2: futex calls of {named(row.cell)} for each episode"
                yield Demand(what, statistics.median(known), 0.0, at_least=False)


def _calls_of(metrics: dict[str, float]) -> float | None:
    waits, wakes = metrics.get("futex_waits"), metrics.get("futex_wakes")
    return None if waits is None or wakes is None else waits + wakes


def _against(measured: _Measured, peer: str, setting: Setting, times: float) -> Iterator[Demand]:
    """Our best against a peer."""
    best, theirs = measured.best(setting), measured.row(peer, setting)
    if best is not None and theirs is not None:
        yield from _at_least(measured, theirs, best, times, (METRIC,))


def _at_least(
    measured: _Measured, theirs: Row, ours: Row, times: float, metrics: tuple[str, ...]
) -> Iterator[Demand]:
    for metric in metrics:
        ratio = measured.ratio(theirs.cell, ours.cell, metric)
        if ratio is not None:
            name = "LALR" if metric == METRIC else "period"
            what = f"team of {ours.cell.team}: {name} of {named(theirs.cell)}, in units of {named(ours.cell)}'s"
            yield Demand(what, ratio, times, at_least=True)
