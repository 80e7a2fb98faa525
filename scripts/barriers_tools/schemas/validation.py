"""Files are believed only after they were checked: a JSON Schema for each kind that we write."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from barriers_tools.errors import ResultRejected
from barriers_tools.schemas.old_journal import upgrade

HERE = Path(__file__).parent
RECORDS = "sweep"
LARGEST = 64 * 1024 * 1024


def document(path: Path, schema: str, where: str) -> dict[str, Any]:
    """A file that has to hold one JSON document, and what the schema says."""
    content = parsed(path, where)
    hold(content, schema, where)
    return content


def parsed(path: Path, where: str) -> Any:
    """A file that has to hold one JSON document, of whatever kind."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        raise ResultRejected(f"{where} is no plain file, or larger than {LARGEST} bytes")
    return _parsed(path.read_bytes(), where)


def hold(content: Any, schema: str, where: str) -> None:
    """Holds what was read, or is to be written, against a schema."""
    _hold(content, _validator(schema, None), where)


def record(line: bytes, where: str) -> dict[str, Any]:
    """One record of a sweep."""
    content = upgrade(_parsed(line, where))
    kind = content.get("record") if isinstance(content, dict) else None
    kinds = _schema(RECORDS)["definitions"]["records"]
    if kind not in kinds:
        raise ResultRejected(
            f"{where}: there is no record '{str(kind)[:40]}', only {', '.join(kinds)}"
        )
    _hold(content, _validator(RECORDS, kind), where)
    return content


def _hold(content: Any, validator: Any, where: str) -> None:
    from jsonschema.exceptions import best_match

    fault = best_match(validator.iter_errors(content))
    if fault is not None:
        place = "/".join(str(step) for step in fault.absolute_path) or "the whole"
        raise ResultRejected(f"{where}, {place}: {fault.message[:200]}")


def _parsed(text: str | bytes, where: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise ResultRejected(f"{where} is no JSON: {fault}") from fault


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is not a number that can be measured")


@cache
def _schema(name: str) -> dict[str, Any]:
    return json.loads((HERE / f"{name}.schema.json").read_text(encoding="utf-8"))


@cache
def _validator(name: str, kind: str | None) -> Any:
    """Of a whole schema, or of one kind of record; other schemas of ours may be referred to."""
    import jsonschema

    schema = _schema(name)
    if kind is not None:
        schema = {**schema["definitions"]["records"][kind], "definitions": schema["definitions"]}
    others = {path.name: _schema(path.name.split(".")[0]) for path in HERE.glob("*.schema.json")}
    resolver = jsonschema.RefResolver("", schema, store=others)
    return jsonschema.Draft7Validator(schema, resolver=resolver)
