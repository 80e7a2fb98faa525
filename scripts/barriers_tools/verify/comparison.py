"""Whether two verifications found the same: `python3 -m barriers_tools.verify.comparison BEFORE AFTER`.

What was searched before has to be searched after, with the same verdict and, where the engine visits
every execution, with as many of them. Records of schema 1 are read as well."""

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, Iterator, Sequence

from barriers_tools.schemas.old_records import upgrade
from barriers_tools.schemas.validation import parse

# By what rows are told apart. A mutant has no line, which moves when comments do.
KEYS = {
    "runs": ("barrier", "scenario", "policy", "team", "phases", "engine", "search"),
    "mutants": ("engine", "barrier", "file", "operation", "mutation"),
    "wrong": ("engine", "barrier"),
}


def differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """A sentence for each row that is missing or different; wrong barriers may be fewer."""
    for kind, keys in KEYS.items():
        expected, found = _outcomes(before[kind], keys), _outcomes(after[kind], keys)
        for name, outcomes in expected.items():
            if name in found and found[name] != outcomes:
                yield f"{name}: {outcomes} before, {found[name]} after"
            if name not in found and kind != "wrong":
                yield f"{name}: missing after"


def _outcomes(rows: list[dict[str, Any]], keys: Sequence[str]) -> dict[str, list[Any]]:
    """What came of the rows that have the keys in common, in one order."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        facts = {**row, "file": str(row.get("place")).partition(":")[0]}
        exhaustive = row["engine"] == "rc11" and row.get("complete")
        outcome = (row["verdict"], row["executions"]) if exhaustive else row["verdict"]
        found[" ".join(str(facts[key]) for key in keys)].append(outcome)
    return {name: sorted(outcomes) for name, outcomes in found.items()}


def main(files: list[str]) -> int:
    if len(files) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    before, after = (upgrade(parse(Path(file), file)) for file in files)
    found = list(differences(before, after))
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
