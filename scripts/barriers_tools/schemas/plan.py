"""What is measured, in which order, and when it is enough."""

import random
import zlib
from dataclasses import asdict, astuple, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Iterable, Iterator, Literal, Sequence

from pydantic import Extra, conint, dataclasses

from barriers_tools.schemas import types
from barriers_tools.schemas.types import number, say_what_may_be_null

if TYPE_CHECKING:
    from dataclasses import dataclass as checked

    Name = str
    PuList = str
    Policy = str
    Index = int
    Team = int
    BackgroundLoad = int
    Launches = int
    Milliseconds = int
    Share = float
    Seconds = float
else:
    # As a record: no keys but these.
    CLOSED = {"extra": Extra.forbid, "schema_extra": say_what_may_be_null}
    checked = partial(dataclasses.dataclass, config=CLOSED)
    Name, PuList, Index, Team = types.Name, types.PuList, types.Index, types.Team
    Policy = Literal["spin", "yield", "park", "own"]
    BackgroundLoad = conint(strict=True, ge=0, le=1000)
    Launches = conint(strict=True, ge=1, le=10_000)
    Milliseconds = conint(strict=True, ge=1, le=100_000)
    Share = number(0, 1, above=True)
    Seconds = number(0, 1e9, above=True)

ALGORITHM = "algorithm"
PEER = "peer"
LANGUAGE = "language"
OWN = "own"

# Between equals, the policy that gives its PU back is preferred: it also copes with background load.
POLICIES = ("park", "yield", "spin")


@dataclass(frozen=True, order=True)
class Configuration:
    """The circumstances in which barriers are compared."""

    workload: str
    placement: str
    team: int
    background_load: int = 0

    def cell(self, barrier: str, policy: str) -> "Cell":
        return Cell(barrier, policy, *astuple(self))

    def __str__(self) -> str:
        load = f", background load {self.background_load}" if self.background_load else ""
        return f"team of {self.team}, {self.placement}, workload {self.workload}{load}"


@checked(frozen=True)
class Cell:
    """One barrier, waiting in one way, in one configuration: what a launch measures."""

    barrier: Name
    policy: Policy
    workload: Name
    placement: Name
    team: Team
    # How many busy threads of other processes run on each PU.
    background_load: BackgroundLoad = 0

    @property
    def configuration(self) -> Configuration:
        return Configuration(self.workload, self.placement, self.team, self.background_load)

    @property
    def choice(self) -> tuple[str, str]:
        return (self.barrier, self.policy)

    def facts(self) -> dict[str, str | int]:
        return asdict(self)

    def __str__(self) -> str:
        """The name of its benchmark, which is its whole identity."""
        load = f"/background_load:{self.background_load}" if self.background_load else ""
        return f"{self.barrier}/{self.policy}/{self.workload}/{self.placement}/{self.team}{load}"


@checked(frozen=True)
class Plan:
    """What is to be measured, and when it is enough."""

    cells: tuple[Cell, ...]
    seed: Index
    cell_ms: Milliseconds
    # Launches of each cell: so many at least, and at most.
    least: Launches = 1
    most: Launches | None = None
    # Between the two, a configuration is done when the interval of each LALR is this narrow: half its
    # width, as a share of the value. None: it is never narrow enough.
    precision: Share | None = None
    budget_s: Seconds | None = None
    pus: PuList | None = None

    @property
    def configurations(self) -> list[Configuration]:
        return list(dict.fromkeys(cell.configuration for cell in self.cells))

    def facts(self) -> dict[str, Any]:
        return {**asdict(self), "cells": [cell.facts() for cell in self.cells]}

    def seed_of(self, repetition: int, cell: Cell) -> int:
        """The seed of all that is drawn at random in one launch."""
        return zlib.crc32(f"{self.seed}/{repetition}/{cell}".encode()) >> 1

    def in_pass(self, number: int, open_: Iterable[Configuration]) -> Iterator[tuple[int, Cell]]:
        """Launches, each with its repetition: two of every cell of the configurations that are open.

        The configurations come in a random order. Each is gone through in a random order and then
        backwards (ABBA): a steady drift of the machine affects all its cells alike. The seed
        alone decides, so that a resumed measurement keeps the order.
        """
        draw = random.Random(f"{self.seed}/{number}")
        wanted = set(open_)
        for configuration in draw.sample(self.configurations, len(self.configurations)):
            if configuration in wanted:
                there = self._order(number, configuration)
                yield from ((2 * number, cell) for cell in there)
                yield from ((2 * number + 1, cell) for cell in reversed(there))

    def _order(self, number: int, configuration: Configuration) -> list[Cell]:
        cells = [cell for cell in self.cells if cell.configuration == configuration]
        return random.Random(f"{self.seed}/{number}/{configuration}").sample(cells, len(cells))


def sensible_policies(team: int, pus: int, background_load: int = 0) -> tuple[str, ...]:
    """Spinning is left out where threads share a PU: an episode would take a scheduler's tick."""
    return ("park", "spin") if team <= pus and not background_load else ("park", "yield")


def sensible_teams(pus: int) -> list[int]:
    """The powers of two up to the PUs, the PUs, and twice as many."""
    powers = [2**n for n in range(1, pus.bit_length()) if 2**n <= pus]
    return sorted({*powers, *([pus] if pus > 1 else []), 2 * pus})


def cells(
    kinds: dict[str, str],
    configurations: Iterable[Configuration],
    policies: Sequence[str],
    pus: int,
) -> list[Cell]:
    """Every barrier in every configuration. Peers and languages wait in their own way; where no
    policies are given, algorithms get the sensible ones."""
    return [
        each.cell(barrier, policy)
        for each in configurations
        for barrier, kind in kinds.items()
        for policy in _policies_of(
            kind, policies or sensible_policies(each.team, pus, each.background_load)
        )
    ]


def _policies_of(kind: str, policies: Sequence[str]) -> Sequence[str]:
    return policies if kind == ALGORITHM else (OWN,)
