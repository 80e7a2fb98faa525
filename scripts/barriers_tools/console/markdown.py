"""Tables and text in Markdown."""

import html
from typing import Iterable, Sequence


def plain(text: str) -> str:
    """Text from a file, so that it is nothing but text in Markdown."""
    escaped = html.escape(text, quote=False)
    for sign in "\\`*_[]|":
        escaped = escaped.replace(sign, f"\\{sign}")
    return escaped


def table(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table; all columns but the first are aligned to the right, unless the first has no name."""
    aligned = ["---", *("---:" for _ in columns[1:])] if columns[0] else ["---" for _ in columns]
    return "".join(f"| {' | '.join(line)} |\n" for line in (columns, aligned, *lines))


def listing(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table of words, all to the left."""
    aligned = ["---" for _ in columns]
    return "".join(f"| {' | '.join(line)} |\n" for line in (columns, aligned, *lines))
