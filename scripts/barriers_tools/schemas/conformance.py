"""Who keeps which promise, and which peer keeps which guarantee."""

from typing import Any, Literal

from pydantic import Field, conint

from barriers_tools.schemas.types import Line, Name, Reason, Record, Team, Text

Phases = conint(strict=True, ge=0, le=10**6)
# The record as JSON has it.
Document = dict[str, Any]
SubjectKind = Literal["barrier", "gather"]


class Verdict(Record):
    peer: Name
    scenario: Text
    team: Team
    phases: Phases
    verdict: Literal["kept", "broken", "hangs", "not offered"]
    promises: list[Text]


class PromiseText(Record):
    promise: Name
    subject: SubjectKind
    sentence: Reason


class SystemTitle(Record):
    system: Name
    subject: SubjectKind
    title: Reason


class PromiseCell(Record):
    """What came of the experiment of a promise; `reference` is null where nobody makes it."""

    system: Name
    promise: Name
    reference: Reason | None = Field(...)
    outcome: Literal["kept", "broken", "hangs", "crashes", "not offered", "not installed"]
    seen: Line


class Conformance(Record):
    """Who keeps which promise, and which peer keeps which guarantee, as
    `scripts/barriers conformance --save` writes it."""

    schema_: Literal[2] = Field(..., alias="schema")
    environment: dict[str, Any]
    peers: dict[Name, Text]
    verdicts: list[Verdict]
    promises: list[PromiseText]
    systems: list[SystemTitle]
    cells: list[PromiseCell]
