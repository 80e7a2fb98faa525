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
    """The record as schema 3 has it; anything else as it is."""
    if not isinstance(record, dict):
        return record
    if record.get("record") == "plan" and record.get("schema") == 2:
        return _plan(record)
    found = _rename(record, KEYS.get(str(record.get("record")), {}))
    return _context(found) if "word" in record else found


def _plan(record: dict[str, Any]) -> dict[str, Any]:
    plan, barriers = record.get("plan"), record.get("barriers")
    if isinstance(plan, dict) and isinstance(plan.get("cells"), list):
        plan = {**plan, "cells": [_rename(cell, CELL) for cell in plan["cells"]]}
    if isinstance(barriers, dict):
        barriers = {_name(name): _about(about) for name, about in barriers.items()}
    metrics = metrics_of_schema_2()
    return {**record, "schema": 3, "metrics": metrics, "plan": plan, "barriers": barriers}


def _context(record: dict[str, Any]) -> dict[str, Any]:
    """What could not be read was a fact like the others, but for its name."""
    facts = record.get("facts")
    if not isinstance(facts, dict):
        return record
    reasons = {name: facts[name] for name in facts if name.startswith(LACKS)}
    return {
        **record,
        "facts": {name: fact for name, fact in facts.items() if name not in reasons},
        "unavailable": {name.removeprefix(LACKS): reason for name, reason in reasons.items()},
    }


def _about(about: Any) -> Any:
    if not isinstance(about, dict):
        return about
    return {
        key: KINDS.get(str(fact), fact) if key == "kind" else fact for key, fact in about.items()
    }


def _rename(record: Any, keys: dict[str, str]) -> Any:
    """The record with the keys, and the barrier, by the names of today."""
    if not isinstance(record, dict):
        return record
    found = {keys.get(key, key): fact for key, fact in record.items()}
    if "barrier" in found:
        found["barrier"] = _name(found["barrier"])
    return found


def _name(name: Any) -> Any:
    return NAMES.get(name, name) if isinstance(name, str) else name
