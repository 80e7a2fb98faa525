"""Runs the jobs of a verification, as many at a time as there are PUs."""

import asyncio
import json
import math
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass, field
from typing import Any, Callable, Sequence

from barriers_tools.verify.jobs import Job

LINES_SHOWN = 20

CheckerRecord = dict[str, Any]


@dataclass
class Findings:
    """What the executables said, in the order in which they were asked."""

    answers: dict[int, dict[str, list[CheckerRecord]]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    unexplored: list[str] = field(default_factory=list)
    ended: str = "complete"

    def rows(self, kind: str) -> list[CheckerRecord]:
        return [row for _, said in sorted(self.answers.items()) for row in said.get(kind, [])]


def run_all(
    jobs: Sequence[Job],
    at_once: int,
    budget_s: float | None,
    progress: Callable[[float], None],
) -> Findings:
    """Launches every job. When the budget is spent, what runs is stopped and the rest is not
    begun; an interrupt does the same. `progress` takes the share that is done."""
    end = math.inf if budget_s is None else time.monotonic() + budget_s
    runner = _Runner(jobs, at_once, end, progress)
    try:
        asyncio.run(runner.all())
    except KeyboardInterrupt:
        runner.found.ended = "interrupted"
    runner.conclude()
    return runner.found


@dataclass
class _Runner:
    jobs: Sequence[Job]
    at_once: int
    end: float
    progress: Callable[[float], None]
    found: Findings = field(default_factory=Findings)
    done: set[int] = field(default_factory=set)

    async def all(self) -> None:
        free = asyncio.Semaphore(self.at_once)
        async with asyncio.TaskGroup() as group:
            for number in range(len(self.jobs)):
                group.create_task(self._in_turn(number, free))

    async def _in_turn(self, number: int, free: asyncio.Semaphore) -> None:
        async with free:
            left_s = self.end - time.monotonic()
            try:
                if left_s <= 0:
                    raise TimeoutError
                async with asyncio.timeout(left_s):
                    await self._launch(number)
            except TimeoutError:
                self.found.ended = "budget"

    async def _launch(self, number: int) -> None:
        job = self.jobs[number]
        process = await asyncio.create_subprocess_exec(
            *job.command(), stdin=DEVNULL, stdout=PIPE, stderr=PIPE
        )
        try:
            out, err = await process.communicate()
        finally:
            await _stop(process)
        self._keep(number, process.returncode or 0, out.decode(), err.decode())
        self.done.add(number)
        self.progress(len(self.done) / len(self.jobs))

    def _keep(self, number: int, status: int, out: str, err: str) -> None:
        job = self.jobs[number]
        try:
            said = json.loads(out)
            rows = said[job.answers]
        except (ValueError, TypeError, KeyError):
            complaints = [f"did not answer, and ended with {status}:\n{_last(err)}"]
        else:
            engine = {"engine": job.engine}
            self.found.answers[number] = {job.answers: [{**row, **engine} for row in rows]}
            complaints = list(said.get("complaints", []))
            if status != 0 and not complaints and not any(map(_explains, rows)):
                complaints = [f"ended with {status}:\n{_last(err)}"]
        self.found.complaints += [f"{job}: {each}" for each in complaints]

    def conclude(self) -> None:
        left = (each for number, each in enumerate(self.jobs) if number not in self.done)
        self.found.unexplored = [str(each) for each in left]


async def _stop(process: Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()


def _explains(row: CheckerRecord) -> bool:
    """Whether a row tells why an executable ended with 1: a search failed, or rc11 was wrong."""
    return "failed" in row or bool(row.get("wrong"))


def _last(text: str) -> str:
    return "\n".join(f"  | {line}" for line in text.strip().splitlines()[-LINES_SHOWN:])
