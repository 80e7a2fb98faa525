"""One use of the bench executable: what is asked of it, and what came of it."""

from dataclasses import dataclass, replace
from typing import Any

import click

from lab import build, environment, plan, results
from lab.bench import Knobs, Launcher
from lab.errors import MeasurementFailed
from lab.measure import Measurement, measure
from lab.options import known
from lab.plan import PEER, Cell
from lab.progress import bar

POLICIES = ("spin", "yield", "park")
DEFAULT_CELL_MS = 50
LEAST_CELL_MS = 10
# A survey should come round this often within its budget, or its cells are made shorter.
SWEEPS_WANTED = 14
# A launch passes over its cell twice, for the period and for the LALR, and costs something itself.
PASSES = 2
LAUNCH_MS = 40


@dataclass(frozen=True)
class Request:
    """What the command line asks for; what is left open is decided by the machine."""

    words: tuple[str, ...] = ()
    teams: tuple[int, ...] | None = None
    policies: tuple[str, ...] | None = None
    placements: tuple[str, ...] | None = None
    pus: str | None = None
    workloads: tuple[str, ...] | None = None
    launches: int | None = None
    budget: float | None = None
    seed: int = 0
    survey: bool = False


@dataclass(frozen=True)
class Measured:
    """A measurement, with what is needed to speak of it."""

    found: Measurement
    kinds: dict[str, str]
    environment: dict[str, Any]
    plan: dict[str, Any]

    def document(self, with_recommendations: bool = False) -> dict[str, Any]:
        from lab.recommend import recommend

        whole = results.document(self.found, self.environment, self.plan, self.kinds)
        if with_recommendations:
            advice = recommend(self.found.batches, self.kinds)
            whole["recommendations"] = [each.document() for each in advice]
        return whole


class Session:
    """The bench executable, and what it says of itself and of the machine."""

    def __init__(self, launcher: Launcher):
        self.launcher = launcher
        self.described = launcher.barriers()
        self.topology = launcher.topology()
        self.kinds = {str(each["word"]): str(each["kind"]) for each in self.described}

    @classmethod
    def opened(cls) -> "Session":
        """With the executable of this tree, built if it has to be."""
        return cls(Launcher(build.bench()))

    @property
    def pus(self) -> int:
        return len(self.topology["pus"])

    def request(self, asked: Request) -> Request:
        """The same request with nothing left open; usage errors for what is not there."""
        known("barrier", asked.words, list(self.kinds))
        known("policy", asked.policies or (), POLICIES)
        known("placement", asked.placements or (), self._placements())
        known("workload", asked.workloads or (), self.topology["workloads"])
        if asked.pus and asked.placements:
            raise click.UsageError("--pus is a placement itself; give one or the other.")
        survey_teams = plan.sensible_teams(self.pus)
        return replace(
            asked,
            teams=asked.teams or tuple(survey_teams if asked.survey else (self.pus,)),
            policies=asked.policies or (),
            placements=("explicit",) if asked.pus else asked.placements or ("compact",),
            workloads=asked.workloads or ("empty",),
        )

    def _placements(self) -> list[str]:
        return list(self.topology["placements"])

    def cells(self, asked: Request) -> list[Cell]:
        kinds = {w: k for w, k in self.kinds.items() if not asked.words or w in asked.words}
        return plan.cells(
            kinds,
            asked.teams or (),
            asked.policies or (),
            asked.placements or (),
            asked.workloads or (),
            self.pus,
        )

    def measure(self, asked: Request) -> Measured:
        cells = self.cells(asked)
        budget = asked.budget or float("inf")
        knobs = Knobs(
            cell_ms=cell_ms(len(cells), asked.budget),
            commit=environment.commit() or "unknown",
            pus=asked.pus,
        )
        load = environment.load()
        with bar(_announcement(cells, asked)) as progress:
            found = measure(
                self.launcher, cells, knobs, asked.seed, asked.launches, budget, progress
            )
        if not found.batches:
            raise MeasurementFailed(found.failure or "nothing was measured: the budget is too small")
        topology = self.launcher.topology(asked.pus)
        around = environment.describe(found.context, topology, asked.seed, load)
        return Measured(
            found=found,
            kinds={w: k for w, k in self.kinds.items() if w in {c.word for c in cells}},
            environment=around,
            plan={"cell_ms": knobs.cell_ms, "budget_s": asked.budget, "launches": asked.launches},
        )


def cell_ms(cells: int, budget_s: float | None) -> int:
    """How long a cell runs: shorter where there are many, so that each is launched often enough."""
    if budget_s is None:
        return DEFAULT_CELL_MS
    fits = (budget_s * 1000 / (SWEEPS_WANTED * cells) - LAUNCH_MS) / PASSES
    return int(min(DEFAULT_CELL_MS, max(LEAST_CELL_MS, fits)))


def _announcement(cells: list[Cell], asked: Request) -> str:
    limit = f", for at most {asked.budget:.0f} s" if asked.budget else ""
    often = f", {asked.launches} launches each" if asked.launches else ""
    return f"measuring {len(cells)} cells{often}{limit}"
