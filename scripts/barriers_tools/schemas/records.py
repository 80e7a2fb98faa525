"""The records of a journal: JSON lines, each one of these."""

from typing import Any, Callable, Iterator, Literal, Optional

from pydantic import Field

from barriers_tools.schemas.environment import Environment
from barriers_tools.schemas.metrics import ALWAYS, DIFFERENCES, METRICS, POSITIVE
from barriers_tools.schemas.plan import Plan
from barriers_tools.schemas.types import Amount, Duration, Index, Key, Name, Record, Text, number

DIFFERENCE = number(-1e3, 1e12)
BOUNDS: dict[str, Any] = {
    **{name: Amount for name in METRICS},
    **{name: Duration for name in POSITIVE},
    **{name: DIFFERENCE for name in DIFFERENCES},
    "net_ns": number(-1e12, 1e12),
    "earliest_release_ns": number(-1e6, 1e12),
}


class Metrics(dict[str, float]):
    """The metrics of a launch: those that every launch has, and others that there are."""

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[Any], Any]]:
        yield cls.check

    @classmethod
    def check(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            raise TypeError("is not of type 'object'")
        for name in ALWAYS:
            if name not in value:
                raise ValueError(f"{name!r} is missing")
        for name, fact in value.items():
            if name not in BOUNDS:
                raise ValueError(f"{name[:40]!r} is no metric")
            try:
                BOUNDS[name].check(fact)
            except (TypeError, ValueError) as fault:
                raise ValueError(f"{name}: {fault}") from fault
        return value

    @classmethod
    def __modify_schema__(cls, schema: dict[str, Any]) -> None:
        properties: dict[str, dict[str, Any]] = {name: {} for name in BOUNDS}
        for name, bound in BOUNDS.items():
            bound.__modify_schema__(properties[name])
        shape: dict[str, Any] = {
            "properties": properties,
            "additionalProperties": False,
            "required": list(ALWAYS),
        }
        schema.update({"type": "object", **shape})


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
    barriers: dict[Name, About]
    plan: Plan
    latency: Optional[Latency]


class LaunchRecord(Record):
    """What one launch of one cell said."""

    record: Literal["launch"]
    repetition: Index
    cell: Index
    at_s: Amount
    metrics: Metrics


class FailureRecord(Record):
    """A launch that came to nothing, and why."""

    record: Literal["failure"]
    repetition: Index
    cell: Index
    at_s: Amount
    message: Text


class ContextRecord(Record):
    """What an executable said of itself and of what it cannot read."""

    record: Literal["context"]
    barrier: Name
    facts: dict[Key, Text]


class ResumeRecord(Record):
    """Somebody went on with the measuring."""

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
