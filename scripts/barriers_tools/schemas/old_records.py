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
    """The document as schema 2 has it; a malformed one as it is, for the schema to refuse."""
    try:
        if document["schema"] != 1:
            return document
        new = {KEYS.get(key, key): _upgrade_value(key, value) for key, value in document.items()}
        return {**new, "schema": 2}
    except (AttributeError, KeyError, TypeError):
        return document


def _upgrade_value(key: str, value: Any) -> Any:
    if key not in ("runs", "mutants", "museum", "litmus"):
        return value
    return [_upgrade_row(row, CONVICTED.get(key)) for row in value]


def _upgrade_row(row: dict[str, Any], convicted: str | None) -> dict[str, Any]:
    new = {
        KEYS.get(key, key): VALUES[key].get(value, value) if key in VALUES else value
        for key, value in row.items()
        if key not in DROPPED
    }
    return {**new, "verdict": convicted} if new.get("verdict") == "convicted" else new
