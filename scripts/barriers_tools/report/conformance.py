"""Which peer keeps which guarantee: what the scenarios found when they were run on the peers."""

from collections import defaultdict
from typing import Any, Iterator

from barriers_tools import paths
from barriers_tools.console.markdown import listing, plain
from barriers_tools.host import environment
from barriers_tools.measure import build
from barriers_tools.measure.asking import ask
from barriers_tools.schemas import validation

Document = dict[str, Any]

# The worst first: what one team finds is not made good by another.
VERDICTS = ("broken", "hangs", "not required", "kept", "not offered")
# Mistakes of the caller: no standard says what comes of them.
NOT_REQUIRED = ("team_of_none", "over_arrival", "early_destruction")
FAULT_COLUMNS = ("peer", "scenario", "team", "verdict", "guarantees")
WITHIN_S = 900.0


def run_peers() -> Document:
    """Builds the executables that try the peers, runs them, and says where that was."""
    said = [ask(executable, within_s=WITHIN_S) for executable in build.conformance()]
    document = {
        "schema": 1,
        "environment": environment.describe_conformance(),
        "peers": {peer: title for each in said for peer, title in each["peers"].items()},
        "verdicts": [_judge(verdict) for each in said for verdict in each["verdicts"]],
    }
    validation.hold(document, "conformance", "the output of the executables")
    return document


def _judge(verdict: Document) -> Document:
    """A mistake of the caller that is not survived breaks no guarantee."""
    mistake = verdict["scenario"] in NOT_REQUIRED and verdict["verdict"] in ("broken", "hangs")
    return {**verdict, "verdict": "not required"} if mistake else verdict


def load() -> Document | None:
    """The record, checked; None where there is none."""
    if not paths.CONFORMANCE.exists():
        return None
    document = validation.document(paths.CONFORMANCE, "conformance", "results/conformance.json")
    return {**document, "verdicts": [_judge(verdict) for verdict in document["verdicts"]]}


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
            plain("; ".join(each["promises"])),
        )
        for each in document["verdicts"]
        if each["verdict"] in ("broken", "hangs")
    ]


def section(document: Document | None) -> str:
    heading = "\n## Guarantees of the peers\n"
    if document is None:
        return heading + "\nNothing is on record yet: `scripts/barriers conformance --save`.\n"
    around = document["environment"]
    return (
        heading
        + "\nThe scenarios that ours have to pass, run on the peers on real threads: the worst verdict "
        + "over the teams. To pass proves nothing, as always with real threads; to fail does. "
        + f"From `results/conformance.json` ({around['time']}, commit {around['commit']}).\n\n"
        + "`team_of_none`, `over_arrival` and `early_destruction` are mistakes of the caller, about "
        + "which no standard guarantees anything: 'kept' says there that the mistake is survived, 'not "
        + "required' that it is not.\n\n"
        + listing(columns(document), lines(document))
        + _faults(document)
    )


def _faults(document: Document) -> str:
    found = faults(document)
    if not found:
        return "\nNo guarantee was broken.\n"
    return "\nWhat was not kept:\n\n" + listing(FAULT_COLUMNS, found)
