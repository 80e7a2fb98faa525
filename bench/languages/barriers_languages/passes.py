"""The passes of a cell, as in bench/run: the period, the stamps, and what a stamp costs.

A pass is a row of orders, so that it ends in time where the machine turns slow, and so that its
delays are drawn anew in between.
"""

import time
from dataclasses import dataclass
from typing import Callable

import numpy as np

from barriers_languages import resource_usage
from barriers_languages.program import Order, Program
from barriers_languages.shared_memory import PAGE_SIZE

ORDERS = 8
BATCH_NS = 50_000
STAMPED_BATCHES = 256
LARGEST_STAMPED_BATCH = 64
LEAST_EPISODES = 5
# 130,000 pairs of stamps: what compiles at run time has compiled that loop long before the last.
COST_ORDERS = 64


@dataclass(frozen=True)
class Conditions:
    """Under what a cell is measured."""

    # How long each pass measures.
    duration_ns: int
    # How many episodes go by at least before a pass measures; a compiler at run time counts them.
    warm_up_episodes: int


@dataclass(frozen=True)
class Periods:
    """What the period pass saw."""

    # Mean time of a batch's episodes, for each batch; all batches are of one size.
    ns: np.ndarray
    episodes: int
    # What the process spent, for each episode, those between the batches included.
    usage: resource_usage.Usage

    @property
    def mean_ns(self) -> float:
        return float(self.ns.mean())


@dataclass(frozen=True)
class Stamps:
    """What the latency pass saw: by rank and episode, in ns."""

    arrivals: np.ndarray
    releases: np.ndarray

    @property
    def raw_lalrs_ns(self) -> np.ndarray:
        """Last arrival to last release; the cost of a stamp is still in it."""
        return self.releases.max(axis=0) - self.arrivals.max(axis=0)

    @property
    def skews_ns(self) -> np.ndarray:
        """First release to last release."""
        return self.releases.max(axis=0) - self.releases.min(axis=0)

    @property
    def earliest_release_ns(self) -> int:
        """The least time from the last arrival to the first release; negative: it is no barrier."""
        return int((self.releases.min(axis=0) - self.arrivals.max(axis=0)).min())


def period_pass(program: Program, given: Conditions) -> Periods:
    """Times batches of about 50 us, with no stamps inside a batch."""
    order = _warm_up(program, given)
    before = resource_usage.read(program.session)
    seen = _repeat(program.periods, order, given.duration_ns, LEAST_EPISODES)
    spent = resource_usage.between(before, resource_usage.read(program.session))
    # The episode with which an order begins is not timed, but what it uses up counts.
    return Periods(
        ns=np.concatenate(seen),
        episodes=len(seen) * order.passes,
        usage=spent.shared_by(len(seen) * (order.passes + 1)),
    )


def latency_pass(program: Program, given: Conditions, episode_ns: float) -> Stamps:
    """Stamps short batches of episodes, spread evenly over the pass by episodes without stamps."""
    order = _stamped_order(given.duration_ns / ORDERS, episode_ns)
    _repeat(program.stamps, order, given.duration_ns / 5, given.warm_up_episodes)
    seen = _repeat(program.stamps, order, given.duration_ns, LEAST_EPISODES)
    stamps = np.concatenate(seen, axis=1)
    return Stamps(arrivals=stamps[:, :, 0], releases=stamps[:, :, 1])


def stamp_cost_ns(program: Program) -> float:
    """How far apart two stamps in a row typically are, when the loop has been compiled."""
    order = Order("cost", batches=1, episodes=PAGE_SIZE // 2)
    gaps = [program.gaps(order) for _ in range(COST_ORDERS)]
    return float(np.percentile(gaps[-1], 50, method="inverted_cdf"))


def _warm_up(program: Program, given: Conditions) -> Order:
    """Lets the program warm up, and finds how many episodes fill a batch and how many batches an
    order: the first judged by the quickest batch, so that an interruption does not make it short.
    """
    order, passes, quickest_ns, growing = Order("period", 1, 1), 0, np.inf, True
    began = time.monotonic_ns()

    def cold() -> bool:
        waited_ns = time.monotonic_ns() - began
        return waited_ns < given.duration_ns / 5 or passes < given.warm_up_episodes

    while growing or cold():
        periods = program.periods(order)
        passes += order.passes
        quickest_ns = min(quickest_ns, periods.min())
        episodes = _clamp(BATCH_NS / quickest_ns, 2 * order.episodes)
        batches = given.duration_ns / ORDERS / (episodes * np.median(periods))
        growing = episodes == 2 * order.episodes
        order = Order("period", _clamp(batches, min(2 * order.batches, PAGE_SIZE)), episodes)
    return order


def _stamped_order(duration_ns: float, episode_ns: float) -> Order:
    """An order that takes about so long."""
    share = _clamp(duration_ns / episode_ns / (STAMPED_BATCHES / ORDERS), 1_000_000_000)
    stamped = min(share, LARGEST_STAMPED_BATCH)
    batches = _clamp(duration_ns / episode_ns / share, STAMPED_BATCHES // ORDERS)
    return Order("stamped", batches, stamped, filling=share - stamped)


def _repeat(
    carry_out: Callable[[Order], np.ndarray], order: Order, least_ns: float, least_episodes: int
) -> list[np.ndarray]:
    """What is seen when an order is repeated for that time and that many episodes at least."""
    seen: list[np.ndarray] = []
    began = time.monotonic_ns()
    while time.monotonic_ns() - began < least_ns or len(seen) * order.passes < least_episodes:
        seen.append(carry_out(order))
    return seen


def _clamp(value: float, most: int) -> int:
    """At least 1."""
    return int(min(max(value, 1), most))
