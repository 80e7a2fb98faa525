"""The record of who keeps what: made by running everything, and read from the file that keeps it."""

from typing import Sequence

from barriers_tools import paths
from barriers_tools.conformance import guarantees, promises
from barriers_tools.conformance.systems import SYSTEMS, System, programs
from barriers_tools.console import progress
from barriers_tools.host import environment
from barriers_tools.measure import build
from barriers_tools.schemas import old_conformance, validation
from barriers_tools.schemas.conformance import Document


def run(systems: Sequence[System]) -> Document:
    """Tries the promises of these systems; of all systems: the guarantees of the peers as well."""
    build.promises()
    everything = len(systems) == len(SYSTEMS)
    kept = guarantees.run() if everything else {"peers": {}, "verdicts": []}
    with progress.bar("who keeps which promise") as tell:
        document = {
            "schema": 2,
            "environment": environment.describe_conformance(),
            **kept,
            **promises.run(systems, programs(paths.PROMISES), tell),
        }
    validation.hold(document, "conformance", "the output of the programs")
    return document


def load() -> Document | None:
    """The record, checked; None where there is none."""
    if not paths.CONFORMANCE.exists():
        return None
    where = "results/conformance.json"
    document = old_conformance.upgrade(validation.parse(paths.CONFORMANCE, where))
    validation.hold(document, "conformance", where)
    return document
