"""Tables for people: as wide as a terminal, or as they must be in a file."""

import sys
from typing import Any, Callable, Iterable, Literal, Mapping, Sequence

from barriers_tools.analysis.statistics import Estimate, decimals_of

# Wide enough that nothing is ever cut in a file or a pipe.
UNLIMITED = 1000
# Where there is no number.
NONE = "-"


def show(title: str, columns: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Prints a table on stdout. A column whose heading ends in "|" is numbers, to the right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    terminal = sys.stdout.isatty()
    console = Console(width=None if terminal else UNLIMITED, highlight=False)
    table = Table(
        title=title or None,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD if terminal else box.ASCII2,
    )
    for column in columns:
        justify: Literal["left", "right"] = "right" if column.endswith("|") else "left"
        table.add_column(column.rstrip("|"), justify=justify, overflow="fold")
    for line in lines:
        table.add_row(*(Text(cell) for cell in line))
    console.print(table)


Columns = Mapping[str, Callable[[Any], str]]


def show_each(title: str, columns: Columns, rows: Iterable[Any]) -> None:
    """Prints a table with a line for each row; a column is a heading and what it says of a row."""
    show(title, tuple(columns), lines_of(columns, rows))


def lines_of(columns: Columns, rows: Iterable[Any]) -> list[tuple[str, ...]]:
    return [tuple(value(row) for value in columns.values()) for row in rows]


def quantity(estimate: Estimate) -> str:
    """A value with its interval, in no more digits than that supports."""
    shown = estimate.round()
    if shown.low is None or shown.high is None:
        return value(estimate)
    low, high = (_digits(bound, estimate.decimals) for bound in (shown.low, shown.high))
    return f"{value(estimate)} [{low}, {high}]"


def value(estimate: Estimate | None) -> str:
    """The value alone, in no more digits than its interval supports."""
    return NONE if estimate is None else _digits(estimate.round().value, estimate.decimals)


def _digits(rounded: float, decimals: int) -> str:
    return f"{rounded:.{max(decimals, decimals_of(rounded, digits=1), 0)}f}"


def k(transfers: float | None) -> str:
    """LALR in transfers of a line."""
    if transfers is None:
        return NONE
    return f"{transfers:.1f}" if transfers < 10 else f"{transfers:.0f}"
