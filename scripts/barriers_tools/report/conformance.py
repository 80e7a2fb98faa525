"""The chapter of the report on who keeps what."""

from typing import Iterable, Sequence

from barriers_tools.conformance import guarantees, promises
from barriers_tools.conformance.probe import LIMIT_S
from barriers_tools.console.markdown import listing, plain
from barriers_tools.schemas.conformance import Document

TITLES = {
    "barrier": "Barriers",
    "gather": "One result of many",
}


def section(document: Document | None) -> str:
    heading = "\n## Conformance\n\n"
    if document is None:
        return heading + "Nothing is on record yet: `scripts/barriers conformance --save`.\n"
    around = document["environment"]
    return (
        heading
        + f"From `results/conformance.json` ({around['time']}, commit {around['commit']}).\n"
        + _promises(document)
        + _guarantees(document)
    )


def _promises(document: Document) -> str:
    if not document["cells"]:
        return ""
    tables = (
        f"\n#### {TITLES[subject]}\n\n"
        + listing(("promise", *systems), promises.lines(document, subject, "sentence"))
        for subject, systems in promises.systems_by_subject(document).items()
    )
    return (
        "\n### Who keeps which promise\n\n"
        + "Each cell is the verdict on one experiment, made in a process of its own with a time limit of "
        + f"{LIMIT_S:.0f} s. The experiment and the judgement are the same for each system. Where no "
        + "standard, manual or documentation makes the promise, it is 'not promised'; what happened "
        + "there stands in the last list.\n"
        + "".join(tables)
        + _list("Promised and not kept", promises.FAULT_COLUMNS, promises.faults(document))
        + _list("Not promised, and found", promises.TRAP_COLUMNS, promises.traps(document))
    )


def _guarantees(document: Document) -> str:
    return (
        "\n### Guarantees of the peers\n\n"
        + "The scenarios that ours have to pass, run on the peers on real threads: the worst verdict "
        + "over the teams. To pass proves nothing, as always with real threads; to fail does.\n\n"
        + listing(guarantees.columns(document), guarantees.lines(document))
        + _list("What was not kept", guarantees.FAULT_COLUMNS, guarantees.faults(document))
    )


def _list(title: str, columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    found = [tuple(map(plain, line)) for line in lines]
    return f"\n#### {title}\n\n" + (listing(columns, found) if found else "Nothing.\n")
