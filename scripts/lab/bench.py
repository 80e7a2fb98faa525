"""Talks with the bench executable: what it knows, and one launch of it for one cell."""

import json
import math
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab.errors import MeasurementFailed
from lab.plan import OWN, Cell

TIMES = ("period_p50_ns", "period_p99_ns")
# What is left when the cost of a stamp is taken off: next to nothing for a team of one.
DIFFERENCES = ("lalr_p50_ns", "lalr_p99_ns")
# Missing where ranks 0 and 1 share a PU, so that no line moves between them.
PROBES = ("l_before_ns", "l_after_ns")
METRICS = (*TIMES, *DIFFERENCES, *PROBES)
LINES_SHOWN = 8
ANSWER_WITHIN = 30.0

Metrics = dict[str, float | None]


@dataclass(frozen=True)
class Knobs:
    """What every launch of one measurement has in common."""

    cell_ms: int
    commit: str
    pus: str | None = None


class Launcher:
    """The bench executable."""

    def __init__(self, executable: Path):
        self.executable = executable

    def barriers(self) -> list[dict[str, Any]]:
        """What there is to measure, as the executable describes it."""
        return self._json(["--describe"], ANSWER_WITHIN)

    def topology(self, pus: str | None = None) -> dict[str, Any]:
        """The PUs, the placements and the workloads; with the placement of listed PUs, if any."""
        return self._json(["--topology", *([f"--pus={pus}"] if pus else [])], ANSWER_WITHIN)

    def launch(
        self, cell: Cell, knobs: Knobs, seed: int, timeout: float
    ) -> tuple[Metrics, dict[str, Any]]:
        """Measures one cell in a process of its own: the metrics, and the context they hold in.

        Raises subprocess.TimeoutExpired when it takes longer than `timeout` seconds.
        """
        said = self._json(
            [
                f"--words={cell.word}",
                *([] if cell.policy == OWN else [f"--policy={cell.policy}"]),
                f"--teams={cell.team}",
                f"--pus={knobs.pus}" if knobs.pus else f"--placements={cell.placement}",
                f"--workloads={cell.workload}",
                f"--seed={seed}",
                f"--cell_ms={knobs.cell_ms}",
                f"--commit={knobs.commit}",
                "--benchmark_format=json",
            ],
            timeout,
        )
        return _metrics(cell, said), said["context"]

    def _json(self, arguments: list[str], timeout: float) -> Any:
        command = [str(self.executable), *arguments]
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout
        )
        shown = " ".join([self.executable.name, *arguments])
        if done.returncode != 0:
            raise MeasurementFailed(f"'{shown}' ended with {done.returncode}:\n{_why(done)}")
        try:
            return json.loads(done.stdout)
        except ValueError as error:
            raise MeasurementFailed(f"'{shown}' did not print JSON: {error}") from error


def _why(done: "subprocess.CompletedProcess[str]") -> str:
    """What the executable said when it failed: the last lines, and the errors of its cells."""
    errors = re.findall(r'"error_message": "([^"]*)"', done.stdout)
    lines = done.stderr.splitlines()[-LINES_SHOWN:] + errors
    return "\n".join(f"  | {line}" for line in lines or ["nothing was said"])


def _metrics(cell: Cell, said: dict[str, Any]) -> Metrics:
    """The numbers of the one benchmark that was asked for, believed only where they can be true."""
    measured = said.get("benchmarks", [])
    if len(measured) != 1:
        raise MeasurementFailed(f"{cell}: expected one benchmark, got {len(measured)}")
    if measured[0].get("error_occurred"):
        raise MeasurementFailed(f"{cell}: {measured[0].get('error_message', 'failed')}")
    return {name: _believed(cell, name, measured[0].get(name)) for name in METRICS}


def _believed(cell: Cell, name: str, value: Any) -> float | None:
    if value is None and name in PROBES:
        return None
    number = isinstance(value, (int, float)) and math.isfinite(value)
    if not number or (value <= 0 and name not in DIFFERENCES):
        raise MeasurementFailed(f"{cell}: {name} is {value!r}, which no clock can have shown")
    return float(value)
