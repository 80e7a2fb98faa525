"""How fit a machine is for measuring, as `scripts/barriers doctor --json` prints it."""

from typing import Any, Literal, Optional

from pydantic import Field, conlist, constr, root_validator

from barriers_tools.schemas.types import NO_CONTROLS, Line, Name, Record

Grade = Literal["good", "unknown", "tolerable", "bad"]
Effect = constr(strict=True, min_length=1, max_length=2000, regex=NO_CONTROLS)


class CheckRecord(Record):
    check: Name
    found: Optional[Line] = Field(...)
    reason: Optional[Line] = Field(...)
    grade: Grade
    effect: Effect
    fix: Optional[Line] = Field(...)

    @root_validator(skip_on_failure=True)
    def found_or_unknown(cls, fields: dict[str, Any]) -> dict[str, Any]:
        known = fields["found"] is not None
        if known == (fields["reason"] is not None) or known == (fields["grade"] == "unknown"):
            raise ValueError("a check has found something, or says why that is unknown")
        return fields


class Doctor(Record):
    """How fit a machine is for measuring, as `scripts/barriers doctor --json` prints it."""

    schema_: Literal[2] = Field(..., alias="schema")
    grade: Grade
    checks: conlist(CheckRecord, min_items=1, max_items=100)
