"""One launch: a program of another language is started for one cell, and measured."""

import math
from dataclasses import dataclass
from functools import partial

import numpy as np

from barriers_languages import metrics
from barriers_languages.catalogue import Built
from barriers_languages.errors import CouldNotMeasure
from barriers_languages.passes import Conditions, latency_pass, period_pass, stamp_cost_ns
from barriers_languages.program import Launch, Program
from barriers_languages.workloads import WORKLOADS


@dataclass(frozen=True)
class Launched:
    """What a launch found: the metrics, why others are unavailable, and under what it was."""

    metrics: dict[str, float]
    unavailable: dict[str, str]
    context: dict[str, str]


def measure(subject: Built, launch: Launch) -> Launched:
    """Measures a barrier in a cell. Raises CouldNotMeasure, or TookTooLong after the timeout."""
    delays = WORKLOADS[launch.workload]
    draw_delays = delays and partial(delays, np.random.default_rng(launch.seed), launch.team)
    given = Conditions(
        duration_ns=launch.cell_ms * 1_000_000,
        warm_up_episodes=math.ceil(subject.barrier.warm_up_passages / launch.team),
    )
    with Program(launch, subject.command, draw_delays) as program:
        periods = period_pass(program, given)
        latencies = latency_pass(program, given, periods.mean_ns)
        cost_ns = stamp_cost_ns(program)
    if latencies.earliest_release_ns < 0:
        early_ns = -latencies.earliest_release_ns
        raise CouldNotMeasure(
            f"{launch.name}: a rank was released {early_ns} ns before the last one arrived"
        )
    found, unavailable = metrics.of(periods, latencies, cost_ns)
    return Launched(found, unavailable, metrics.context(subject))
