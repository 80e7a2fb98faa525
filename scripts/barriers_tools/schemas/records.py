"""The records of a journal: JSON lines, each one of these."""

from typing import Literal, Optional

from pydantic import Field, validator

from barriers_tools.schemas.environment import Environment
from barriers_tools.schemas.metrics import ALWAYS, Metric
from barriers_tools.schemas.plan import Plan
from barriers_tools.schemas.types import Amount, Duration, Index, Key, Name, Record, Text, number

Value = number(-1e12, 1e12)


class About(Record):
    """What is written down of a barrier."""

    kind: Literal["algorithm", "language", "peer"]
    title: Text
    differs: Optional[Text]


class Latency(Record):
    """L between each two PUs."""

    pus: list[Index]
    l_ns: list[list[Optional[Duration]]]


class PlanRecord(Record):
    """What is measured, where, and when it is enough: the first record."""

    record: Literal["plan"]
    schema_: Literal[3] = Field(..., alias="schema")
    environment: Environment
    metrics: list[Metric]
    barriers: dict[Name, About]
    plan: Plan
    latency: Optional[Latency]


class LaunchRecord(Record):
    """The metrics of one launch of one cell."""

    record: Literal["launch"]
    repetition: Index
    cell: Index
    at_s: Amount
    # By the names in the plan, which says what each can be.
    metrics: dict[Key, Value] = Field(..., required=list(ALWAYS))

    @validator("metrics")
    def require_always(cls, metrics: dict[str, float]) -> dict[str, float]:
        for name in ALWAYS:
            if name not in metrics:
                raise ValueError(f"{name!r} is missing")
        return metrics


class FailureRecord(Record):
    """A launch that came to nothing, and why."""

    record: Literal["failure"]
    repetition: Index
    cell: Index
    at_s: Amount
    message: Text


class ContextRecord(Record):
    """Facts about an executable, and the metrics that it cannot read."""

    record: Literal["context"]
    barrier: Name
    facts: dict[Key, Text]
    unavailable: dict[Key, Text]


class ResumeRecord(Record):
    """The measuring was resumed."""

    record: Literal["resume"]
    environment: Environment


class EndRecord(Record):
    """The measuring ended, at least for a while."""

    record: Literal["end"]
    ended: Literal["complete", "budget", "interrupted"]


RECORDS: dict[str, type[Record]] = {
    "plan": PlanRecord,
    "launch": LaunchRecord,
    "failure": FailureRecord,
    "context": ContextRecord,
    "resume": ResumeRecord,
    "end": EndRecord,
}
