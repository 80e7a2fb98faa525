"""The targets that the barriers have to reach, and whether a sweep reached them."""

from dataclasses import dataclass
from functools import partial
from typing import Callable, Iterator

from barriers_tools.analysis import statistics
from barriers_tools.analysis.pairs import METRIC, compare_rows, short_name
from barriers_tools.analysis.statistics import Estimate
from barriers_tools.analysis.summary import Row, rows
from barriers_tools.console.markdown import plain, table
from barriers_tools.console.tables import NONE, quantity
from barriers_tools.measure.journal_reader import Result
from barriers_tools.schemas.plan import ALGORITHM, Configuration

PERIOD = "period_p50_ns"
NAMES = {METRIC: "LALR", PERIOD: "period"}
# The barrier of Concurrency Kit that works as one of ours. The targets were set for these five before
# any was measured; an algorithm that is added has none, and needs no line here.
COUNTERPARTS = {
    "central": "ck_centralized",
    "sense_reversing": "ck_centralized",
    "combining_tree": "ck_combining",
    "tournament": "ck_tournament",
    "dissemination": "ck_dissemination",
}
PAIR = Configuration("empty", "compact", 2)
# The last release comes no sooner than two transfers after the last arrival.
LEAST_TRANSFERS = 2
OVERSUBSCRIPTIONS = (2, 4, 8)


@dataclass(frozen=True)
class Target:
    """The least or most that a value may be, and what was found, or why nothing."""

    what: str
    bound: float
    at_least: bool
    found: Estimate | None
    why_not: str = ""

    @property
    def met(self) -> bool:
        return self.found is not None and self._reaches(self.found.value)

    @property
    def sure(self) -> bool:
        """Whether the whole interval is on the same side of the bound as the value. What must never
        happen needs none: it happened, or it did not."""
        if self.found is None or self.found.low is None or self.found.high is None:
            return self.found is not None and self.bound == 0
        return self._reaches(self.found.low) == self._reaches(self.found.high)

    def line(self) -> tuple[str, str, str, str]:
        sign = ">=" if self.at_least else "<="
        found = NONE if self.found is None else quantity(self.found)
        return (self.what, found, f"{sign} {self.bound:g}", self.verdict())

    def verdict(self) -> str:
        if self.found is None:
            return f"not answered: {plain(self.why_not)}"
        said = "met" if self.met else f"missed{self._by_how_much(self.found.value)}"
        return said if self.sure else f"{said}, not surely"

    def _reaches(self, value: float) -> bool:
        return value >= self.bound if self.at_least else value <= self.bound

    def _by_how_much(self, value: float) -> str:
        if self.bound == 0:
            return ""
        share = value / self.bound
        return f" by {(1 / share if self.at_least else share) - 1:.1%}"


def table_of(result: Result) -> str:
    """All targets, also those that the sweep cannot answer; nothing for what is no sweep."""
    if result.plan.precision is None:
        return ""
    all_ = list(targets(result))
    count = {
        "met": sum(each.met and each.sure for each in all_),
        "met, not surely": sum(each.met and not each.sure for each in all_),
        "missed": sum(each.found is not None and not each.met for each in all_),
        "not answered": sum(each.found is None for each in all_),
    }
    score = ", ".join(f"{number} {verdict}" for verdict, number in count.items())
    return (
        f"\n#### Targets: of {len(all_)}, {score}\n\n"
        + "Not surely: the interval contains the bound. Our best has the least median of these same "
        + "launches, which favours it a little.\n\n"
        + table(("target", "found", "bound", "verdict"), [each.line() for each in all_])
    )


def targets(result: Result) -> Iterator[Target]:
    """Every target, in the order in which they were made."""
    measured = _Measured(result)
    for family in (
        _transfers,
        _counterparts,
        _ancestors,
        _oversubscription,
        _background_load,
        _calls,
    ):
        yield from family(measured)


class _Measured:
    """A result, asked for rows and ratios."""

    def __init__(self, result: Result):
        self._result = result
        self.rows = rows(result.samples, result.kinds)
        self.algorithms = [barrier for barrier, kind in result.kinds.items() if kind == ALGORITHM]
        self.pus = len(result.environment["topology"]["pus"])

    def best(self, configuration: Configuration, metric: str = METRIC) -> Row | None:
        ours = [
            r for r in self.rows if r.cell.configuration == configuration and r.kind == ALGORITHM
        ]
        times = [(row.lalr_p50 if metric == METRIC else row.period_p50).value for row in ours]
        return ours[times.index(min(times))] if ours else None

    def row(self, barrier: str, configuration: Configuration, policy: str = "own") -> Row | None:
        cell = configuration.cell(barrier, policy)
        return next((row for row in self.rows if row.cell == cell), None)

    def why_not(self, barrier: str, configuration: Configuration) -> str:
        if barrier not in self._result.kinds:
            return f"{barrier} was not built"
        for failure in self._result.failures:
            if failure.cell.barrier == barrier and failure.cell.configuration == configuration:
                return f"{failure.cell} was given up: {failure.message}"
        return f"{barrier} was not measured there"


def _transfers(measured: _Measured) -> Iterator[Target]:
    make = partial(Target, bound=1.15, at_least=False)
    best = measured.best(PAIR)
    if best is None or best.l_ns is None:
        yield make("team of 2: our best LALR, in units of 2 L", found=None, why_not="no L")
        return
    shares = [
        sample.metrics[METRIC] / (LEAST_TRANSFERS * statistics.geometric_mean(sample.probes))
        for sample in best.taken
        if sample.probes
    ]
    what = f"team of 2: LALR of {short_name(best.cell)}, our best, in units of {LEAST_TRANSFERS} L"
    yield make(what, found=statistics.median(shares))


def _counterparts(measured: _Measured) -> Iterator[Target]:
    """Each against what does the same in Concurrency Kit, and the quickest also the other way."""
    for barrier, peer in COUNTERPARTS.items():
        for metric in NAMES:
            ours = partial(measured.row, barrier, PAIR, "spin")
            yield _at_least(measured, peer, PAIR, ours, 1.0, metric)
    for metric in NAMES:
        yield _not_slower(measured, "dissemination", "ck_dissemination", metric)


def _not_slower(measured: _Measured, barrier: str, peer: str, metric: str) -> Target:
    ours, theirs = measured.row(barrier, PAIR, "spin"), measured.row(peer, PAIR)
    ratio = compare_rows(ours, theirs, metric) if ours and theirs else None
    what = f"team of 2: {NAMES[metric]} of {barrier}/spin, in units of {peer}'s"
    return Target(what, 1.03, False, ratio, measured.why_not(peer if ours else barrier, PAIR))


def _ancestors(measured: _Measured) -> Iterator[Target]:
    for peer, times in (("libstdcxx", 4.0), ("pthread", 40.0)):
        for metric in NAMES:
            best = partial(measured.best, PAIR, metric)
            yield _at_least(measured, peer, PAIR, best, times, metric)


def _oversubscription(measured: _Measured) -> Iterator[Target]:
    for per_pu in OVERSUBSCRIPTIONS:
        configuration = Configuration("empty", "compact", per_pu * measured.pus)
        for peer, times in (("libstdcxx", 1.5), ("pthread", 5.0), ("libgomp", 5.0)):
            for metric in NAMES:
                best = partial(measured.best, configuration, metric)
                yield _at_least(measured, peer, configuration, best, times, metric)


def _at_least(
    measured: _Measured,
    peer: str,
    configuration: Configuration,
    ours: Callable[[], Row | None],
    times: float,
    metric: str,
) -> Target:
    """How many times as long a peer has to take as one of ours."""
    mine, theirs = ours(), measured.row(peer, configuration)
    ratio = compare_rows(theirs, mine, metric) if mine and theirs else None
    unit = f"{short_name(mine.cell)}'s" if mine else "ours"
    what = f"team of {configuration.team}: {NAMES[metric]} of {peer}, in units of {unit}"
    return Target(what, times, True, ratio, measured.why_not(peer, configuration))


def _background_load(measured: _Measured) -> Iterator[Target]:
    """A barrier that parks does not collapse beside busy threads: its mean stays near the median."""
    for per_pu in (1, *OVERSUBSCRIPTIONS):
        configuration = Configuration("empty", "compact", per_pu * measured.pus, background_load=1)
        for barrier in measured.algorithms:
            row = measured.row(barrier, configuration, "park")
            what = f"{configuration}: mean period of {barrier}/park, in units of its median"
            found = None if row is None else _mean_by_median(row)
            yield Target(what, 3.0, False, found, measured.why_not(barrier, configuration))


def _mean_by_median(row: Row) -> Estimate:
    """The mean over the episodes of all launches: a median would hide launches that collapse."""
    return statistics.pooled_mean_by_median(
        [sample.metrics["episodes"] for sample in row.taken],
        [sample.metrics["period_mean_ns"] for sample in row.taken],
        [sample.metrics["period_p50_ns"] for sample in row.taken],
    )


def _calls(measured: _Measured) -> Iterator[Target]:
    """No calls of the kernel without a sleeper: the most in any launch in which no rank slept."""
    for barrier in measured.algorithms:
        for policy in ("spin", "park"):
            row = measured.row(barrier, PAIR, policy)
            calls = [] if row is None else _calls_without_sleepers(row)
            found = Estimate(max(calls), None, None, len(calls)) if calls else None
            what = f"team of 2: futex calls of {barrier}/{policy} in an episode without a sleeper"
            yield Target(what, 0.0, False, found, "no launch without a sleeper was counted")


def _calls_without_sleepers(row: Row) -> list[float]:
    return [
        sample.metrics["futex_wakes"]
        for sample in row.taken
        if sample.metrics.get("futex_waits") == 0 and "futex_wakes" in sample.metrics
    ]
