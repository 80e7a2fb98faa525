"""The metrics of a cell, by the names that bench/metrics gives them."""

import math

import numpy as np

from barriers_languages.catalogue import Built
from barriers_languages.passes import Periods, Stamps

PERCENTS = {"p50": 50, "p90": 90, "p99": 99, "p999": 99.9}
# How many values lie beyond a percentile at least; the median is always reported.
ENOUGH = 5
TOO_FEW = f"fewer than {ENOUGH} of the values that were measured lie beyond it"

INSIDE = "the calls are made inside the program's runtime, and counting them there would slow it"
UNCOUNTED = "no hardware counter is opened for a whole program"
UNPINNED = "threads are not pinned one by one, so that no two PUs are those of two ranks"
NO_REFERENCE = "the workload has no reference without a barrier"
UNAVAILABLE = {
    "futex_waits": INSIDE,
    "futex_wakes": INSIDE,
    "cycles": UNCOUNTED,
    "instructions": UNCOUNTED,
    "cache_misses": UNCOUNTED,
    "l_before_ns": UNPINNED,
    "l_after_ns": UNPINNED,
    "reference_ns": NO_REFERENCE,
    "net_ns": NO_REFERENCE,
    "clock_ghz": "CLOCK_MONOTONIC counts nanoseconds",
    "clock_offset_bound_ns": "CLOCK_MONOTONIC is one clock for all PUs; a negative time from the "
    "last arrival to the first release fails the run",
}


def of(
    periods: Periods, stamps: Stamps, stamp_cost_ns: float
) -> tuple[dict[str, float], dict[str, str]]:
    """The metrics, and why the others are unavailable."""
    raw_lalrs_ns = stamps.raw_lalrs_ns
    found = {
        **_distribution("period", periods.ns, 0),
        "period_mean_ns": periods.mean_ns,
        "period_samples": len(periods.ns),
        "episodes": periods.episodes,
        **_distribution("lalr", raw_lalrs_ns, stamp_cost_ns),
        "lalr_mean_ns": float(raw_lalrs_ns.mean()) - stamp_cost_ns,
        "lalr_samples": len(raw_lalrs_ns),
        **_distribution("skew", stamps.skews_ns, 0),
        "earliest_release_ns": stamps.earliest_release_ns,
        "cpu_ns": periods.usage.cpu_ns,
        "voluntary_switches": periods.usage.voluntary_switches,
        "involuntary_switches": periods.usage.involuntary_switches,
        "stamp_cost_ns": stamp_cost_ns,
    }
    too_few = {
        f"{metric}_{name}_ns": TOO_FEW
        for metric in ("period", "lalr", "skew")
        for name in PERCENTS
        if f"{metric}_{name}_ns" not in found
    }
    return found, {**UNAVAILABLE, **too_few}


def context(subject: Built) -> dict[str, str]:
    """Under what it is measured."""
    return {
        "language": subject.language,
        "runtime": subject.runtime,
        "compiler": subject.compiler,
        "flags": subject.flags,
        "warm_up": _warm_up(subject.barrier.warm_up_passages),
        "pinning": "the process is bound to the PUs of the cell; threads are not pinned one by one",
        "clock": subject.barrier.clock,
        "percentiles": "values that were measured, by nearest rank; one that fewer than "
        f"{ENOUGH} values lie beyond is unavailable, but for the median",
        "period": "percentiles are of batches of about 50 us, each with the mean time of its "
        "episodes: what delays one episode is shared by all of its batch",
        "lalr": "last arrival to last release, less stamp_cost_ns",
        "resource_usage": "of the whole process, its runtime included, in the period pass",
    }


def _warm_up(passages: int) -> str:
    least = f", and {passages} passages of all ranks together at least" if passages else ""
    return f"before each pass a fifth of cell_ms{least}"


def _distribution(metric: str, sample: np.ndarray, cost_ns: float) -> dict[str, float]:
    """Percentiles by nearest rank, so that each is a value that was measured."""
    return {
        f"{metric}_{name}_ns": float(np.percentile(sample, percent, method="inverted_cdf"))
        - cost_ns
        for name, percent in PERCENTS.items()
        if percent <= 50 or len(sample) - math.ceil(percent / 100 * len(sample)) >= ENOUGH
    }
