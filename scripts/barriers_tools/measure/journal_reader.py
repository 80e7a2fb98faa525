"""Reads a journal back: each record is checked, and nothing is believed before that."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from barriers_tools.errors import ResultRejected
from barriers_tools.schemas import validation
from barriers_tools.schemas.metrics import Metric
from barriers_tools.schemas.plan import Plan
from barriers_tools.schemas.records import (
    ContextRecord,
    EndRecord,
    FailureRecord,
    LaunchRecord,
    PlanRecord,
    ResumeRecord,
)
from barriers_tools.schemas.sample import Failure, Measurement, Sample

LARGEST = 256 * 1024 * 1024


@dataclass
class Result:
    """A measurement, as a file holds it."""

    environment: dict[str, Any]
    # Of each barrier: its kind, its title, and what differs, where there is something to say.
    barriers: dict[str, dict[str, str]]
    plan: Plan
    # L between each two PUs, where it was measured.
    latency: dict[str, Any] | None = None
    found: Measurement = field(default_factory=lambda: Measurement(ended="cut off"))
    metrics: tuple[Metric, ...] = ()
    # What the executables said of themselves, by barrier.
    contexts: dict[str, dict[str, str]] = field(default_factory=dict)
    # The metrics that were unavailable in some launch, each with a reason, by barrier.
    unavailable: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    resumed: int = 0
    # How many bytes are whole records.
    length: int = 0
    torn: bool = False
    # Where it lies, as messages and the report name it.
    file: str = ""

    @property
    def kinds(self) -> dict[str, str]:
        return {barrier: about["kind"] for barrier, about in self.barriers.items()}

    @property
    def samples(self) -> list[Sample]:
        return self.found.standing

    @property
    def failures(self) -> list[Failure]:
        return self.found.failures

    @property
    def ended(self) -> str:
        return self.found.ended


def read(path: Path, name: str) -> Result:
    """The contents of a file, each record checked.

    Raises ResultRejected, with the line, for what no journal has. A last line that was torn off is
    left out with a note.
    """
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        raise ResultRejected(f"{name} is no plain file, or larger than {LARGEST} bytes")
    reader = _Reader(name)
    for number, line in enumerate(path.read_bytes().splitlines(keepends=True), start=1):
        if not line.endswith(b"\n"):
            reader.tear(number)
        else:
            reader.take(number, line)
    return reader.result()


class _Reader:
    def __init__(self, name: str):
        self._name = name
        self._result: Result | None = None
        self._length = 0
        self._torn = False
        self._seen: set[tuple[int, int]] = set()
        self._metrics: dict[str, Metric] = {}

    def result(self) -> Result:
        if self._result is None:
            raise ResultRejected(f"{self._name} has no plan in its first line")
        self._result.length, self._result.torn = self._length, self._torn
        return self._result

    def tear(self, number: int) -> None:
        self._torn = True
        click.echo(f"note: {self._name}, line {number}: half a record, left out", err=True)

    def take(self, number: int, line: bytes) -> None:
        where = f"{self._name}, line {number}"
        record = validation.record(line, where)
        if (record.record == "plan") != (self._result is None):
            raise ResultRejected(f"{where}: the plan stands in the first line, and only there")
        getattr(self, f"_{record.record}")(record, where)
        self._length += len(line)

    def _plan(self, record: PlanRecord, where: str) -> None:
        plan = record.plan
        if unknown := {cell.barrier for cell in plan.cells} - record.barriers.keys():
            raise ResultRejected(
                f"{where}: cells of barriers that are not listed: {sorted(unknown)}"
            )
        if len(set(plan.cells)) != len(plan.cells):
            raise ResultRejected(f"{where}: a cell is planned twice")
        barriers = {name: about.dict(exclude_unset=True) for name, about in record.barriers.items()}
        latency = record.latency.dict() if record.latency else None
        environment = record.environment.dict(exclude_unset=True)
        self._result = Result(environment, barriers, plan, latency, metrics=tuple(record.metrics))
        self._metrics = {each.name: each for each in record.metrics}

    def _launch(self, record: LaunchRecord, where: str) -> None:
        result, cell = self._cell(record, where)
        for name, value in record.metrics.items():
            if name not in self._metrics or not self._metrics[name].can_be(value):
                raise ResultRejected(f"{where}: {name} is {value}, or no metric of the plan")
        result.found.samples.append(Sample(record.repetition, cell, record.metrics))

    def _failure(self, record: FailureRecord, where: str) -> None:
        result, cell = self._cell(record, where)
        result.found.failures.append(Failure(record.repetition, cell, record.message))

    def _cell(self, record: LaunchRecord | FailureRecord, where: str) -> tuple[Result, Any]:
        assert self._result is not None
        cells, number = self._result.plan.cells, record.cell
        if number >= len(cells):
            raise ResultRejected(f"{where}: there is no cell {number} in the plan")
        if (record.repetition, number) in self._seen:
            raise ResultRejected(
                f"{where}: cell {number} is twice in repetition {record.repetition}"
            )
        self._seen.add((record.repetition, number))
        return self._result, cells[number]

    def _context(self, record: ContextRecord, where: str) -> None:
        assert self._result is not None
        self._result.contexts.setdefault(record.barrier, {}).update(record.facts)
        reasons = self._result.unavailable.setdefault(record.barrier, set())
        reasons.update(record.unavailable.items())

    def _resume(self, record: ResumeRecord, where: str) -> None:
        assert self._result is not None
        self._result.resumed += 1
        self._result.found.ended = "cut off"

    def _end(self, record: EndRecord, where: str) -> None:
        assert self._result is not None
        self._result.found.ended = record.ended
