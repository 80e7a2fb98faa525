"""The committed measurements: where they lie, and what they hold."""

import json
from pathlib import Path
from typing import Any

from barriers_tools import paths
from barriers_tools.errors import ResultRejected
from barriers_tools.measure import journal_reader
from barriers_tools.measure.journal_reader import Result


def path_of(environment: dict[str, Any], results: Path) -> Path:
    """<machine>/<UTC time>-<commit>.jsonl, under the folder of the results; with a number behind it
    where two measurings began in the same second."""
    at = environment["time"].replace("-", "").replace(":", "")
    name = f"{at}-{environment['commit'] or 'unknown'}"
    folder = results / environment["machine"]
    names = (f"{name}.jsonl", *(f"{name}-{number}.jsonl" for number in range(2, 100)))
    return next(path for path in (folder / each for each in names) if not path.exists())


def load_all(folder: Path | None = None) -> list[Result]:
    results = folder or paths.RESULTS
    return [load(path, results) for path in sorted(results.glob("*/*.jsonl"))]


def load(path: Path, results: Path) -> Result:
    """One result, checked. Its folder must be the machine that it names."""
    name = path.relative_to(results).as_posix()
    result = journal_reader.read(path, f"results/{name}")
    if path.parent.name != result.environment["machine"]:
        raise ResultRejected(f"results/{name} was measured on another machine than its folder says")
    result.file = name
    return result


def render(document: dict[str, Any]) -> str:
    """JSON for people and diffs: each entry of a list has a line to itself."""
    entries = (f"  {json.dumps(key)}: {_entry(value)}" for key, value in document.items())
    return "{\n" + ",\n".join(entries) + "\n}\n"


def _entry(value: Any) -> str:
    if isinstance(value, list) and value:
        lines = ",\n".join(f"    {json.dumps(item, allow_nan=False)}" for item in value)
        return f"[\n{lines}\n  ]"
    return json.dumps(value, indent=2, allow_nan=False).replace("\n", "\n  ")
