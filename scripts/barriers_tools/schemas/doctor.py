"""How fit a machine is for measuring, as `scripts/barriers doctor --json` prints it."""

from enum import Enum
from typing import Any, Literal, Optional

from pydantic import Field, conlist, constr, root_validator

from barriers_tools.schemas.types import NO_CONTROLS, Line, Name, Record


class Grade(str, Enum):
    """How good it is for measuring; of several, the worst counts."""

    GOOD = "good"
    UNKNOWN = "unknown"
    TOLERABLE = "tolerable"
    BAD = "bad"

    @property
    def severity(self) -> int:
        return list(Grade).index(self)


Effect = constr(strict=True, min_length=1, max_length=2000, regex=NO_CONTROLS)


class Finding(Record):
    """What came of a check. Either something was found, or there is a reason why not."""

    check: Name
    found: Optional[Line] = Field(...)
    reason: Optional[Line] = Field(...)
    grade: Grade
    effect: Effect
    fix: Optional[Line] = Field(...)

    @root_validator(skip_on_failure=True)
    def found_or_unknown(cls, fields: dict[str, Any]) -> dict[str, Any]:
        known = fields["found"] is not None
        if known == (fields["reason"] is not None) or known == (fields["grade"] is Grade.UNKNOWN):
            raise ValueError("a check has found something, or says why that is unknown")
        return fields


class Doctor(Record):
    """How fit a machine is for measuring, as `scripts/barriers doctor --json` prints it."""

    schema_: Literal[2] = Field(..., alias="schema")
    grade: Grade
    checks: conlist(Finding, min_items=1, max_items=100)
