"""The file of a measuring: JSON lines, each written as soon as it is known, none ever changed.

The first record is the `plan`, with the environment; then come a `launch` or a `failure` for each
launch, a `context` whenever an executable says something else of a barrier, a `resume` each time that
somebody goes on, and an `end` each time that the measuring ends. A file that has lost its last line,
or half of it, is still a valid measuring of what is left.
"""

import json
import os
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Iterator

import click

from barriers_tools.errors import NotKept, ResultRejected, refused
from barriers_tools.host.privacy import without_paths
from barriers_tools.host.sysinfo.files import one_line
from barriers_tools.schemas import validation
from barriers_tools.schemas.metrics import CLOCKS
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

SCHEMA = 3
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
    # What the executables said of themselves, and of what they cannot read, by barrier.
    contexts: dict[str, dict[str, str]] = field(default_factory=dict)
    resumed: int = 0
    # How many bytes are whole records.
    length: int = 0
    torn: bool = False


class Journal:
    """Keeps a measuring, from the first launch on: before there is any, no file is made."""

    def __init__(
        self,
        path: Callable[[dict[str, Any]], Path],
        plan: Plan,
        barriers: dict[str, dict[str, str]],
        describe: Callable[[dict[str, str]], dict[str, Any]],
        contents: Contents | None = None,
        latency: dict[str, Any] | None = None,
    ):
        self._path, self._plan, self._barriers = path, plan, barriers
        self._describe = describe
        self._file: Any = None
        self._cells = {cell: number for number, cell in enumerate(plan.cells)}
        self._contexts = contents.contexts if contents else {}
        self._contents = contents
        self._latency = latency
        self._began = time.monotonic()
        self.environment: dict[str, Any] = {}
        self.path: Path | None = None

    def keep(self, sample: Sample, context: dict[str, str]) -> None:
        self._open(context)
        self._keep_context(sample.cell.barrier, context)
        self._write(
            "launch", **self._launch(sample.repetition, sample.cell), metrics=sample.metrics
        )

    def keep_failure(self, failure: Failure) -> None:
        self._open({})
        place = self._launch(failure.repetition, failure.cell)
        self._write("failure", **place, message=_said(failure.message))

    def end(self, ended: str) -> None:
        if self._file is not None:
            self._write("end", ended=ended)
            with self._kept():
                self._file.close()

    def _launch(self, repetition: int, cell: Any) -> dict[str, Any]:
        at = round(time.monotonic() - self._began, 3)
        return {"repetition": repetition, "cell": self._cells[cell], "at_s": at}

    def _open(self, context: dict[str, str]) -> None:
        if self._file is None:
            self.environment = self._describe(context)
            self.path = self._path(self.environment)
            with self._kept():
                if self._contents is None:
                    self._create()
                else:
                    self._go_on(self._contents)

    def _create(self) -> None:
        assert self.path is not None
        self.path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        self._file = os.fdopen(os.open(self.path, flags, 0o644), "w", encoding="utf-8")
        self._write(
            "plan",
            schema=SCHEMA,
            environment=self.environment,
            barriers=self._barriers,
            plan=self._plan.facts(),
            **({"latency": self._latency} if self._latency else {}),
        )

    def _go_on(self, contents: Contents) -> None:
        assert self.path is not None
        # What is half a record is no measurement: it goes, so that the next begins on a new line.
        os.truncate(self.path, contents.length)
        self._file = self.path.open("a", encoding="utf-8")
        self._write("resume", environment=self.environment)

    def _keep_context(self, barrier: str, context: dict[str, str]) -> None:
        known = self._contexts.setdefault(barrier, {})
        new = {
            name: _said(fact)
            for name, fact in context.items()
            if name not in CLOCKS and known.get(name) != _said(fact)
        }
        if new:
            known.update(new)
            self._write("context", barrier=barrier, facts=new)

    def _write(self, record: str, **fields: Any) -> None:
        with self._kept():
            self._file.write(json.dumps({"record": record, **fields}, allow_nan=False) + "\n")
            self._file.flush()

    @contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise NotKept(f"cannot keep what is measured: {refused(error, self.path)}") from error


def _said(text: str) -> str:
    """What an executable said, as a file may keep it: readable again, and without paths."""
    return one_line(without_paths(text))


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
        self._contents = Contents(environment, barriers, plan, latency)

    def _launch(self, record: LaunchRecord, where: str) -> None:
        contents, cell = self._cell(record, where)
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

    def _resume(self, record: ResumeRecord, where: str) -> None:
        assert self._contents is not None
        self._contents.resumed += 1
        self._contents.found.ended = "cut off"

    def _end(self, record: EndRecord, where: str) -> None:
        assert self._contents is not None
        self._contents.found.ended = record.ended
