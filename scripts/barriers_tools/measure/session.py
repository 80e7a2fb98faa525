"""One use of the executables that measure: what is asked of them, and what came of it."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Callable

import click

from barriers_tools import paths
from barriers_tools.console.progress import bar
from barriers_tools.errors import MeasurementFailed
from barriers_tools.host import environment, provenance
from barriers_tools.host.sysinfo import activity
from barriers_tools.host.sysinfo.topology import correct
from barriers_tools.measure import build, journal, journal_reader, results, suites
from barriers_tools.measure.bench import Executable, Launcher, LaunchOptions
from barriers_tools.measure.journal_reader import Result
from barriers_tools.measure.languages import Languages
from barriers_tools.measure.planning import Request, announcement, cell_ms
from barriers_tools.measure.resuming import require_same
from barriers_tools.measure.sampling import Measuring
from barriers_tools.options import require_known
from barriers_tools.schemas import plan
from barriers_tools.schemas.plan import Cell, Configuration, Plan

ABOUT = ("kind", "title", "differs")
# What every machine has, to compare with.
AT_HAND = ("libstdcxx", "pthread")
# A sweep has many cells, and launches are worth more than the time in a cell.
SWEEP_CELL_MS = 20
LEAST_LAUNCHES = 8


def document(measured: Result, with_recommendations: bool = False) -> dict[str, Any]:
    """What a measurement says, as JSON; the launches themselves are in its file."""
    from barriers_tools.analysis.recommend import recommend
    from barriers_tools.analysis.summary import rows

    whole: dict[str, Any] = {
        "schema": journal.SCHEMA,
        "environment": measured.environment,
        "plan": {name: fact for name, fact in measured.plan.facts().items() if name != "cells"},
        "ended": measured.ended,
        "failures": [{**each.cell.facts(), "message": each.message} for each in measured.failures],
        "cells": [row.document(measured.metrics) for row in rows(measured.samples, measured.kinds)],
    }
    if with_recommendations:
        advice = recommend(measured.samples, measured.kinds)
        whole["recommendations"] = [each.document() for each in advice]
    return whole


class Session:
    """The executables, and what they say of themselves and of the machine."""

    def __init__(self, launcher: Launcher):
        self.launcher = launcher
        self.descriptions = launcher.barriers()
        self.topology = correct(launcher.topology)
        self.kinds = {str(each["barrier"]): str(each["kind"]) for each in self.descriptions}

    @classmethod
    def open(cls) -> "Session":
        """With the bench executable of this tree, built if it has to be."""
        (executable,) = map(Executable, build.bench())
        return cls(Launcher(executable))

    @classmethod
    def with_all(cls) -> "Session":
        """With all that measures: also the peers that need a process of their own, and those of other
        languages."""
        first, *others = map(Executable, build.all_of_bench())
        languages = Languages(paths.LANGUAGES, first.description["topology"]["placements"])
        return cls(Launcher(first, [*others, *([languages] if languages.barriers() else [])]))

    @classmethod
    def of_calibration(cls) -> "Session":
        """With the executable whose truth is known."""
        (executable,) = map(Executable, build.calibration())
        return cls(Launcher(executable))

    @property
    def pus(self) -> int:
        """How many PUs' worth of time there is: the PUs that we may use, or a quota below them."""
        quota = self.topology.get("cgroup_quota_pus")
        allowed = len(self.topology["pus"])
        return allowed if quota is None else max(1, min(allowed, int(quota)))

    def plan(self, asked: Request) -> Plan:
        """What a request comes to; usage errors for what is not there."""
        whole = self._whole(asked)
        barriers = asked.barriers or (
            self._survey_barriers() if asked.survey else tuple(self.kinds)
        )
        chosen = {barrier: kind for barrier, kind in self.kinds.items() if barrier in barriers}
        configurations = [
            Configuration(workload, placement, team, asked.background_load)
            for workload in whole.workloads or ()
            for placement in whole.placements or ()
            for team in whole.teams or ()
        ]
        cells = plan.cells(chosen, configurations, whole.policies or (), self.pus)
        return Plan(
            cells=tuple(cells),
            seed=asked.seed,
            cell_ms=cell_ms(len(cells), asked.budget),
            least=asked.launches or 1,
            most=asked.launches,
            budget_s=asked.budget,
            pus=asked.pus,
        )

    def _survey_barriers(self) -> tuple[str, ...]:
        """Ours, and those that every machine has: a recommendation is not one among all peers."""
        return tuple(
            name for name, kind in self.kinds.items() if kind == plan.ALGORITHM or name in AT_HAND
        )

    def _whole(self, asked: Request) -> Request:
        """The same request with nothing left open."""
        policies = [each for each in self.launcher.policies if each != plan.OWN]
        require_known("barrier", asked.barriers, list(self.kinds))
        require_known("policy", asked.policies or (), policies)
        require_known("placement", asked.placements or (), list(self.topology["placements"]))
        require_known("workload", asked.workloads or (), self.launcher.workloads)
        if asked.pus and asked.placements:
            raise click.UsageError("--pus is a placement of its own; give one or the other.")
        if asked.pus:
            require_known("PU", asked.pus.split(","), [str(pu) for pu in self.topology["pus"]])
        survey_teams = plan.sensible_teams(self.pus)
        usual = "cores" if asked.survey else "compact"
        return replace(
            asked,
            teams=asked.teams or tuple(survey_teams if asked.survey else (self.pus,)),
            policies=asked.policies or (),
            placements=("explicit",) if asked.pus else asked.placements or (usual,),
            workloads=asked.workloads or ("empty",),
        )

    def sweep(self, quick: bool, full: bool, budget: float | None, seed: int) -> Plan:
        """All suites, launched until the intervals are narrow."""
        machine = suites.Available(
            pus=self.pus,
            placements=self.topology["placements"],
            workloads=tuple(self.launcher.workloads),
            descriptions=tuple(self.descriptions),
        )
        return Plan(
            cells=tuple(suites.sweep(machine, quick)),
            seed=seed,
            cell_ms=SWEEP_CELL_MS,
            least=LEAST_LAUNCHES,
            most=100 if full else 30,
            precision=0.02 if full else 0.05,
            budget_s=budget or (300.0 if quick else None),
        )

    def _about(self, barriers: set[str]) -> dict[str, dict[str, str]]:
        """What is written down of the barriers that are measured."""
        return {
            each["barrier"]: {name: each[name] for name in ABOUT if name in each}
            for each in self.descriptions
            if each["barrier"] in barriers
        }

    def pus_of(self, cell: Cell, pus: str | None) -> list[int]:
        """The PU of each slot of a cell's team; none where threads are not pinned. Which rank
        has which slot is drawn at each launch."""
        order = (
            [int(pu) for pu in pus.split(",")]
            if pus
            else self.topology["placements"][cell.placement]
        )
        return [order[slot % len(order)] for slot in range(cell.team)] if order else []

    def measure(self, wanted: Plan, save: bool) -> Result:
        """Carries out a plan. Whatever happens, what was measured is in the file: under results/
        where it is to be saved, else under build/measured/."""
        folder = paths.RESULTS if save else paths.MEASURED
        return self._measure(wanted, lambda around: results.path_of(around, folder), None)

    def resume(self, path: Path, budget_s: float | None) -> Result:
        before = journal_reader.read(path, str(path))
        missing = {cell.barrier for cell in before.plan.cells} - self.kinds.keys()
        if missing:
            raise MeasurementFailed(
                f"{path} measures barriers that are not built here: {sorted(missing)}"
            )
        now = self._environment({}, 0, activity.load())
        require_same(before.environment, now, path)
        wanted = replace(before.plan, budget_s=budget_s)
        return self._measure(wanted, lambda around: path, before)

    def _environment(self, context: dict[str, Any], seed: int, load: list[float]) -> dict[str, Any]:
        return environment.describe(
            context, self.topology, seed, load, executables=self.launcher.digests()
        )

    def _measure(
        self,
        wanted: Plan,
        path: Callable[[dict[str, Any]], Path],
        before: Result | None,
    ) -> Result:
        load = activity.load()
        barriers = self._about({cell.barrier for cell in wanted.cells})
        sink = journal.Journal(
            path,
            wanted,
            self.launcher.metrics,
            barriers,
            lambda context: self._environment(context, wanted.seed, load),
            before,
            self.launcher.latency() if before is None and wanted.precision is not None else None,
        )
        launch_options = LaunchOptions(
            wanted.cell_ms, provenance.commit_or_none() or "unknown", wanted.pus
        )
        with bar(announcement(wanted)) as progress:
            found_before = before.found if before else None
            measuring = Measuring(
                self.launcher, wanted, launch_options, sink, progress, found_before
            )
            found = measuring.run()
        if not found.samples:
            why = found.not_kept or "the budget is too small"
            why = found.failures[0].message if found.failures else why
            raise MeasurementFailed(f"nothing was measured: {why}")
        # An interrupt may come before the first launch is kept.
        recorded = before.environment if before else None
        around = sink.environment or recorded or self._environment({}, wanted.seed, load)
        return Result(
            around,
            barriers,
            wanted,
            found=found,
            metrics=self.launcher.metrics,
            file=str(sink.path or path(around)),
        )
