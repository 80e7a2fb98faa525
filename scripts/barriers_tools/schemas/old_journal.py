"""Records of a journal of schema 2, read as those of schema 3: the same under other names."""

from typing import Any

from barriers_tools.schemas.metrics import metrics_of_schema_2

KEYS = {
    "launch": {"sweep": "repetition"},
    "failure": {"sweep": "repetition"},
    "context": {"word": "barrier"},
}
CELL = {"word": "barrier", "company": "background_load"}
KINDS = {"program": "language"}
LACKS = "lacks_"
# The barriers of a calibration.
NAMES = {"twin": "aa_control", "handicapped": "slowed"}


def upgrade(record: Any) -> Any:
    """The record as schema 3 has it; a malformed one as it is, for the schema to refuse."""
    try:
        if record["record"] == "plan":
            return _plan(record) if record["schema"] == 2 else record
        found = _rename(record, KEYS.get(record["record"], {}))
        return _context(found) if "word" in record else found
    except (AttributeError, KeyError, TypeError):
        return record


def _plan(record: dict[str, Any]) -> dict[str, Any]:
    plan = {**record["plan"], "cells": [_rename(cell, CELL) for cell in record["plan"]["cells"]]}
    barriers = {
        NAMES.get(name, name): {**about, "kind": KINDS.get(about["kind"], about["kind"])}
        for name, about in record["barriers"].items()
    }
    metrics = metrics_of_schema_2()
    return {**record, "schema": 3, "metrics": metrics, "plan": plan, "barriers": barriers}


def _context(record: dict[str, Any]) -> dict[str, Any]:
    """What could not be read was a fact like the others, but for its name."""
    facts = record["facts"]
    reasons = {name: facts[name] for name in facts if name.startswith(LACKS)}
    return {
        **record,
        "facts": {name: fact for name, fact in facts.items() if name not in reasons},
        "unavailable": {name.removeprefix(LACKS): reason for name, reason in reasons.items()},
    }


def _rename(record: dict[str, Any], keys: dict[str, str]) -> dict[str, Any]:
    """The record with the keys, and the barrier, by the names of today."""
    found = {keys.get(key, key): fact for key, fact in record.items()}
    if "barrier" in found:
        found["barrier"] = NAMES.get(found["barrier"], found["barrier"])
    return found
