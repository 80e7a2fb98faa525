"""Which peer keeps which guarantee, as `scripts/barriers conformance --save` writes it."""

from typing import Any, Literal

from pydantic import Field, conint

from barriers_tools.schemas.types import Name, Record, Text

TeamOrNone = conint(strict=True, ge=0, le=2**20)
Phases = conint(strict=True, ge=0, le=10**6)


class Verdict(Record):
    peer: Name
    scenario: Text
    team: TeamOrNone
    phases: Phases
    verdict: Literal["kept", "broken", "hangs", "not required", "not offered"]
    promises: list[Text]


class Conformance(Record):
    """Which peer keeps which guarantee, as `scripts/barriers conformance --save` writes it."""

    schema_: Literal[1] = Field(..., alias="schema")
    environment: dict[str, Any]
    peers: dict[Name, Text]
    verdicts: list[Verdict]
