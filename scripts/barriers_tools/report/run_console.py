"""What people see of a measurement."""

from typing import TYPE_CHECKING, Any, Sequence

import click

from barriers_tools.analysis import statistics
from barriers_tools.analysis.pairs import named
from barriers_tools.analysis.recommend import Recommendation, recommend, said_of_regimes
from barriers_tools.analysis.summary import Row
from barriers_tools.analysis.summary import rows as summed
from barriers_tools.console.tables import k, quantity, show, value
from barriers_tools.measure.session import expected_s
from barriers_tools.number_list import compress
from barriers_tools.schemas.plan import ALGORITHM
from barriers_tools.schemas.sample import AGREEMENT

if TYPE_CHECKING:
    from barriers_tools.measure.session import Measured, Session
    from barriers_tools.schemas.plan import Plan

ABOUT_PLACEMENTS = {
    "compact": "neighbours first, both threads of a core next to each other",
    "cores": "one rank for each core, neighbours first, then the second threads",
    "scatter": "one rank for each core, far apart first, then the second threads",
    "l3": "one rank for each L3 cache",
    "package": "one rank for each package",
    "smt": "the threads of the cores that have several",
    "unpinned": "threads roam over all PUs",
}
# Above this load for each PU, somebody else is measured along.
BUSY = 0.5


def barriers(described: Sequence[dict[str, Any]]) -> None:
    show(
        "Barriers",
        ("word", "kind", "title", "capabilities", "reference"),
        [
            (
                each["word"],
                each["kind"],
                each["title"],
                ", ".join(each["capabilities"]) or "-",
                each["reference"],
            )
            for each in described
        ],
    )


def topology(found: dict[str, Any]) -> None:
    click.echo(f"{found['summary']}\n")
    for name, about in ABOUT_PLACEMENTS.items():
        if name in found["placements"]:
            click.echo(f"  {name:9}{about}")
    kinds = [name for name in found["placements"] if name.startswith("kind_")]
    if kinds:
        click.echo(f"  {'kind_N':9}as cores, of one kind of cores, the least powerful first")
    click.echo()
    show(
        "Placements",
        ("placement", "PUs, in order"),
        [(name, _seats(pus)) for name, pus in found["placements"].items()],
    )
    if latency := found.get("latency"):
        _latency(latency)


def _latency(found: dict[str, Any]) -> None:
    click.echo("L, the ns in which a line moves from the PU of the row to that of the column:\n")
    show(
        "",
        ("", *(f"{pu}|" for pu in found["pus"])),
        [
            (str(pu), *("-" if l_ns is None else f"{l_ns:.0f}" for l_ns in row))
            for pu, row in zip(found["pus"], found["l_ns"], strict=True)
        ],
    )


def plan_document(session: "Session", wanted: "Plan") -> dict[str, Any]:
    """A plan for programs: the cells with the PUs of their slots, and how long it takes."""
    least, most = expected_s(wanted)
    facts = wanted.facts()
    cells: list[dict[str, Any]] = [
        {**cell.facts(), "pus": session.seats(cell, wanted.pus)} for cell in wanted.cells
    ]
    return {**facts, "cells": cells, "expected_s": {"least": least, "most": most}}


def plan(session: "Session", wanted: "Plan") -> None:
    """What would be measured, where each slot of a team sits, and about how long it takes."""
    show(
        "Cells, in the order of the settings; launches come in an order that the seed draws",
        ("word", "policy", "workload", "placement", "team|", "company|", "PUs of the slots"),
        [
            (
                cell.word,
                cell.policy,
                cell.workload,
                cell.placement,
                str(cell.team),
                str(cell.company),
                _seats(session.seats(cell, wanted.pus)),
            )
            for cell in wanted.cells
        ],
    )
    least, most = expected_s(wanted)
    until = "" if most is None or most == least else f" to {_minutes(most)}"
    click.echo(
        f"{len(wanted.cells)} cells in {len(wanted.settings)} settings, {_often(wanted)} launches "
        f"each, {wanted.cell_ms} ms in each pass: about {_minutes(least)}{until}. Which rank sits in "
        f"which slot is drawn at each launch; seed {wanted.seed}."
    )


def _often(wanted: "Plan") -> str:
    if wanted.most is None:
        return f"{wanted.least} or more"
    return f"{wanted.least}" if wanted.least == wanted.most else f"{wanted.least} to {wanted.most}"


def _seats(pus: Sequence[int]) -> str:
    """In the order of the slots, as --pus takes them. A large team goes round its PUs again and again,
    which are then said once."""
    if not pus:
        return "any"
    once = list(dict.fromkeys(pus))
    rounds = "" if len(once) == len(pus) else f", then from {once[0]} again ({len(pus)} ranks)"
    return compress(once) + rounds


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def rows(measured: "Measured") -> None:
    lines = summed(measured.found.standing, measured.kinds)
    show(
        f"Measured on {_machine(measured)}; times in ns, p50 with its 95 % interval over launches",
        (
            "word",
            "policy",
            "workload",
            "placement",
            "team|",
            "company|",
            "LALR p50|",
            "p99|",
            "LALR/L|",
            "period p50|",
            "p99|",
            "L|",
            "launches|",
            "set aside|",
        ),
        [_line(row) for row in lines],
    )
    _remarks(measured, lines)


def _line(row: Row) -> tuple[str, ...]:
    return (
        row.cell.word,
        row.cell.policy,
        row.cell.workload,
        row.cell.placement,
        str(row.cell.team),
        str(row.cell.company),
        quantity(row.lalr_p50),
        value(row.lalr_p99),
        k(row.k),
        quantity(row.period_p50),
        value(row.period_p99),
        value(row.l_ns),
        str(row.launches),
        str(row.set_aside),
    )


def recommendations(measured: "Measured") -> None:
    click.echo(f"Which barrier to use on {_machine(measured)},")
    click.echo("by LALR, the time from the last arrival to the last release. A ratio says how many")
    click.echo("times as long as the recommended one a barrier takes.\n")
    for each in recommend(measured.found.standing, measured.kinds):
        _recommendation(each)
    _remarks(measured, summed(measured.found.standing, measured.kinds))


def _recommendation(each: Recommendation) -> None:
    cell = each.cell
    setting = str(cell.setting)
    click.secho(f"{setting[0].upper()}{setting[1:]}: {named(cell)}", bold=True)
    click.echo(click.wrap_text(f"{each.reason()}.", 80, "  ", "  "))
    if each.regimes:
        click.echo(click.wrap_text(said_of_regimes(each.regimes), 80, "  ", "  "))
    click.echo()
    for line in (*each.include(), each.cpp()):
        click.echo(f"    {line}")
    click.echo()
    show(
        "",
        ("barrier", "LALR p50, ns|", "period p50|", "ratio, sorted|"),
        [
            _compared(each.row, "1"),
            *(
                _compared(other.row, quantity(other.ratio) if other.ratio else "-")
                for other in each.others
            ),
        ],
    )


def _compared(row: Row, ratio: str) -> tuple[str, ...]:
    kind = "" if row.kind == ALGORITHM else f" ({row.kind})"
    return (f"{named(row.cell)}{kind}", quantity(row.lalr_p50), value(row.period_p50), ratio)


def _machine(measured: "Measured") -> str:
    return f"{measured.environment['machine']} ({len(measured.environment['topology']['pus'])} PUs)"


def _remarks(measured: "Measured", lines: Sequence[Row]) -> None:
    """What one has to know to read the table, and what went otherwise than it should."""
    launches = len(measured.found.samples)
    aside = sum(row.set_aside for row in lines)
    click.echo(
        f"{launches} launches; {aside} set aside, because L after the cell was more than "
        f"{AGREEMENT} times L before it, or less than 1/{AGREEMENT}."
    )
    click.echo(
        f"In brackets: {statistics.CONFIDENCE:.0%} intervals over launches. A difference is called "
        f"one when its whole interval lies beyond {statistics.DIFFERENCE - 1:.0%}."
    )
    if any(row.noisy for row in lines):
        click.echo(
            f"Where fewer than {statistics.ENOUGH} launches of a cell were left, all were counted, "
            "and nothing is called sure."
        )
    pus = len(measured.environment["topology"]["pus"])
    if any(row.cell.team > pus and row.cell.policy == "yield" for row in lines):
        click.echo(
            f"Teams of more than {pus} share PUs: spin was left out there, because an episode then "
            "takes a tick of the scheduler, some 10 ms."
        )
    load = measured.environment["load"][0]
    if load > BUSY * pus:
        click.echo(
            f"The machine was busy before measuring began (load {load:.1f} on {pus} PUs): measure "
            "again when it is quiet."
        )
    if measured.environment["virtualised"]:
        click.echo("This is a virtual machine: ratios carry over to others better than times do.")
    if measured.found.ended == "interrupted":
        click.echo("Interrupted: this is what was measured until then.", err=True)
