"""What there is to measure, and a plan before it is carried out, for people."""

from operator import attrgetter, itemgetter
from typing import Any, Sequence

import click

from barriers_tools.console.tables import Columns, show, show_each
from barriers_tools.measure.planning import expected_s, often
from barriers_tools.measure.session import Session
from barriers_tools.number_list import compress
from barriers_tools.schemas.plan import Plan

ABOUT_PLACEMENTS = {
    "compact": "neighbours first, both threads of a core next to each other",
    "cores": "one rank for each core, neighbours first, then the second threads",
    "scatter": "one rank for each core, far apart first, then the second threads",
    "l3": "one rank for each L3 cache",
    "package": "one rank for each package",
    "smt": "the threads of the cores that have several",
    "unpinned": "the threads are not pinned",
}


def barriers(descriptions: Sequence[dict[str, Any]]) -> None:
    columns: Columns = {
        **{name: itemgetter(name) for name in ("barrier", "kind", "title")},
        "capabilities": lambda each: ", ".join(each["capabilities"]) or "-",
        "reference": itemgetter("reference"),
    }
    show_each("Barriers", columns, descriptions)


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
        [(name, _format_pus(pus)) for name, pus in found["placements"].items()],
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


def plan_document(session: Session, wanted: Plan) -> dict[str, Any]:
    """A plan as JSON: the cells with the PUs of their slots, and how long it takes."""
    least, most = expected_s(wanted)
    facts = wanted.facts()
    cells: list[dict[str, Any]] = [
        {**cell.facts(), "pus": session.pus_of(cell, wanted.pus)} for cell in wanted.cells
    ]
    return {**facts, "cells": cells, "expected_s": {"least": least, "most": most}}


def plan(session: Session, wanted: Plan) -> None:
    """What would be measured, on which PUs, and about how long it takes."""
    columns: Columns = {
        "barrier": attrgetter("barrier"),
        "policy": attrgetter("policy"),
        "workload": attrgetter("workload"),
        "placement": attrgetter("placement"),
        "team|": lambda cell: str(cell.team),
        "background load|": lambda cell: str(cell.background_load),
        "PUs of the slots": lambda cell: _format_pus(session.pus_of(cell, wanted.pus)),
    }
    title = "Cells, in the order of the configurations; the seed draws the order of the launches"
    show_each(title, columns, wanted.cells)
    least, most = expected_s(wanted)
    until = "" if most is None or most == least else f" to {_minutes(most)}"
    click.echo(
        f"{len(wanted.cells)} cells in {len(wanted.configurations)} configurations, "
        f"{often(wanted)} launches each, {wanted.cell_ms} ms in each pass: "
        f"about {_minutes(least)}{until}. Which rank has which "
        f"slot is drawn at each launch; seed {wanted.seed}."
    )


def _format_pus(pus: Sequence[int]) -> str:
    """In the order of the slots, as --pus takes them; where a large team uses its PUs again and
    again, each once."""
    if not pus:
        return "any"
    once = list(dict.fromkeys(pus))
    rounds = "" if len(once) == len(pus) else f", then from {once[0]} again ({len(pus)} ranks)"
    return compress(once) + rounds


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
