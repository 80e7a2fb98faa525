"""A table for each configuration: the barriers that were compared there, and the one to use."""

from dataclasses import dataclass
from itertools import groupby
from typing import Callable, Iterator, Sequence

from barriers_tools.analysis.pairs import compare, named
from barriers_tools.analysis.recommend import Recommendation, describe_regimes, recommend
from barriers_tools.analysis.summary import Row, by_cell, counted_samples, rows
from barriers_tools.console.markdown import table
from barriers_tools.console.tables import NONE, k, quantity, value
from barriers_tools.measure.results import Result
from barriers_tools.schemas.plan import LANGUAGE, Cell, Configuration
from barriers_tools.schemas.sample import Sample


def configurations(result: Result) -> Iterator[str]:
    taken = by_cell(counted_samples(result.samples))
    advice = {each.cell.configuration: each for each in recommend(result.samples, result.kinds)}
    by_configuration = groupby(
        rows(result.samples, result.kinds), key=lambda row: row.cell.configuration
    )
    for configuration, of_configuration in by_configuration:
        yield _configuration(
            configuration, list(of_configuration), taken, advice.get(configuration)
        )


def _configuration(
    configuration: Configuration,
    of_configuration: Sequence[Row],
    taken: dict[Cell, list[Sample]],
    best: Recommendation | None,
) -> str:
    title = str(configuration)
    ours = [row for row in of_configuration if row.kind != LANGUAGE]
    languages = [row for row in of_configuration if row.kind == LANGUAGE]
    heading = f"\n#### {title[0].upper()}{title[1:]}\n\n"
    advice = f"\n**{named(best.cell)}**. {best.reason()}.\n" if best else ""
    if best and best.regimes:
        advice += f"\n{describe_regimes(best.regimes)}\n"
    family = "\nOther languages, by the same protocol:\n\n" + _table(languages, taken, best)
    return heading + _table(ours, taken, best) + advice + (family if languages else "")


def _table(
    of_kind: Sequence[Row], taken: dict[Cell, list[Sample]], best: Recommendation | None
) -> str:
    columns = [each for each in COLUMNS if any(each.of(row) != NONE for row in of_kind)]
    head = ("barrier", "x" if best else "", *(each.title for each in columns))
    lines = [
        (named(row.cell), _times(row, taken, best), *(each.of(row) for each in columns))
        for row in of_kind
    ]
    return table(head, lines)


def _times(row: Row, taken: dict[Cell, list[Sample]], best: Recommendation | None) -> str:
    """How many times as long as the recommended barrier takes."""
    if best is None or row.cell == best.cell:
        return "1" if best else ""
    ratio = compare([*taken[row.cell], *taken[best.cell]], row.cell, best.cell)
    return NONE if ratio is None else quantity(ratio)


@dataclass(frozen=True)
class Column:
    """A column of a configuration's table; it is left out where no row has anything to say."""

    title: str
    of: Callable[[Row], str]


def _metric(title: str, metric: str) -> Column:
    return Column(title, lambda row: value(row.over(metric)))


def _sum(title: str, *metrics: str) -> Column:
    """Counts for each episode; they are small, and often none."""

    def of(row: Row) -> str:
        found = [row.over(metric) for metric in metrics]
        known = [each.value for each in found if each is not None]
        return f"{sum(known):.2g}" if len(known) == len(metrics) else NONE

    return Column(title, of)


COLUMNS = (
    Column("LALR p50", lambda row: quantity(row.lalr_p50)),
    _metric("p99", "lalr_p99_ns"),
    _metric("p99.9", "lalr_p999_ns"),
    Column("k", lambda row: k(row.k)),
    Column("period p50", lambda row: quantity(row.period_p50)),
    _metric("mean", "period_mean_ns"),
    _metric("p99", "period_p99_ns"),
    _metric("reference", "reference_ns"),
    _metric("net", "net_ns"),
    _metric("skew p50", "skew_p50_ns"),
    _metric("CPU", "cpu_ns"),
    _sum("switches", "voluntary_switches", "involuntary_switches"),
    _sum("futex calls", "futex_waits", "futex_wakes"),
    _sum("cache misses", "cache_misses"),
    Column("L", lambda row: value(row.l_ns)),
    Column("launches", lambda row: str(row.launches)),
    Column("set aside", lambda row: NONE if row.l_ns is None else str(row.set_aside)),
)
