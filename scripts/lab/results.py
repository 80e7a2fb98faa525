"""Measurements as files: written when asked, and believed only after they were checked."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab import tree
from lab.bench import METRICS
from lab.errors import ResultRejected
from lab.measure import Batch, Measurement
from lab.plan import Cell
from lab.summary import rows

SCHEMA = Path(__file__).with_name("results.schema.json")
LARGEST = 64 * 1024 * 1024
KEY = ("word", "policy", "workload", "placement", "team")


@dataclass(frozen=True)
class Result:
    """A measurement read back from a file."""

    file: str
    environment: dict[str, Any]
    plan: dict[str, Any]
    ended: str
    kinds: dict[str, str]
    batches: list[Batch]


def document(
    found: Measurement, environment: dict[str, Any], plan: dict[str, Any], kinds: dict[str, str]
) -> dict[str, Any]:
    """All that is known of a measurement; `cells` sums up what `batches` holds in full."""
    return {
        "schema": 1,
        "environment": environment,
        "plan": plan,
        "ended": found.ended,
        **({"failure": found.failure} if found.failure else {}),
        "cells": [row.document() for row in rows(found.batches, kinds)],
        "barriers": kinds,
        "batches": [
            {"sweep": batch.sweep, **batch.cell.facts(), **batch.metrics} for batch in found.batches
        ],
    }


def save(document: dict[str, Any], results: Path = tree.RESULTS) -> Path:
    """Writes results/<machine>/<UTC time>-<commit>.json; never over another."""
    environment = document["environment"]
    folder = results / environment["machine"]
    folder.mkdir(parents=True, exist_ok=True)
    at = environment["time"].replace("-", "").replace(":", "")
    path = folder / f"{at}-{environment['commit'] or 'unknown'}.json"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "w") as file:
        file.write(rendered(document))
    return path


def rendered(document: dict[str, Any]) -> str:
    """JSON for people and diffs: each cell, batch or recommendation has a line to itself."""
    entries = (f"  {json.dumps(key)}: {_entry(value)}" for key, value in document.items())
    return "{\n" + ",\n".join(entries) + "\n}\n"


def _entry(value: Any) -> str:
    if isinstance(value, list) and value:
        lines = ",\n".join(f"    {json.dumps(item, allow_nan=False)}" for item in value)
        return f"[\n{lines}\n  ]"
    return json.dumps(value, indent=2, allow_nan=False).replace("\n", "\n  ")


def load_all(results: Path = tree.RESULTS) -> list[Result]:
    """Every result, by machine and then by time."""
    return [load(path, results) for path in sorted(results.glob("*/*.json"))]


def load(path: Path, results: Path) -> Result:
    """One result, checked. Its folder must be the machine that it names."""
    name = path.relative_to(results).as_posix()
    content = _checked(path, name)
    if path.parent.name != content["environment"]["machine"]:
        raise ResultRejected(f"results/{name} was measured on another machine than its folder says")
    batches = [
        Batch(
            sweep=item["sweep"],
            cell=Cell(**{key: item[key] for key in KEY}),
            metrics={metric: item[metric] for metric in METRICS},
        )
        for item in content["batches"]
    ]
    unknown = {batch.cell.word for batch in batches} - content["barriers"].keys()
    if unknown:
        raise ResultRejected(f"results/{name} measures what it does not list: {sorted(unknown)}")
    if len({(batch.sweep, batch.cell) for batch in batches}) != len(batches):
        raise ResultRejected(f"results/{name} has one cell twice in a sweep")
    return Result(
        file=name,
        environment=content["environment"],
        plan=content["plan"],
        ended=content["ended"],
        kinds=content["barriers"],
        batches=batches,
    )


def _checked(path: Path, name: str) -> dict[str, Any]:
    import jsonschema

    if path.is_symlink() or path.stat().st_size > LARGEST:
        raise ResultRejected(f"results/{name} is a link, or larger than {LARGEST} bytes")
    try:
        content = json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_number)
        jsonschema.validate(content, json.loads(SCHEMA.read_text(encoding="utf-8")))
    except jsonschema.ValidationError as fault:
        where = "/".join(str(step) for step in fault.absolute_path) or "the whole"
        raise ResultRejected(f"results/{name}, {where}: {fault.message[:200]}") from fault
    except (ValueError, RecursionError) as fault:
        raise ResultRejected(f"results/{name} is no JSON: {fault}") from fault
    return content


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is not a number that can be measured")
