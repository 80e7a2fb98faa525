"""What is measured, and in which order."""

import random
from dataclasses import asdict, dataclass
from typing import Iterator, Sequence

PEER = "peer"
OWN = "own"

# Between equals, the policy that gives its PU back is preferred: it also copes with company.
POLICIES = ("park", "yield", "spin")


@dataclass(frozen=True)
class Setting:
    """The circumstances in which barriers are compared."""

    workload: str
    placement: str
    team: int


@dataclass(frozen=True)
class Cell:
    """One barrier, waiting in one way, in one setting: what a launch measures."""

    word: str
    policy: str
    workload: str
    placement: str
    team: int

    @property
    def setting(self) -> Setting:
        return Setting(self.workload, self.placement, self.team)

    @property
    def barrier(self) -> tuple[str, str]:
        return (self.word, self.policy)

    def facts(self) -> dict[str, str | int]:
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.word}/{self.policy}/{self.workload}/{self.placement}/{self.team}"


def sensible_policies(team: int, pus: int) -> tuple[str, ...]:
    """Spinning is left out where ranks share a PU: an episode would take a scheduler's tick."""
    return ("park", "spin") if team <= pus else ("park", "yield")


def sensible_teams(pus: int) -> list[int]:
    """The powers of two up to the PUs, the PUs, and twice as many."""
    powers = [2**n for n in range(1, pus.bit_length()) if 2**n <= pus]
    return sorted({*powers, *([pus] if pus > 1 else []), 2 * pus})


def cells(
    kinds: dict[str, str],
    teams: Sequence[int],
    policies: Sequence[str],
    placements: Sequence[str],
    workloads: Sequence[str],
    pus: int,
) -> list[Cell]:
    """Every barrier in every setting; a peer waits in its own way. No policies: the sensible."""
    return [
        Cell(word, policy, workload, placement, team)
        for workload in workloads
        for placement in placements
        for team in teams
        for word, kind in kinds.items()
        for policy in _policies_of(kind, policies or sensible_policies(team, pus))
    ]


def _policies_of(kind: str, policies: Sequence[str]) -> Sequence[str]:
    return (OWN,) if kind == PEER else policies


def sweeps(cells: Sequence[Cell], seed: int) -> Iterator[list[Cell]]:
    """Endless sweeps, each with one launch of every cell; each pair of sweeps goes ABBA.

    A random order, then the same backwards: whatever drifts evenly through the two sweeps falls on
    every cell alike.
    """
    draw = random.Random(seed)
    while True:
        order = draw.sample(cells, len(cells))
        yield order
        yield order[::-1]
