"""The command line, which is that of every executable here that measures."""

import json
import math
import secrets
import sys
from functools import partial
from pathlib import Path
from typing import Any, Callable, Iterator

import click
import numpy as np

from driver import places, report
from driver.catalogue import Built, built
from driver.faults import ReleasedEarly
from driver.passes import Conditions, period_pass, stamp_cost_ns, stamped_pass
from driver.program import Cell, Program
from driver.workloads import WORKLOADS

# A rank may be a process, and has 64 KiB of the book.
LARGEST_TEAM = 1024

EPILOG = """\b
Exit codes: 0 measured; 1 could not measure; 2 the command line asks for what there is not;
3 a cell hangs; 4 a rank was released too early."""


OPTIONS = (
    click.option(
        "--built",
        "folder",
        type=click.Path(path_type=Path),
        required=True,
        help="Where the programs were built.",
    ),
    click.option("--describe", is_flag=True, help="Print what words there are, as JSON."),
    click.option(
        "--topology", is_flag=True, help="Print the PUs, the placements and the workloads, as JSON."
    ),
    click.option("--words", help="Which barrier: one, for a launch tells of one language."),
    click.option("--workloads", help="Which workloads (all)."),
    click.option(
        "--placements", help="compact, explicit, unpinned (explicit if --pus, else compact)."
    ),
    click.option("--pus", help="The PUs of the placement 'explicit', by their OS index."),
    click.option("--teams", help="Team sizes (powers of two up to the number of PUs)."),
    click.option(
        "--policy",
        type=click.Choice(("spin", "yield", "park")),
        help="Changes nothing: a program waits in its own way, as a peer does.",
    ),
    click.option("--company", type=int, default=0, help="Only 0."),
    click.option(
        "--seed",
        type=click.IntRange(min=0),
        default=lambda: secrets.randbelow(2**31),
        show_default="drawn",
        help="Governs all that is drawn by lot.",
    ),
    click.option(
        "--cell_ms",
        type=click.IntRange(min=1),
        default=50,
        show_default=True,
        help="Milliseconds to measure in each pass of a cell.",
    ),
    click.option(
        "--hang_s",
        type=click.IntRange(min=1),
        default=20,
        show_default=True,
        help="Seconds without an episode until a cell hangs.",
    ),
    click.option("--commit", default="", help="The commit that is measured, to be written down."),
    click.option(
        "--benchmark_format", type=click.Choice(("json",)), default="json", help="Only json."
    ),
)


def with_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.command(epilog=EPILOG)
@with_options
def programs(folder: Path, describe: bool, topology: bool, company: int, **asked: Any) -> None:
    """Measures barriers of other languages, each as a whole program, one cell after the other."""
    if company:
        raise click.UsageError("programs are measured without company; leave --company out")
    subjects = built(folder)
    if describe:
        return _print([subject.word.described() for subject in subjects.values()])
    pus = places.parse(asked["pus"])
    if topology:
        return _print(_topology(pus))
    _measure(_subject(asked["words"], subjects), pus, asked)


def _topology(pus: tuple[int, ...]) -> dict[str, Any]:
    orders = {"compact": places.allowed(), "unpinned": places.allowed()}
    return {
        "pus": places.allowed(),
        "placements": {**orders, "explicit": list(pus)} if pus else orders,
        "workloads": list(WORKLOADS),
    }


def _measure(subject: Built, pus: tuple[int, ...], asked: dict[str, Any]) -> None:
    draw = np.random.default_rng(asked["seed"])
    cells = list(_cells(subject, pus, asked, draw))
    draw.shuffle(cells)
    benchmarks, costs_ns = zip(*(_benchmark(cell, subject, asked["cell_ms"]) for cell in cells))
    orders = {"allowed": places.allowed(), **({"explicit": pus} if pus else {})}
    context = report.context(subject, sys.argv[0], orders, asked)
    context["stamp_cost_ns"] = str(float(np.median(costs_ns)))
    _print({"context": context, "benchmarks": benchmarks})
    if early := [each["name"] for each in benchmarks if each.get("error_occurred")]:
        raise ReleasedEarly(f"released early: {', '.join(early)}")


def _benchmark(cell: Cell, subject: Built, cell_ms: int) -> tuple[dict[str, Any], float]:
    """Measures a cell in a program of its own, and what a stamp costs there."""
    given = Conditions(
        duration_ns=cell_ms * 1_000_000,
        warm_up_episodes=math.ceil(subject.word.warm_up_passages / cell.team),
    )
    with Program(cell) as program:
        periods = period_pass(program, given)
        stamps = stamped_pass(program, given, periods.mean_ns)
        cost_ns = stamp_cost_ns(program)
    if stamps.earliest_release_ns < 0:
        return report.released_early(cell.name, -stamps.earliest_release_ns), cost_ns
    return report.measured(cell.name, periods, stamps, cost_ns), cost_ns


def _cells(
    subject: Built, pus: tuple[int, ...], asked: dict[str, Any], draw: np.random.Generator
) -> Iterator[Cell]:
    default = "explicit" if pus else "compact"
    for placement in _chosen("placement", asked["placements"] or default, places.WORDS):
        if placement == "explicit" and not pus:
            raise click.UsageError("the placement 'explicit' needs its PUs: --pus=0,1")
        for workload in _chosen("workload", asked["workloads"], WORKLOADS):
            for team in _teams(asked["teams"]):
                delays = WORKLOADS[workload]
                yield Cell(
                    name=f"{subject.word.word}/{workload}/{placement}/{team}",
                    command=subject.command,
                    team=team,
                    pus=places.mask(placement, team, pus),
                    draw_delays=delays and partial(delays, draw, team),
                    patience_s=asked["hang_s"],
                )


def _subject(words: str | None, subjects: dict[str, Built]) -> Built:
    chosen = _chosen("word", words, subjects)
    if len(chosen) != 1:
        raise click.UsageError(f"a launch measures one word; name one: --words={chosen[0]}")
    return subjects[chosen[0]]


def _chosen(what: str, text: str | None, existing: Any) -> list[str]:
    """What was asked for, or all that there is; refuses the first that there is not."""
    names = text.split(",") if text else list(existing)
    for name in names:
        if name not in existing:
            raise click.UsageError(f"there is no {what} '{name}', only {' '.join(existing)}")
    return names


def _teams(text: str | None) -> list[int]:
    pus = len(places.allowed())
    if not text:
        return [2**power for power in range(pus.bit_length())]
    try:
        teams = [int(each) for each in text.split(",")]
    except ValueError as error:
        raise click.UsageError(f"'{text}' is no list of team sizes, such as 2,4") from error
    for team in teams:
        if not 1 <= team <= LARGEST_TEAM:
            raise click.UsageError(f"there is no team of {team}, only of 1 to {LARGEST_TEAM}")
    return teams


def _print(value: Any) -> None:
    click.echo(json.dumps(value, indent=2, allow_nan=False))
