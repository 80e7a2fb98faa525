"""The record of a verification: made from the output of the executables, and checked before it
is written or read."""

import os
from collections import defaultdict
from typing import Any, Iterable

from barriers_tools import paths
from barriers_tools.console.progress import bar
from barriers_tools.errors import ResultRejected, VerificationFailed
from barriers_tools.host import environment
from barriers_tools.measure import build
from barriers_tools.measure.results import render
from barriers_tools.schemas import validation
from barriers_tools.schemas.old_records import upgrade
from barriers_tools.verify.jobs import Scope, describe_checkers, plan, require_scope
from barriers_tools.verify.runner import Findings, CheckerRecord, run_all

# What `--full` may take unless it is told otherwise.
FULL_S = 3600.0
# The end of a trace says what was wrong; a hang is thousands of steps long.
STEPS_KEPT = 200


def verify(request: Scope, budget_s: float | None) -> dict[str, Any]:
    """Builds, searches, and sums up."""
    executables = build.checkers(request.targets)
    checkers = describe_checkers(request, executables)
    require_scope(request, checkers)
    jobs = plan(request, checkers, executables)
    at_once = len(os.sched_getaffinity(0))
    with bar(f"{len(jobs)} searches, {at_once} at a time") as progress:
        limit = FULL_S if budget_s is None and request.full else budget_s
        found = run_all(jobs, at_once, limit, progress)
    if not found.answers and not found.complaints and found.ended == "budget":
        raise VerificationFailed("nothing was searched: the budget is too small")
    whole = document(found, environment.describe_model(), request)
    _believe(whole)
    return whole


def _believe(whole: dict[str, Any]) -> None:
    """Checks a record; an invalid one is kept beside the build, since the searches took their time."""
    try:
        validation.hold(whole, "verification", "the output of the executables")
    except ResultRejected as fault:
        kept = paths.MODEL / "rejected.json"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(render(whole), encoding="utf-8")
        raise ResultRejected(f"{fault.message}; all of it is kept in {kept}") from fault


def document(found: Findings, around: dict[str, Any], asked: Scope) -> dict[str, Any]:
    return {
        "schema": 2,
        "environment": around,
        "full": asked.full,
        "ended": found.ended,
        "unexplored": found.unexplored,
        "complaints": found.complaints,
        "runs": [_shorten(row) for row in found.rows("runs")],
        "mutants": found.rows("mutants"),
        "wrong": found.rows("wrong"),
        "litmus": found.rows("litmus"),
    }


def _shorten(row: CheckerRecord) -> CheckerRecord:
    if "trace" not in row:
        return row
    return {**row, "trace": "\n".join(row["trace"].splitlines()[-STEPS_KEPT:])}


def faults(document: dict[str, Any]) -> list[CheckerRecord | str]:
    """All that should not be: runs that failed, programs that rc11 got wrong, and complaints."""
    nothing = document["ended"] == "complete" and not document["runs"]
    return [
        *(["nothing was searched: no scenario applies"] if nothing else []),
        *failed_runs(document),
        *(row for row in document["litmus"] if row["wrong"]),
        *document["complaints"],
    ]


def failed_runs(document: dict[str, Any]) -> list[CheckerRecord]:
    return [row for row in document["runs"] if row["verdict"] != "passed"]


def group(rows: Iterable[CheckerRecord], *keys: str) -> dict[tuple[Any, ...], list[CheckerRecord]]:
    """The rows by what they have in common, each group where its first row stood."""
    groups: dict[tuple[Any, ...], list[CheckerRecord]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[key] for key in keys)].append(row)
    return dict(groups)


def engines(rows: Iterable[CheckerRecord]) -> list[str]:
    return list(dict.fromkeys(row["engine"] for row in rows))


def by_engine(rows: Iterable[CheckerRecord], engines: Iterable[str]) -> list[CheckerRecord | None]:
    found = {row["engine"]: row for row in rows}
    return [found.get(engine) for engine in engines]


def load() -> dict[str, Any] | None:
    """The record, checked; None where there is none."""
    path = paths.VERIFICATION
    if not path.exists():
        return None
    name = path.relative_to(paths.ROOT).as_posix()
    found = upgrade(validation.parse(path, name))
    validation.hold(found, "verification", name)
    return found
