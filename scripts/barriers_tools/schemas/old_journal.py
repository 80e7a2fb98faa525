"""Records of a journal of schema 2, read as those of schema 3: the same under other names."""

from typing import Any

KEYS = {
    "launch": {"sweep": "repetition"},
    "failure": {"sweep": "repetition"},
    "context": {"word": "barrier"},
}
CELL = {"word": "barrier", "company": "background_load"}
KINDS = {"program": "language"}
# The barriers of a calibration.
NAMES = {"twin": "aa_control", "handicapped": "slowed"}


def upgrade(record: Any) -> Any:
    """The record as schema 3 has it; anything else as it is."""
    if not isinstance(record, dict):
        return record
    if record.get("record") == "plan" and record.get("schema") == 2:
        return _plan(record)
    return _named(record, KEYS.get(str(record.get("record")), {}))


def _plan(record: dict[str, Any]) -> dict[str, Any]:
    plan, barriers = record.get("plan"), record.get("barriers")
    if isinstance(plan, dict) and isinstance(plan.get("cells"), list):
        plan = {**plan, "cells": [_named(cell, CELL) for cell in plan["cells"]]}
    if isinstance(barriers, dict):
        barriers = {_name(name): _about(about) for name, about in barriers.items()}
    return {**record, "schema": 3, "plan": plan, "barriers": barriers}


def _about(about: Any) -> Any:
    """What is written down of a barrier."""
    if not isinstance(about, dict):
        return about
    return {
        key: KINDS.get(str(fact), fact) if key == "kind" else fact for key, fact in about.items()
    }


def _named(record: Any, keys: dict[str, str]) -> Any:
    """The record with the keys, and the barrier, by the names of today."""
    if not isinstance(record, dict):
        return record
    found = {keys.get(key, key): fact for key, fact in record.items()}
    if "barrier" in found:
        found["barrier"] = _name(found["barrier"])
    return found


def _name(name: Any) -> Any:
    return NAMES.get(name, name) if isinstance(name, str) else name
