"""Records of schema 1, read as those of schema 2: the same under other names."""

from typing import Any

KEYS = {"word": "barrier", "exhibit": "barrier", "museum": "wrong"}
VALUES = {
    "engine": {"explorer": "rc11"},
    "policy": {"restless": "spurious_wakeups"},
    "mutation": {"stale word": "stale location", "neighbour's word": "neighbour's location"},
    "operation": {"sleep": "wait"},
    "verdict": {
        "DATA RACE": "data_race",
        "data race": "data_race",
        "LIVELOCK": "hang",
        "DEADLOCK": "hang",
        "USER ASSERT FAILED": "assertion",
        "broken promise": "assertion",
        "ACCESS TO FREED MEMORY": "use_after_destroy",
        "use after destroy": "use_after_destroy",
        "UNITIALIZED ACCESS": "uninitialized_read",
        "uninitialised": "uninitialized_read",
        "untried": "not_applicable",
        "escapes": "missed",
    },
}
CONVICTED = {"mutants": "killed", "museum": "detected"}
DROPPED = ("symmetry", "complaint")


def upgrade(document: Any) -> Any:
    """The document as schema 2 has it; anything else as it is."""
    if not isinstance(document, dict) or document.get("schema") != 1:
        return document
    new = {KEYS.get(key, key): _rows(key, value) for key, value in document.items()}
    return {**new, "schema": 2}


def _rows(key: str, value: Any) -> Any:
    if key not in ("runs", "mutants", "museum", "litmus") or not isinstance(value, list):
        return value
    return [_row(row, CONVICTED.get(key)) if isinstance(row, dict) else row for row in value]


def _row(row: dict[str, Any], convicted: str | None) -> dict[str, Any]:
    new = {}
    for key, value in row.items():
        if key not in DROPPED:
            names = VALUES.get(key, {})
            new[KEYS.get(key, key)] = names.get(value, value) if isinstance(value, str) else value
    if new.get("verdict") == "convicted":
        new["verdict"] = convicted
    return new
