"""The file of a measuring: JSON lines, each written as soon as it is known, none ever changed.

The first record is the `plan`, with the environment; then come a `launch` or a `failure` for each
launch, a `context` whenever an executable says something else of a barrier, a `resume` each time that
it goes on, and an `end` each time that the measuring ends. A file that has lost its last line,
or half of it, is still a valid measuring of what is left.
"""

import json
import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable, Iterator

from barriers_tools.errors import NotKept, explain_refusal
from barriers_tools.host.privacy import without_paths
from barriers_tools.host.sysinfo.files import one_line
from barriers_tools.measure.bench import Launched
from barriers_tools.measure.journal_reader import Result
from barriers_tools.schemas.metrics import Metric
from barriers_tools.schemas.plan import Plan
from barriers_tools.schemas.sample import Failure, Sample

SCHEMA = 3


class Journal:
    """Keeps a measuring, from the first launch on: before there is any, no file is made."""

    def __init__(
        self,
        path: Callable[[dict[str, Any]], Path],
        plan: Plan,
        metrics: tuple[Metric, ...],
        barriers: dict[str, dict[str, str]],
        describe: Callable[[dict[str, str]], dict[str, Any]],
        before: Result | None = None,
        latency: dict[str, Any] | None = None,
    ):
        self._path, self._plan, self._barriers = path, plan, barriers
        self._metrics = metrics
        self._describe = describe
        self._file: Any = None
        self._cells = {cell: number for number, cell in enumerate(plan.cells)}
        self._contexts = before.contexts if before else {}
        self._unavailable = before.unavailable if before else {}
        self._before = before
        self._latency = latency
        self._began = time.monotonic()
        self.environment: dict[str, Any] = {}
        self.path: Path | None = None

    def keep(self, sample: Sample, launched: Launched) -> None:
        self._open(launched.context)
        self._keep_context(sample.cell.barrier, launched)
        self._write(
            "launch", **self._launch(sample.repetition, sample.cell), metrics=sample.metrics
        )

    def keep_failure(self, failure: Failure) -> None:
        self._open({})
        place = self._launch(failure.repetition, failure.cell)
        self._write("failure", **place, message=_sanitize(failure.message))

    def end(self, ended: str) -> None:
        if self._file is not None:
            self._write("end", ended=ended)
            with self._report_loss():
                self._file.close()

    def _launch(self, repetition: int, cell: Any) -> dict[str, Any]:
        at = round(time.monotonic() - self._began, 3)
        return {"repetition": repetition, "cell": self._cells[cell], "at_s": at}

    def _open(self, context: dict[str, str]) -> None:
        if self._file is None:
            self.environment = self._describe(context)
            self.path = self._path(self.environment)
            with self._report_loss():
                if self._before is None:
                    self._create()
                else:
                    self._resume(self._before)

    def _create(self) -> None:
        assert self.path is not None
        self.path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        self._file = os.fdopen(os.open(self.path, flags, 0o644), "w", encoding="utf-8")
        self._write(
            "plan",
            schema=SCHEMA,
            environment=self.environment,
            metrics=[each.dict() for each in self._metrics],
            barriers=self._barriers,
            plan=self._plan.facts(),
            **({"latency": self._latency} if self._latency else {}),
        )

    def _resume(self, before: Result) -> None:
        assert self.path is not None
        # What is half a record is no measurement: it goes, so that the next begins on a new line.
        os.truncate(self.path, before.length)
        self._file = self.path.open("a", encoding="utf-8")
        self._write("resume", environment=self.environment)

    def _keep_context(self, barrier: str, launched: Launched) -> None:
        """Writes what is new. The clocks of a launch are among its metrics."""
        known = self._contexts.setdefault(barrier, {})
        reasons = self._unavailable.setdefault(barrier, set())
        facts = {
            name: _sanitize(fact)
            for name, fact in launched.context.items()
            if name not in launched.metrics and known.get(name) != _sanitize(fact)
        }
        unavailable = {
            name: _sanitize(reason)
            for name, reason in launched.unavailable.items()
            if (name, _sanitize(reason)) not in reasons
        }
        if facts or unavailable:
            known.update(facts)
            reasons.update(unavailable.items())
            self._write("context", barrier=barrier, facts=facts, unavailable=unavailable)

    def _write(self, record: str, **fields: Any) -> None:
        with self._report_loss():
            self._file.write(json.dumps({"record": record, **fields}, allow_nan=False) + "\n")
            self._file.flush()

    @contextmanager
    def _report_loss(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise NotKept(
                f"cannot keep the launches: {explain_refusal(error, self.path)}"
            ) from error


def _sanitize(text: str) -> str:
    """What an executable said, as a file may keep it: readable again, and without paths."""
    return one_line(without_paths(text))
