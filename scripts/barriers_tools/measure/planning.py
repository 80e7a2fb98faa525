"""What the command line asks for, and how long it takes."""

from dataclasses import dataclass

from barriers_tools.schemas.plan import Plan

DEFAULT_CELL_MS = 50
LEAST_CELL_MS = 10
# A survey should come round this often within its budget, or its cells are made shorter.
REPETITIONS_WANTED = 14
# A launch passes over its cell three times, for the period, for the LALR and for the futex calls,
# and costs something itself.
PASSES = 3
LAUNCH_MS = 60


@dataclass(frozen=True)
class Request:
    """What the command line asks for; what is left open is decided by the machine."""

    barriers: tuple[str, ...] = ()
    teams: tuple[int, ...] | None = None
    policies: tuple[str, ...] | None = None
    placements: tuple[str, ...] | None = None
    pus: str | None = None
    workloads: tuple[str, ...] | None = None
    background_load: int = 0
    launches: int | None = None
    budget: float | None = None
    seed: int = 0
    survey: bool = False


def cell_ms(cells: int, budget_s: float | None) -> int:
    """How long a cell runs: shorter where there are many, so that each is launched often enough."""
    if budget_s is None:
        return DEFAULT_CELL_MS
    fits = (budget_s * 1000 / (REPETITIONS_WANTED * cells) - LAUNCH_MS) / PASSES
    return int(min(DEFAULT_CELL_MS, max(LEAST_CELL_MS, fits)))


def expected_s(wanted: Plan) -> tuple[float, float | None]:
    """About how long a plan takes at least and at most, by the time that its cells are given:
    spinning teams that share PUs may need longer."""
    launch = (wanted.cell_ms * PASSES + LAUNCH_MS) / 1000 * len(wanted.cells)
    most = None if wanted.most is None else wanted.most * launch
    if wanted.budget_s is not None:
        most = min(most or wanted.budget_s, wanted.budget_s)
    return min(wanted.least * launch, most or float("inf")), most


def announcement(wanted: Plan) -> str:
    limit = f", for at most {wanted.budget_s:.0f} s" if wanted.budget_s else ""
    return f"measuring {len(wanted.cells)} cells, {often(wanted)} launches each{limit}"


def often(wanted: Plan) -> str:
    if wanted.most is None:
        return f"{wanted.least} or more"
    return f"{wanted.least}" if wanted.least == wanted.most else f"{wanted.least} to {wanted.most}"
