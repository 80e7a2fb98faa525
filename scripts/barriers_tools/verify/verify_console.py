"""Verdicts for people: what was searched, what was killed or detected, and what is wrong."""

from collections import Counter
from typing import Any, Sequence

import click

from barriers_tools.console.tables import Columns, show, show_each
from barriers_tools.verify import verification
from barriers_tools.verify.runner import CheckerRecord

STEPS_SHOWN = 60


def show_all(document: dict[str, Any]) -> None:
    show_each("Searches", COLUMNS, verification.group(document["runs"], *SEARCH).values())
    _matrix("Mutants", document["mutants"], ("barrier", "place", "mutation"))
    _matrix("Wrong barriers", document["wrong"], ("barrier", "fault"))
    _litmus(document["litmus"])
    _in_short(document)


SEARCH = ("barrier", "scenario", "team", "engine", "search", "phases")
COLUMNS: Columns = {
    "barrier": lambda runs: runs[0]["barrier"],
    "scenario": lambda runs: runs[0]["scenario"],
    "team|": lambda runs: str(runs[0]["team"]),
    "engine": lambda runs: runs[0]["engine"],
    "search": lambda runs: runs[0]["search"],
    "phases|": lambda runs: str(runs[0]["phases"]),
    "policies": lambda runs: ", ".join(dict.fromkeys(run["policy"] for run in runs)),
    "executions|": lambda runs: f"{sum(run['executions'] for run in runs):,}",
    "extent": lambda runs: extent(runs),
    "s|": lambda runs: f"{sum(run['seconds'] for run in runs):.1f}",
    "verdict": lambda runs: ", ".join(dict.fromkeys(run["verdict"] for run in runs)),
}


def extent(runs: Sequence[CheckerRecord]) -> str:
    """How far a search got: a random one samples, the others end or spend their budget."""
    if all(run["search"] == "random" for run in runs):
        return "sampled"
    ended = sum(run["complete"] for run in runs)
    if ended == len(runs):
        return "complete"
    return "budget spent" if ended == 0 else f"{ended} of {len(runs)} complete"


def _matrix(title: str, rows: Sequence[CheckerRecord], keys: Sequence[str]) -> None:
    """The kill matrix: a row for each mutant or wrong barrier, a column for each engine."""
    engines = verification.engines(rows)
    if rows:
        show(
            title,
            (*keys, *engines),
            [
                (*map(str, tried), *map(describe_trial, verification.by_engine(of_one, engines)))
                for tried, of_one in verification.group(rows, *keys).items()
            ],
        )


def _litmus(rows: Sequence[CheckerRecord]) -> None:
    for row in rows:
        click.echo(
            f"{row['engine']}: {row['programs']:,} random programs (seeds {row['first']} to "
            f"{row['last']}), {row['executions']:,} executions and {row['hangs']:,} hangs, as by "
            f"brute force: {row['wrong']} wrong."
        )


def describe_trial(row: CheckerRecord | None) -> str:
    """What one engine made of a mutant or of a wrong barrier."""
    if row is None:
        return "-"
    if row["by"] is None:
        return str(row["verdict"])
    return f"{row['verdict']} by {row['by']}, team {row['team']}, {row['executions']:,} executions"


def _in_short(document: dict[str, Any]) -> None:
    runs = document["runs"]
    failed = len(verification.failed_runs(document))
    click.echo(
        f"{len(runs)} searches, {sum(run['executions'] for run in runs):,} executions: "
        f"{len(runs) - failed} passed, {failed} failed."
    )
    for what in ("mutants", "wrong"):
        for (engine,), rows in verification.group(document[what], "engine").items():
            verdicts = Counter(row["verdict"] for row in rows)
            counted = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
            click.echo(f"{what}, {engine}: {counted}.")


def explain(document: dict[str, Any]) -> None:
    """Says on stderr what is wrong, how to see it again, and what was left out."""
    for run in verification.failed_runs(document):
        _failure(run)
    for row in document["litmus"]:
        if row["wrong"]:
            seeds = f"--first {row['first']} --programs {row['programs']}"
            click.echo(f"wrong on random programs; again: litmus_random {seeds}", err=True)
    for complaint in document["complaints"]:
        click.echo(complaint, err=True)
    if document["ended"] == "budget":
        click.echo("The budget was spent.", err=True)
    if document["unexplored"]:
        click.echo("Not explored, or cut off:", err=True)
    for each in document["unexplored"]:
        click.echo(f"  {each}", err=True)


def _failure(run: CheckerRecord) -> None:
    seed = f"seed {run['failed']}" if run["search"] == "random" else f"execution {run['failed']}"
    click.echo(
        f"\n{run['barrier']}: {run['scenario']} ({run['policy']}, team of {run['team']}, "
        f"{run['search']}, {seed}): {run['verdict']}",
        err=True,
    )
    for step in run["trace"].splitlines()[-STEPS_SHOWN:]:
        click.echo(f"  | {step}", err=True)
    click.echo(f"again: {run['replay']}", err=True)
