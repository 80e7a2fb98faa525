"""Whether two verifications found the same: `python3 -m barriers_tools.verify.comparison BEFORE AFTER`.

What was searched before has to be searched after, with the same verdict and, where the engine visits
every execution, with as many of them. Records of schema 1 are read as well."""

import sys
from pathlib import Path
from typing import Any, Callable, Iterator

from barriers_tools.schemas.old_records import upgrade
from barriers_tools.schemas.validation import parse

Row = dict[str, Any]

Key = tuple[Any, ...]

RUN = ("barrier", "scenario", "policy", "team", "phases", "engine", "search")


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """A sentence for each row that is missing or different; wrong barriers may be fewer."""
    return [
        *_compare(before["runs"], after["runs"], _run, _outcome),
        *_compare(before["mutants"], after["mutants"], _mutant, _verdict),
        *_compare(before["wrong"], after["wrong"], _wrong, _verdict, may_miss=True),
    ]


def _run(row: Row) -> Key:
    return tuple(row[key] for key in RUN)


def _mutant(row: Row) -> Key:
    """Without its line, which moves when comments do."""
    file = row["place"].partition(":")[0]
    return row["engine"], row["barrier"], file, row["operation"], row["mutation"]


def _wrong(row: Row) -> Key:
    return row["engine"], row["barrier"]


def _outcome(row: Row) -> Any:
    exhaustive = row["engine"] == "rc11" and row["complete"]
    return (row["verdict"], row["executions"]) if exhaustive else row["verdict"]


def _verdict(row: Row) -> Any:
    return row["verdict"]


def _compare(
    before: list[Row],
    after: list[Row],
    key: Callable[[Row], Key],
    value: Callable[[Row], Any],
    may_miss: bool = False,
) -> Iterator[str]:
    found = _group(after, key, value)
    for which, values in _group(before, key, value).items():
        name = " ".join(map(str, which))
        if which not in found:
            if not may_miss:
                yield f"{name}: missing after"
        elif found[which] != values:
            yield f"{name}: {values} before, {found[which]} after"


def _group(
    rows: list[Row], key: Callable[[Row], Key], value: Callable[[Row], Any]
) -> dict[Key, list[Any]]:
    """The values of the rows that have a key in common, in one order."""
    groups: dict[Key, list[Any]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(value(row))
    return {which: sorted(values) for which, values in groups.items()}


def main(files: list[str]) -> int:
    if len(files) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    before, after = (upgrade(parse(Path(file), file)) for file in files)
    found = differences(before, after)
    for difference in found:
        print(difference)
    print(
        f"{len(before['runs'])} searches, {len(before['mutants'])} mutants and "
        f"{len(before['wrong'])} wrong barriers before: {len(found)} differences",
        file=sys.stderr,
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
