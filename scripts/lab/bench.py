"""Talks with the bench executable: what it knows, and one launch of it for one cell."""

import json
import math
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab.errors import MeasurementFailed
from lab.plan import OWN, Cell

METRICS = (
    "period_p50_ns",
    "period_p99_ns",
    "lalr_p50_ns",
    "lalr_p99_ns",
    "l_before_ns",
    "l_after_ns",
)
LINES_SHOWN = 8
ANSWER_WITHIN = 30.0


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

    def topology(self) -> dict[str, Any]:
        """The PUs and the placements of this machine."""
        return self._json(["--topology"], ANSWER_WITHIN)

    def launch(
        self, cell: Cell, knobs: Knobs, seed: int, timeout: float
    ) -> tuple[dict[str, float], dict[str, Any]]:
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
            last = "\n".join(f"  | {line}" for line in done.stderr.splitlines()[-LINES_SHOWN:])
            raise MeasurementFailed(f"'{shown}' ended with {done.returncode}:\n{last}")
        try:
            return json.loads(done.stdout)
        except ValueError as error:
            raise MeasurementFailed(f"'{shown}' did not print JSON: {error}") from error


def _metrics(cell: Cell, said: dict[str, Any]) -> dict[str, float]:
    """The numbers of the one benchmark that was asked for, believed only where they can be true."""
    measured = said.get("benchmarks", [])
    if len(measured) != 1:
        raise MeasurementFailed(f"{cell}: expected one benchmark, got {len(measured)}")
    if measured[0].get("error_occurred"):
        raise MeasurementFailed(f"{cell}: {measured[0].get('error_message', 'failed')}")
    metrics = {}
    for name in METRICS:
        value = measured[0].get(name)
        if not isinstance(value, (int, float)) or not math.isfinite(value) or value <= 0:
            raise MeasurementFailed(f"{cell}: {name} is {value!r}, which no clock can have shown")
        metrics[name] = float(value)
    return metrics
