"""Which barrier to use: for each configuration one, how much it gains, and how sure that is."""

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Sequence

from barriers_tools.analysis import statistics
from barriers_tools.analysis.pairs import Compared, compare_rows, ratio_document, short_name
from barriers_tools.analysis.statistics import Regimes
from barriers_tools.analysis.summary import Row, rows
from barriers_tools.schemas.plan import ALGORITHM, POLICIES, Cell, Configuration
from barriers_tools.schemas.sample import Sample


@dataclass(frozen=True)
class Recommendation:
    """The barrier to use in a configuration, and the others by their ratio to it."""

    row: Row
    others: tuple[Compared, ...]
    regimes: Regimes | None

    @property
    def cell(self) -> Cell:
        return self.row.cell

    @property
    def peers(self) -> list[Compared]:
        return [other for other in self.others if other.row.kind != ALGORITHM]

    @property
    def candidates(self) -> list[Compared]:
        return [other for other in self.others if other.row.kind == ALGORITHM]

    @property
    def equals(self) -> list[Cell]:
        return [other.row.cell for other in self.candidates if other.equal]

    @property
    def close(self) -> list[Cell]:
        """Those that are surely neither slower nor quicker."""
        return [
            other.row.cell
            for other in self.candidates
            if not other.surely_slower and not other.surely_quicker
        ]

    @property
    def runner_up(self) -> Compared | None:
        return next(iter(self.candidates), None)

    @property
    def sure(self) -> bool:
        slower = [other.surely_slower for other in self.candidates]
        return not self.row.noisy and bool(slower) and all(slower)

    def cpp(self) -> str:
        barrier, policy = self.cell.choice
        return (
            f"barriers::{barrier}<barriers::env::native<barriers::env::{policy}>> barrier{{team}};"
        )

    def include(self) -> list[str]:
        return [
            f"#include <barriers/{self.cell.barrier}.hpp>",
            "#include <barriers/env/native.hpp>",
        ]

    def reason(self) -> str:
        """Why this barrier, and how sure."""
        quicker = [peer.row.cell.barrier for peer in self.peers if peer.surely_quicker]
        return ". ".join([self._why(), *(f"The peer {peer} is faster" for peer in quicker)])

    def _why(self) -> str:
        if not self.candidates:
            return "The only barrier that was measured"
        others = [other.row for other in self.others]
        if min(each.launches for each in (self.row, *others)) < statistics.ENOUGH:
            return (
                f"Too few launches for an interval, which takes {statistics.ENOUGH} of each barrier"
            )
        if self.row.noisy:
            return (
                "The machine is too noisy for a sure answer: fewer than "
                f"{statistics.ENOUGH} launches of some barrier were kept, so all are counted"
            )
        if self.sure:
            return f"Fastest by more than {_margin()}"
        quicker = [other.row.cell for other in self.candidates if other.surely_quicker]
        if quicker:
            return (
                f"No barrier is fastest against all others: {_names(quicker)} clearly faster than "
                "this one, but each clearly slower than some other; chosen for its smallest worst case"
            )
        unsure = [cell for cell in self.close if cell not in self.equals]
        tie = [f"Tie with {_names(self.equals)}: chosen as the simplest"] if self.equals else []
        doubt = [
            f"Not clearly faster than {_names(unsure)} by {_margin()}; chosen for its smallest worst "
            "case"
        ]
        return ". ".join([*tie, *(doubt if unsure else [])])

    def document(self) -> dict[str, Any]:
        cell = self.row.document(())
        runner_up = self.runner_up and self.runner_up.document()
        return {
            **{
                key: cell[key]
                for key in ("team", "placement", "workload", "background_load", "barrier", "policy")
            },
            "cpp": self.cpp(),
            "include": self.include(),
            **{key: cell[key] for key in ("lalr_ns", "period_ns", "l_ns")},
            **{key: cell[key] for key in ("launches", "set_aside", "noisy")},
            "ratio_to": {peer.row.cell.barrier: ratio_document(peer.ratio) for peer in self.peers},
            "runner_up": runner_up,
            "interval": runner_up and {key: runner_up[key] for key in ("low", "high")},
            "no_clear_difference_from": [
                {"barrier": cell.barrier, "policy": cell.policy} for cell in self.close
            ],
            "sure": self.sure,
            "regimes": self.regimes
            and [{"l_ns": each.round().value, "launches": each.launches} for each in self.regimes],
            "reason": self.reason(),
        }


def describe_regimes(regimes: Regimes) -> str:
    low, high = (f"{each.round().value:g} ns in {each.launches} launches" for each in regimes)
    return (
        f"This machine has two regimes: L is {low} and {high}. A median over launches may fall in "
        "either, so the ratios of launches in the same repetition decide."
    )


def _names(cells: Sequence[Cell]) -> str:
    return ", ".join(map(short_name, cells))


def _margin() -> str:
    return f"{statistics.DIFFERENCE - 1:.0%} ({statistics.CONFIDENCE:.0%} CI)"


def recommend(samples: Sequence[Sample], kinds: dict[str, str]) -> list[Recommendation]:
    """A recommendation for each configuration in which anything but a peer was measured."""
    configurations: dict[Configuration, list[Row]] = defaultdict(list)
    for row in rows(samples, kinds):
        configurations[row.cell.configuration].append(row)
    return [
        _recommend(of_configuration)
        for of_configuration in configurations.values()
        if any(row.kind == ALGORITHM for row in of_configuration)
    ]


def _recommend(of_configuration: Sequence[Row]) -> Recommendation:
    best = _best([row for row in of_configuration if row.kind == ALGORITHM])
    others = [Compared(row, compare_rows(row, best)) for row in of_configuration if row is not best]
    probes = [each.probes for row in of_configuration for each in row.taken if each.probes]
    return Recommendation(
        best,
        tuple(sorted(others, key=_by_ratio)),
        statistics.regimes([statistics.geometric_mean(each) for each in probes]),
    )


def _by_ratio(other: Compared) -> tuple[float, float]:
    return (other.ratio.value if other.ratio else math.inf, other.row.lalr_p50.value)


def _best(candidates: Sequence[Row]) -> Row:
    """Of the candidates that no other is clearly faster than, the one with the smallest worst case;
    or the first of the list of barriers, which begins with the simplest, that ties with it."""
    against = _all_pairs(candidates)
    unbeaten = [
        row for row in candidates if not any(each.surely_slower for each in against[row.cell])
    ]
    # None, where each is surely slower than some other.
    pool = unbeaten or candidates
    safest = min(pool, key=lambda row: (_worst(against[row.cell]), row.lalr_p50.value))
    equals = [
        row for row in pool if row is safest or Compared(row, compare_rows(row, safest)).equal
    ]
    return _first(equals)


def _all_pairs(candidates: Sequence[Row]) -> dict[Cell, list[Compared]]:
    found: dict[Cell, list[Compared]] = {row.cell: [] for row in candidates}
    for one, other in combinations(candidates, 2):
        ratio = compare_rows(one, other)
        found[one.cell].append(Compared(one, ratio))
        found[other.cell].append(Compared(other, ratio and ratio.inverse()))
    return found


def _worst(against: Sequence[Compared]) -> float:
    """How many times as long as any other a candidate may take, by the upper end of the interval."""
    ratios = [each.ratio for each in against]
    ends = (math.inf if ratio is None else ratio.high or ratio.value for ratio in ratios)
    return max(ends, default=1.0)


def _first(equals: Sequence[Row]) -> Row:
    """Of the first barrier the policy that is preferred."""
    of_first_barrier = [row for row in equals if row.cell.barrier == equals[0].cell.barrier]
    return min(of_first_barrier, key=lambda row: POLICIES.index(row.cell.policy))
