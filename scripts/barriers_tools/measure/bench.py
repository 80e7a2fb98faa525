"""The executables that measure: what they describe, and one launch for one cell."""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Iterable, Protocol

from barriers_tools.errors import MeasurementFailed
from barriers_tools.measure.asking import ask
from barriers_tools.schemas.metrics import ALWAYS, CLOCK, Metric, Metrics, Reasons
from barriers_tools.schemas.plan import Cell

# Facts of the context that are of one launch, of a person, or recorded elsewhere.
NOT_KEPT = re.compile(
    r"date|host_name|executable|num_cpus|mhz_per_cpu|cpu_scaling_enabled|caches|load_avg|"
    r"library_build_type|commit|seed|cell_ms|background_load|machine|topology|pus_.*|"
    r"cgroup_quota_pus"
)
NOT_MEASURED = "it is not measured for this barrier"


@dataclass(frozen=True)
class LaunchOptions:
    """What every launch of one measuring has in common."""

    cell_ms: int
    commit: str
    pus: str | None = None


@dataclass(frozen=True)
class Launched:
    """The result of one launch: each metric has a value, or a reason why it is unavailable."""

    metrics: Metrics
    unavailable: Reasons = field(default_factory=dict)
    # Under what that was.
    context: dict[str, str] = field(default_factory=dict)


class Measures(Protocol):
    """What measures some barriers, each cell in a process of its own."""

    name: str

    def digest(self) -> str:
        """Tells launches of different builds apart."""
        ...

    def barriers(self) -> list[dict[str, Any]]:
        ...

    def launch(
        self, cell: Cell, launch_options: LaunchOptions, seed: int, timeout: float
    ) -> Launched:
        """Raises subprocess.TimeoutExpired where it takes more than `timeout` seconds."""
        ...


class Executable:
    """One executable that measures some barriers."""

    def __init__(self, path: Path):
        self.path, self.name = path, path.name

    def digest(self) -> str:
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:16]

    @cached_property
    def description(self) -> dict[str, Any]:
        """The metrics, the barriers, the workloads, and the PUs with the placements."""
        return ask(self.path, ["--describe"])

    def barriers(self) -> list[dict[str, Any]]:
        return self.description["barriers"]

    def latency(self) -> Any:
        """L between each two PUs, in ns: a row for each PU that it is from."""
        return ask(self.path, ["--latency"], within_s=None)

    def launch(
        self, cell: Cell, launch_options: LaunchOptions, seed: int, timeout: float
    ) -> Launched:
        report = ask(
            self.path,
            [
                f"--benchmark_filter=^{cell}$",
                f"--team={cell.team}",
                *([f"--pus={launch_options.pus}"] if launch_options.pus else []),
                *([f"--background-load={cell.background_load}"] if cell.background_load else []),
                f"--seed={seed}",
                f"--cell-ms={launch_options.cell_ms}",
                f"--commit={launch_options.commit}",
                "--benchmark_format=json",
            ],
            timeout,
        )
        one = _only_benchmark(cell, report)
        names = {each["name"] for each in self.description["metrics"]}
        return Launched(
            {name: value for name, value in one.items() if name in names},
            one.get("unavailable", {}),
            _context(report),
        )


class Launcher:
    """All that measures as one: the executable that knows the machine and the metrics, and others."""

    def __init__(self, first: Executable, others: Iterable[Measures] = ()):
        self._first = first
        self._all: tuple[Measures, ...] = (first, *others)
        self._of_barrier = {
            str(barrier["barrier"]): each for each in self._all for barrier in each.barriers()
        }
        self.metrics: tuple[Metric, ...] = tuple(
            Metric(**each) for each in first.description["metrics"]
        )
        self.topology: dict[str, Any] = first.description["topology"]
        self.workloads: list[str] = first.description["workloads"]
        self.policies: list[str] = first.description["policies"]

    def barriers(self) -> list[dict[str, Any]]:
        """What there is to measure: algorithms, then peers, then those of other languages."""
        return [barrier for each in self._all for barrier in each.barriers()]

    def digests(self) -> dict[str, str]:
        return {each.name: each.digest() for each in self._all}

    def latency(self) -> Any:
        return self._first.latency()

    def launch(
        self, cell: Cell, launch_options: LaunchOptions, seed: int, timeout: float
    ) -> Launched:
        """One launch; an impossible value fails it."""
        measures = self._of_barrier[cell.barrier]
        launched = measures.launch(cell, launch_options, seed, timeout)
        metrics = {
            each.name: _require_possible(cell, each, launched.metrics.get(each.name))
            for each in self.metrics
            if each.name in launched.metrics or each.name in ALWAYS
        }
        unavailable = {
            each.name: launched.unavailable.get(each.name, NOT_MEASURED)
            for each in self.metrics
            if each.name not in metrics
        }
        clocks = {
            each.name: str(metrics[each.name])
            for each in self.metrics
            if each.kind == CLOCK and each.name in metrics
        }
        return Launched(
            metrics, unavailable, {"executable": measures.name, **launched.context, **clocks}
        )


def _context(report: dict[str, Any]) -> dict[str, str]:
    facts = report.get("context", {})
    return {name: str(fact) for name, fact in facts.items() if not NOT_KEPT.fullmatch(name)}


def _only_benchmark(cell: Cell, report: dict[str, Any]) -> dict[str, Any]:
    """The one benchmark that was asked for."""
    measured = report.get("benchmarks", [])
    if len(measured) != 1:
        raise MeasurementFailed(f"{cell}: expected one benchmark, got {len(measured)}")
    (one,) = measured
    if one.get("error_occurred"):
        raise MeasurementFailed(f"{cell}: {one.get('error_message', 'failed')}")
    return one


def _require_possible(cell: Cell, metric: Metric, value: Any) -> float:
    if not metric.can_be(value):
        raise MeasurementFailed(f"{cell}: {metric.name} is {value!r}, which is impossible")
    return float(value)
