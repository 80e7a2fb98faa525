"""Reads a journal back: each record is checked, and nothing is believed before that."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from barriers_tools.errors import ResultRejected
from barriers_tools.schemas import validation
from barriers_tools.schemas.metrics import Metric, metrics_of
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
class Contents:
    """What a file holds."""

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


def read(path: Path, name: str) -> Contents:
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
    return reader.contents()


class _Reader:
    """Takes one record after another."""

    def __init__(self, name: str):
        self._name = name
        self._contents: Contents | None = None
        self._length = 0
        self._torn = False
        self._seen: set[tuple[int, int]] = set()
        self._metrics: dict[str, Metric] = {}

    def contents(self) -> Contents:
        if self._contents is None:
            raise ResultRejected(f"{self._name} has no plan in its first line")
        self._contents.length, self._contents.torn = self._length, self._torn
        return self._contents

    def tear(self, number: int) -> None:
        self._torn = True
        click.echo(f"note: {self._name}, line {number}: half a record, left out", err=True)

    def take(self, number: int, line: bytes) -> None:
        where = f"{self._name}, line {number}"
        record = validation.record(line, where)
        if (record.record == "plan") != (self._contents is None):
            raise ResultRejected(f"{where}: the plan stands in the first line, and only there")
        getattr(self, f"_{record.record}")(record, where)
        self._length += len(line)

    def _plan(self, record: PlanRecord, where: str) -> None:
        plan = record.plan
        if unknown := {cell.barrier for cell in plan.cells} - record.barriers.keys():
            raise ResultRejected(f"{where}: cells of what is not listed: {sorted(unknown)}")
        if len(set(plan.cells)) != len(plan.cells):
            raise ResultRejected(f"{where}: a cell is planned twice")
        barriers = {name: about.dict(exclude_unset=True) for name, about in record.barriers.items()}
        latency = record.latency.dict() if record.latency else None
        environment = record.environment.dict(exclude_unset=True)
        metrics = metrics_of(each.dict() for each in record.metrics)
        self._contents = Contents(environment, barriers, plan, latency, metrics=metrics)
        self._metrics = {each.name: each for each in metrics}

    def _launch(self, record: LaunchRecord, where: str) -> None:
        contents, cell = self._cell(record, where)
        for name, value in record.metrics.items():
            if name not in self._metrics or not self._metrics[name].can_be(value):
                raise ResultRejected(f"{where}: {name} is {value}, or no metric of the plan")
        contents.found.samples.append(Sample(record.repetition, cell, record.metrics))

    def _failure(self, record: FailureRecord, where: str) -> None:
        contents, cell = self._cell(record, where)
        contents.found.failures.append(Failure(record.repetition, cell, record.message))

    def _cell(self, record: LaunchRecord | FailureRecord, where: str) -> tuple[Contents, Any]:
        assert self._contents is not None
        cells, number = self._contents.plan.cells, record.cell
        if number >= len(cells):
            raise ResultRejected(f"{where}: there is no cell {number} in the plan")
        if (record.repetition, number) in self._seen:
            raise ResultRejected(
                f"{where}: cell {number} is twice in repetition {record.repetition}"
            )
        self._seen.add((record.repetition, number))
        return self._contents, cells[number]

    def _context(self, record: ContextRecord, where: str) -> None:
        assert self._contents is not None
        self._contents.contexts.setdefault(record.barrier, {}).update(record.facts)
        reasons = self._contents.unavailable.setdefault(record.barrier, set())
        reasons.update(record.unavailable.items())

    def _resume(self, record: ResumeRecord, where: str) -> None:
        assert self._contents is not None
        self._contents.resumed += 1
        self._contents.found.ended = "cut off"

    def _end(self, record: EndRecord, where: str) -> None:
        assert self._contents is not None
        self._contents.found.ended = record.ended
