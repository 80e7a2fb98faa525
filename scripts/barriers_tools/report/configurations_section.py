"""A table for each configuration: the barriers that were compared there, and the one to use."""

from dataclasses import dataclass
from itertools import groupby
from typing import Callable, Iterator, Sequence

from barriers_tools.analysis.pairs import compare_rows, short_name
from barriers_tools.analysis.recommend import Recommendation, describe_regimes, recommend
from barriers_tools.analysis.summary import Row, rows
from barriers_tools.console.markdown import table
from barriers_tools.console.tables import NONE, k, quantity, value
from barriers_tools.measure.journal_reader import Result
from barriers_tools.schemas.metrics import Metric
from barriers_tools.schemas.plan import LANGUAGE, Configuration


def configurations(result: Result) -> Iterator[str]:
    advice = {each.cell.configuration: each for each in recommend(result.samples, result.kinds)}
    by_configuration = groupby(
        rows(result.samples, result.kinds), key=lambda row: row.cell.configuration
    )
    for configuration, of_configuration in by_configuration:
        best = advice.get(configuration)
        yield _configuration(configuration, list(of_configuration), result.metrics, best)


def _configuration(
    configuration: Configuration,
    of_configuration: Sequence[Row],
    metrics: Sequence[Metric],
    best: Recommendation | None,
) -> str:
    title = str(configuration)
    ours = [row for row in of_configuration if row.kind != LANGUAGE]
    languages = [row for row in of_configuration if row.kind == LANGUAGE]
    text = f"\n#### {title[0].upper()}{title[1:]}\n\n" + _table(ours, metrics, best)
    if best:
        text += f"\n**{short_name(best.cell)}**. {best.reason()}.\n"
    if best and best.regimes:
        text += f"\n{describe_regimes(best.regimes)}\n"
    if languages:
        text += "\nOther languages, by the same protocol:\n\n" + _table(languages, metrics, best)
    return text


def _table(of_kind: Sequence[Row], metrics: Sequence[Metric], best: Recommendation | None) -> str:
    columns = [(each.title, *map(each.of, of_kind)) for each in _columns(metrics)]
    columns = [(title, *values) for title, *values in columns if set(values) != {NONE}]
    names = ("barrier", *(short_name(row.cell) for row in of_kind))
    times = ("x" if best else "", *(_times(row, best) for row in of_kind))
    head, *lines = zip(names, times, *columns)
    return table(head, lines)


def _times(row: Row, best: Recommendation | None) -> str:
    """How many times as long as the recommended barrier takes."""
    if best is None or row.cell == best.cell:
        return "1" if best else ""
    ratio = compare_rows(row, best.row)
    return NONE if ratio is None else quantity(ratio)


@dataclass(frozen=True)
class Column:
    """A column of a configuration's table; it is left out where no row has anything to say."""

    title: str
    of: Callable[[Row], str]


# What rows say with an interval or of several metrics, in the place of a metric's column.
OF_ROWS: dict[str, tuple[Column, ...]] = {
    "LALR p50": (Column("LALR p50", lambda row: quantity(row.lalr_p50)),),
    "p99.9": (
        Column("p99.9", lambda row: value(row.over("lalr_p999_ns"))),
        Column("k", lambda row: k(row.k)),
    ),
    "period p50": (Column("period p50", lambda row: quantity(row.period_p50)),),
}
LAST = (
    Column("L", lambda row: value(row.l_ns)),
    Column("launches", lambda row: str(row.launches)),
    Column("set aside", lambda row: NONE if row.l_ns is None else str(row.set_aside)),
)


def _columns(metrics: Sequence[Metric]) -> Iterator[Column]:
    """The columns that the metrics ask for, and what rows say beside."""
    shown = (each for each in metrics if each.column)
    for (_, title), sharing in groupby(shown, key=lambda each: (each.kind, each.column)):
        yield from OF_ROWS.get(title) or (_column(title, list(sharing)),)
    yield from LAST


def _column(title: str, sharing: Sequence[Metric]) -> Column:
    """Times as they are; counts for each episode, which are small and often none, added up."""
    if sharing[0].unit == "ns":
        return Column(title, lambda row: value(row.over(sharing[0].name)))

    def of(row: Row) -> str:
        found = [row.over(each.name) for each in sharing]
        known = [each.value for each in found if each is not None]
        return f"{sum(known):.2g}" if len(known) == len(sharing) else NONE

    return Column(title, of)
