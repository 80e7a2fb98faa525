"""Which peer keeps which guarantee of ours: what the scenarios found when they were run on the peers."""

from collections import defaultdict
from typing import Iterator

from barriers_tools.measure import build
from barriers_tools.measure.asking import ask
from barriers_tools.schemas.conformance import Document

# The worst first: what one team finds is not made good by another.
VERDICTS = ("broken", "hangs", "kept", "not offered")
FAULT_COLUMNS = ("peer", "scenario", "team", "verdict", "guarantees")
WITHIN_S = 900.0


def run() -> Document:
    """Runs the executables that try the peers."""
    said = [ask(executable, within_s=WITHIN_S) for executable in build.conformance()]
    return {
        "peers": {peer: title for each in said for peer, title in each["peers"].items()},
        "verdicts": [verdict for each in said for verdict in each["verdicts"]],
    }


def columns(document: Document) -> tuple[str, ...]:
    return ("peer", *_scenarios(document))


def lines(document: Document) -> Iterator[tuple[str, ...]]:
    """A line for each peer: its verdict in each scenario, the worst over the teams."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in document["verdicts"]:
        found[each["peer"], each["scenario"]].append(each["verdict"])
    for peer in document["peers"]:
        verdicts = (found[peer, scenario] for scenario in _scenarios(document))
        yield (peer, *(min(each, key=VERDICTS.index, default="-") for each in verdicts))


def _scenarios(document: Document) -> list[str]:
    return list(dict.fromkeys(each["scenario"] for each in document["verdicts"]))


def faults(document: Document) -> list[tuple[str, ...]]:
    """What was not kept: peer, scenario, team, verdict, and the guarantees that were broken."""
    return [
        (
            each["peer"],
            each["scenario"],
            str(each["team"]),
            each["verdict"],
            "; ".join(each["promises"]),
        )
        for each in document["verdicts"]
        if each["verdict"] in ("broken", "hangs")
    ]
