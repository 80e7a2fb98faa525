"""What was searched and what was found, as `scripts/barriers verify` prints and saves it."""

from typing import Literal, Optional

from pydantic import Extra, Field, StrictBool, conint, conlist, constr

from barriers_tools.schemas.types import (
    Amount,
    Commit,
    Key,
    Line,
    Record,
    Team,
    Text,
    Time,
    Whole,
)

Engine = Literal["relacy", "rc11"]
Search = constr(strict=True, regex=r"^(random|full|bound-[0-9]{1,3})\Z")
Trace = constr(strict=True, max_length=1_000_000)
Complaint = constr(strict=True, max_length=20_000)
Positive = conint(strict=True, ge=1)


class OpenRecord(Record):
    """An object with these keys; the checkers may add others."""

    class Config:
        extra = Extra.allow


class BuildEnvironment(OpenRecord):
    """What was compiled, with what, and where it ran."""

    time: Time
    commit: Optional[Commit] = Field(...)
    compiler: Optional[Line] = Field(...)
    flags: Optional[Line] = Field(...)
    relacy: Optional[Line] = Field(...)
    cpu: Optional[Line] = Field(...)
    kernel: Line
    pus: Positive
    unavailable: dict[Key, Line]


class Run(Record):
    """One search of one scenario."""

    barrier: Key
    scenario: Key
    policy: Key
    team: Team
    phases: Positive
    engine: Engine
    search: Search
    executions: Whole
    complete: StrictBool
    blocked: Optional[Whole]
    seconds: Amount
    verdict: Literal[
        "passed",
        "data_race",
        "hang",
        "assertion",
        "use_after_destroy",
        "uninitialized_read",
        "out_of_memory",
        "checker_error",
    ]
    replay: Optional[Text]
    seed: Optional[Positive]
    failed: Optional[Positive]
    trace: Optional[Trace]


class Trial(OpenRecord):
    """What one engine made of something wrong, and the scenario and team that showed it."""

    engine: Engine
    barrier: Key
    by: Optional[Text] = Field(...)
    team: Optional[Team] = Field(...)
    executions: Whole


class MutantTrial(Trial):
    place: Text
    mutation: Text
    verdict: Literal["killed", "equivalent", "survived", "not_applicable"]


class WrongTrial(Trial):
    fault: Text
    reference: Text
    verdict: Literal["detected", "missed"]


class Litmus(OpenRecord):
    """rc11 against brute force on random programs."""

    engine: Engine
    programs: Whole
    first: Whole
    last: Whole
    executions: Whole
    hangs: Whole
    wrong: Whole


class Verification(Record):
    """What was searched and what was found, as `scripts/barriers verify` prints and saves it."""

    schema_: Literal[2] = Field(..., alias="schema")
    environment: BuildEnvironment
    full: StrictBool
    ended: Literal["complete", "budget", "interrupted"]
    unexplored: conlist(Text, max_items=10_000)
    complaints: conlist(Complaint, max_items=10_000)
    runs: conlist(Run, max_items=200_000)
    mutants: conlist(MutantTrial, max_items=20_000)
    wrong: conlist(WrongTrial, max_items=1_000)
    litmus: conlist(Litmus, max_items=1_000)
