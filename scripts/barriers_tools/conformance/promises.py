"""Who keeps which promise: a cell for each system and promise, as it is recorded and shown."""

from typing import Callable, Mapping, Sequence

from barriers_tools.conformance.probe import LIMIT_S, ProbeResult, probe
from barriers_tools.conformance.promise import Promise
from barriers_tools.conformance.systems import PROMISES, Program, System
from barriers_tools.errors import MeasurementFailed
from barriers_tools.host.privacy import without_paths
from barriers_tools.schemas.conformance import Document

Tell = Callable[[float], None]

NOT_PROMISED = "not promised"
FAULTS = ("broken", "hangs", "crashes")


def run(systems: Sequence[System], programs: Mapping[str, Program], tell: Tell) -> Document:
    """Tries each promise on each of the systems, and tells the share that is done."""
    asked = [(system, promise) for system in systems for promise in system.promises]
    cells = []
    for done, (system, promise) in enumerate(asked):
        tell(done / len(asked))
        cells.append(_cell(system, promise, programs[system.name]))
    return {
        "promises": [
            {"promise": promise.name, "subject": subject, "sentence": promise.sentence}
            for subject, promises in PROMISES.items()
            for promise in promises
        ],
        "systems": [
            {"system": system.name, "subject": system.subject, "title": system.title}
            for system in systems
        ],
        "cells": cells,
    }


def _cell(system: System, promise: Promise, program: Program) -> Document:
    reference = promise.made_by.get(system.name)
    found = _try(promise, program)
    if reference and found.outcome == "not offered":
        raise MeasurementFailed(
            f"{system.name} promises {promise.name} ({reference}), but its program does not offer "
            f"'{found.seen}'"
        )
    return {
        "system": system.name,
        "promise": promise.name,
        "reference": reference,
        "outcome": found.outcome,
        "seen": without_paths(found.seen),
    }


def _try(promise: Promise, program: Program) -> ProbeResult:
    if program.missing:
        return ProbeResult("not installed", program.missing)
    return probe(program.command, promise, LIMIT_S)


def verdict(cell: Document) -> str:
    """What a table says of a cell: what was never promised is neither kept nor broken."""
    is_bound = cell["reference"] or cell["outcome"] == "not installed"
    return cell["outcome"] if is_bound else NOT_PROMISED


def systems_by_subject(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in document["systems"]:
        found.setdefault(each["subject"], []).append(each["system"])
    return found


def lines(document: Document, subject: str, key: str) -> list[tuple[str, ...]]:
    """A line for each promise, by its name or its sentence: the verdict on each system."""
    verdicts = {(each["system"], each["promise"]): verdict(each) for each in document["cells"]}
    systems = systems_by_subject(document)[subject]
    return [
        (each[key], *(verdicts[system, each["promise"]] for system in systems))
        for each in document["promises"]
        if each["subject"] == subject
    ]


FAULT_COLUMNS = ("system", "promise", "outcome", "seen", "promised by")
TRAP_COLUMNS = ("system", "promise", "outcome", "seen")


def faults(document: Document) -> list[tuple[str, ...]]:
    """What was promised and not kept."""
    return [
        (*_shown(each), each["reference"])
        for each in document["cells"]
        if each["outcome"] in FAULTS and each["reference"]
    ]


def traps(document: Document) -> list[tuple[str, ...]]:
    """What nobody promised, and what its users trip over."""
    return [
        _shown(each)
        for each in document["cells"]
        if each["outcome"] in FAULTS and not each["reference"]
    ]


def missing(document: Document) -> list[tuple[str, str]]:
    """The systems that are not installed, and what they need."""
    cells = (each for each in document["cells"] if each["outcome"] == "not installed")
    return list(dict.fromkeys((each["system"], each["seen"]) for each in cells))


def _shown(cell: Document) -> tuple[str, str, str, str]:
    return (cell["system"], cell["promise"], cell["outcome"], cell["seen"])
