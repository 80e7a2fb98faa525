"""Which schema a file has to obey, and what it holds."""

from pathlib import Path
from typing import Any

from barriers_tools.errors import ResultRejected
from barriers_tools.measure import journal_reader
from barriers_tools.schemas import old_conformance, old_records, validation

# The schema of a document, by a key that no other kind of document has.
SCHEMAS = {"mutants": "verification", "verdicts": "conformance", "checks": "doctor"}
# What reads those of earlier schemas.
UPGRADES = {"verification": old_records.upgrade, "conformance": old_conformance.upgrade}


def validate(path: Path) -> dict[str, Any]:
    """The kind of a file, and in words what it holds.

    Raises ResultRejected, with the place of the fault, where it is not what it should be.
    """
    return _sweep(path) if path.suffix == ".jsonl" else _document(path)


def _sweep(path: Path) -> dict[str, Any]:
    result = journal_reader.read(path, str(path))
    torn = "; half a record at its end was left out" if result.torn else ""
    return {
        "kind": "sweep",
        "holds": (
            f"{len(result.found.samples)} launches of {len(result.plan.cells)} cells, "
            f"{len(result.failures)} failures; ended: {result.ended}{torn}"
        ),
    }


def _document(path: Path) -> dict[str, Any]:
    content = validation.parse(path, str(path))
    for key, schema in SCHEMAS.items():
        if isinstance(content, dict) and key in content:
            upgrade = UPGRADES.get(schema, lambda document: document)
            validation.hold(upgrade(content), schema, str(path))
            return {"kind": schema, "holds": f"a document of the kind '{schema}'"}
    raise ResultRejected(f"{path} is no document that this tool writes")
