"""Talks with the executables that measure: what they know, and one launch of one for one cell."""

import hashlib
import json
import math
import re
import signal
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Iterable

from barriers_tools.errors import MeasurementFailed, refused
from barriers_tools.schemas.metrics import ALWAYS, CLOCKS, DIFFERENCES, METRICS, POSITIVE, Metrics
from barriers_tools.schemas.plan import LANGUAGE, OWN, Cell

# What the context says of one launch, of who runs it, or of what is written down elsewhere.
NOT_KEPT = re.compile(
    r"date|host_name|executable|num_cpus|mhz_per_cpu|cpu_scaling_enabled|caches|load_avg|"
    r"library_build_type|commit|seed|cell_ms|policy|company|machine|topology|pus_.*|"
    r"cgroup_quota_pus"
)
LINES_SHOWN = 8
# What the executables call them.
CALLED = {"aa_control": "twin", "slowed": "handicapped"}
ANSWER_WITHIN = 30.0


@dataclass(frozen=True)
class LaunchOptions:
    """What every launch of one measuring has in common."""

    cell_ms: int
    commit: str
    pus: str | None = None


class Executable:
    """One program that measures some barriers."""

    def __init__(self, path: Path):
        self.path = path

    def digest(self) -> str:
        """Of what the file holds, so that launches of another build are told apart."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:16]

    def barriers(self) -> list[dict[str, Any]]:
        """What there is to measure, as the executable describes it."""
        return [_named_anew(each) for each in self._json(["--describe"], ANSWER_WITHIN)]

    def topology(self, pus: str | None = None) -> dict[str, Any]:
        """The PUs, the placements and the workloads; with the placement of listed PUs, if any."""
        return self._json(["--topology", *([f"--pus={pus}"] if pus else [])], ANSWER_WITHIN)

    def latency(self) -> dict[str, Any]:
        """L between each two PUs, in ns: a row for each PU that it is from."""
        return self._json(["--latency"], None)

    def launch(
        self, cell: Cell, launch_options: LaunchOptions, seed: int, timeout: float
    ) -> tuple[Metrics, dict[str, Any]]:
        """Measures one cell in a process of its own: the metrics, and the context they hold in.

        Raises subprocess.TimeoutExpired when it takes longer than `timeout` seconds.
        """
        said = self._json(
            [
                f"--words={CALLED.get(cell.barrier, cell.barrier)}",
                *([] if cell.policy == OWN else [f"--policy={cell.policy}"]),
                f"--teams={cell.team}",
                f"--pus={launch_options.pus}"
                if launch_options.pus
                else f"--placements={cell.placement}",
                f"--workloads={cell.workload}",
                *([f"--company={cell.background_load}"] if cell.background_load else []),
                f"--seed={seed}",
                f"--cell_ms={launch_options.cell_ms}",
                f"--commit={launch_options.commit}",
                "--benchmark_format=json",
            ],
            timeout,
        )
        return _metrics(cell, said), _context(said)

    def _json(self, arguments: list[str], timeout: float | None) -> Any:
        command = [str(self.path), *arguments]
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout
            )
        except OSError as error:
            raise MeasurementFailed(f"cannot start {refused(error, self.path)}") from error
        shown = " ".join([self.path.name, *arguments])
        if done.returncode != 0:
            raise MeasurementFailed(f"'{shown}' {_ending(done.returncode)}:\n{_why(done)}")
        try:
            return json.loads(done.stdout)
        except ValueError as error:
            raise MeasurementFailed(f"'{shown}' did not print JSON: {error}") from error


class Launcher:
    """All executables as one. The first of them is the one that knows the machine."""

    def __init__(self, paths: Iterable[Path]):
        self.executables = [Executable(path) for path in paths]
        self._described = [(each, each.barriers()) for each in self.executables]
        self._of_barrier = {
            str(one["barrier"]): each for each, described in self._described for one in described
        }
        self._languages = {each["barrier"] for each in self.barriers() if each["kind"] == LANGUAGE}
        self._placements = self.topology()["placements"]

    def barriers(self) -> list[dict[str, Any]]:
        """What there is to measure: algorithms, then peers, then other languages."""
        return [one for _, described in self._described for one in described]

    def digests(self) -> dict[str, str]:
        return {each.path.name: each.digest() for each in self.executables}

    def topology(self, pus: str | None = None) -> dict[str, Any]:
        return self.executables[0].topology(pus)

    def latency(self) -> dict[str, Any]:
        return self.executables[0].latency()

    def launch(
        self, cell: Cell, launch_options: LaunchOptions, seed: int, timeout: float
    ) -> tuple[Metrics, dict[str, Any]]:
        executable = self._of_barrier[cell.barrier]
        if cell.barrier in self._languages and not launch_options.pus:
            launch_options = replace(launch_options, pus=self._pus_of(cell))
        metrics, context = executable.launch(cell, launch_options, seed, timeout)
        return metrics, {"executable": executable.path.name, **context}

    def _pus_of(self, cell: Cell) -> str | None:
        """The PUs of a team, by number: a language does not know how they lie to each other."""
        return ",".join(map(str, self._placements[cell.placement][: cell.team])) or None


def _named_anew(described: dict[str, Any]) -> dict[str, Any]:
    """What an executable describes, under the names of today."""
    renamed = {name: old for old, name in CALLED.items()}
    name = described.get("barrier", described.get("word"))
    kind = "language" if described["kind"] == "program" else described["kind"]
    others = {
        key: fact for key, fact in described.items() if key not in ("barrier", "word", "kind")
    }
    return {"barrier": renamed.get(name, name), "kind": kind, **others}


def _ending(code: int) -> str:
    """How a process ended, in words."""
    if code >= 0:
        return f"ended with {code}"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
    short = "; perhaps the memory was short" if -code == signal.SIGKILL else ""
    return f"was killed by {name}{short}"


def _why(done: "subprocess.CompletedProcess[str]") -> str:
    """What the executable said when it failed: the last lines, and the errors of its cells."""
    errors = re.findall(r'"error_message": "([^"]*)"', done.stdout)
    lines = done.stderr.splitlines()[-LINES_SHOWN:] + errors
    return "\n".join(f"  | {line}" for line in lines or ["nothing was said"])


def _context(said: dict[str, Any]) -> dict[str, str]:
    facts = said.get("context", {})
    return {name: str(fact) for name, fact in facts.items() if not NOT_KEPT.fullmatch(name)}


def _metrics(cell: Cell, said: dict[str, Any]) -> Metrics:
    """The numbers of the one benchmark that was asked for, believed only where they can be true."""
    measured = said.get("benchmarks", [])
    if len(measured) != 1:
        raise MeasurementFailed(f"{cell}: expected one benchmark, got {len(measured)}")
    (one,) = measured
    if one.get("error_occurred"):
        raise MeasurementFailed(f"{cell}: {one.get('error_message', 'failed')}")
    one = {**_clocks(said.get("context", {})), **one}
    known = [name for name in METRICS if name in one or name in ALWAYS]
    return {name: _believed(cell, name, one.get(name)) for name in known}


def _clocks(context: dict[str, str]) -> dict[str, float]:
    """What the context says in words, as the numbers that they are."""
    return {name: float(context[name]) for name in CLOCKS if name in context}


def _believed(cell: Cell, name: str, value: Any) -> float:
    number = isinstance(value, (int, float)) and math.isfinite(value)
    least = -math.inf if name in (*DIFFERENCES, "earliest_release_ns") else 0
    if not number or value < least or (value == 0 and name in POSITIVE):
        raise MeasurementFailed(f"{cell}: {name} is {value!r}, which no clock can have shown")
    return float(value)
