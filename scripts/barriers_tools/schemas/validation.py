"""Files are believed only after they were checked: a model for each kind that we write."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic.schema import schema as generated

from barriers_tools.errors import ResultRejected
from barriers_tools.schemas.conformance import Conformance
from barriers_tools.schemas.doctor import Doctor
from barriers_tools.schemas.environment import Environment
from barriers_tools.schemas.old_journal import upgrade
from barriers_tools.schemas.records import RECORDS
from barriers_tools.schemas.types import Record
from barriers_tools.schemas.verification import Verification

LARGEST = 64 * 1024 * 1024
MODELS: dict[str, type[Record]] = {
    "conformance": Conformance,
    "doctor": Doctor,
    "environment": Environment,
    "verification": Verification,
}
NAMES = sorted((*MODELS, "sweep"))


def document(path: Path, schema: str, where: str) -> dict[str, Any]:
    """A file that has to hold one JSON document, and what the schema says."""
    content = parse(path, where)
    hold(content, schema, where)
    return content


def parse(path: Path, where: str) -> Any:
    """A file that has to hold one JSON document, of whatever kind."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        raise ResultRejected(f"{where} is no plain file, or larger than {LARGEST} bytes")
    return _parse(path.read_bytes(), where)


def hold(content: Any, schema: str, where: str) -> None:
    """Holds what was read, or is to be written, against a schema."""
    _model(MODELS[schema], content, where)


def record(line: bytes, where: str) -> Any:
    content = upgrade(_parse(line, where))
    kind = content.get("record") if isinstance(content, dict) else None
    if not isinstance(kind, str) or kind not in RECORDS:
        raise ResultRejected(
            f"{where}: there is no record '{str(kind)[:40]}', only {', '.join(RECORDS)}"
        )
    return _model(RECORDS[kind], content, where)


def json_schema(name: str) -> dict[str, Any]:
    if name in MODELS:
        return MODELS[name].schema()
    records = [{"$ref": f"#/definitions/{model.__name__}"} for model in RECORDS.values()]
    title = {"title": "A sweep: JSON lines, each one of these records", "oneOf": records}
    return {**title, **generated(list(RECORDS.values()))}


def _model(model: type[Record], content: Any, where: str) -> Record:
    try:
        return model.parse_obj(content)
    except ValidationError as fault:
        first = fault.errors()[0]
        steps = [str(step) for step in first["loc"] if step != "__root__"]
        place = "/".join(steps) or "the whole"
        raise ResultRejected(f"{where}, {place[:200]}: {first['msg'][:200]}") from fault


def _parse(text: str | bytes, where: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise ResultRejected(f"{where} is no JSON: {fault}") from fault


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is not a number that can be measured")
