"""What is said of a cell, in the words of bench/ and the JSON of Google Benchmark."""

import math
from datetime import datetime, timezone
from typing import Any, Sequence

import numpy as np

from driver.catalogue import Built
from driver.passes import Periods, Stamps

PERCENTS = {"p50": 50, "p90": 90, "p99": 99, "p999": 99.9}
# How many values lie beyond a percentile at least; the median is always reported.
ENOUGH = 5

INSIDE = "the calls are made inside the program's runtime, and counting them there would slow it"
UNCOUNTED = "no hardware counter is opened for a whole program"
LACKS = {
    "futex_waits": INSIDE,
    "futex_wakes": INSIDE,
    "cycles": UNCOUNTED,
    "instructions": UNCOUNTED,
    "cache_misses": UNCOUNTED,
    "l_before_ns": "threads are not pinned one by one, so that no two PUs are those of two ranks",
    "l_after_ns": "threads are not pinned one by one, so that no two PUs are those of two ranks",
}


def context(
    subject: Built, executable: str, pus: dict[str, Sequence[int]], asked: dict[str, Any]
) -> dict[str, str]:
    """Under what is measured; all but the stamp's cost, which is known later."""
    return {
        "date": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "executable": executable,
        "commit": asked["commit"] or "unknown: not given by --commit",
        "language": subject.language,
        "runtime": subject.runtime,
        "compiler": subject.compiler,
        "flags": subject.flags,
        "policy": "own: the program waits in its own way, whatever --policy says",
        "seed": str(asked["seed"]),
        "cell_ms": str(asked["cell_ms"]),
        "company": "0",
        "warm_up": _warm_up(subject.word.warm_up_passages),
        **{f"pus_{name}": ",".join(map(str, order)) for name, order in pus.items()},
        "pinning": "the process is bound to the PUs of the cell; threads are not pinned one by one",
        "clock": subject.word.clock,
        "percentiles": f"values that were measured, by nearest rank; one that fewer than {ENOUGH} "
        "values lie beyond is absent, but for the median: too few samples",
        "period": "percentiles are of batches of about 50 us, each with the mean time of its "
        "episodes: what delays one episode is shared by all of its batch",
        "lalr": "last arrival to last release, less stamp_cost_ns",
        "waste": "of the whole process, its runtime included, in the period pass",
        **{f"lacks_{counter}": reason for counter, reason in LACKS.items()},
        "lacks_clock_offset_bound_ns": "CLOCK_MONOTONIC is one clock for all PUs; a negative time "
        "from the last arrival to the first release fails the run",
    }


def measured(name: str, periods: Periods, stamps: Stamps, stamp_cost_ns: float) -> dict[str, Any]:
    """The benchmark of a cell."""
    return {
        **_head(name),
        "iterations": 1,
        "real_time": periods.mean_ns,
        "cpu_time": periods.waste.cpu_ns,
        "time_unit": "ns",
        **_distribution("period", periods.ns, 0),
        "period_mean_ns": periods.mean_ns,
        "period_samples": len(periods.ns),
        "episodes": periods.episodes,
        **_distribution("lalr", stamps.raw_lalrs_ns, stamp_cost_ns),
        "lalr_mean_ns": float(stamps.raw_lalrs_ns.mean()) - stamp_cost_ns,
        "lalr_samples": len(stamps.raw_lalrs_ns),
        **_distribution("skew", stamps.skews_ns, 0),
        "earliest_release_ns": stamps.earliest_release_ns,
        "cpu_ns": periods.waste.cpu_ns,
        "voluntary_switches": periods.waste.voluntary_switches,
        "involuntary_switches": periods.waste.involuntary_switches,
    }


def released_early(name: str, early_ns: int) -> dict[str, Any]:
    """The benchmark of a cell whose barrier is none."""
    return {
        **_head(name),
        "error_occurred": True,
        "error_message": f"a rank was released {early_ns} ns before the last one arrived",
    }


def _warm_up(passages: int) -> str:
    least = f", and {passages} passages of all ranks together at least" if passages else ""
    return f"before each pass a fifth of cell_ms{least}"


def _head(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "run_name": name,
        "run_type": "iteration",
        "repetitions": 1,
        "repetition_index": 0,
        "threads": 1,
        "label": "own",
    }


def _distribution(metric: str, sample: np.ndarray, cost_ns: float) -> dict[str, float]:
    """Percentiles by nearest rank, so that each is a value that was measured."""
    return {
        f"{metric}_{name}_ns": float(np.percentile(sample, percent, method="inverted_cdf")) - cost_ns
        for name, percent in PERCENTS.items()
        if percent <= 50 or len(sample) - math.ceil(percent / 100 * len(sample)) >= ENOUGH
    }
