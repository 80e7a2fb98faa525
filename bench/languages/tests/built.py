"""A barrier as it was built, measured once and briefly; by CTest, which says which and where."""

import os
from pathlib import Path

import pytest

from barriers_languages import catalogue
from barriers_languages.measure import measure
from barriers_languages.program import Launch

BUILT, BARRIER = Path(os.environ["BUILT"]), os.environ["BARRIER"]
PUS = sorted(os.sched_getaffinity(0))


def percentiles(metric: str) -> list[str]:
    return [f"{metric}_{name}_ns" for name in ("p50", "p90", "p99", "p999")]


@pytest.mark.parametrize("workload, team", [("empty", 2), ("uniform_2us", 1)])
def test_it_measures_what_a_barrier_can_have_shown(workload, team):
    launch = Launch("a cell", workload, team, PUS[:team], seed=1, cell_ms=5, hang_timeout_s=120)
    launched = measure(catalogue.built(BUILT)[BARRIER], launch)
    seen = launched.metrics
    assert seen["period_p50_ns"] > 0 and seen["skew_p50_ns"] >= 0
    for metric in ("period", "lalr", "skew"):
        reported = [seen[key] for key in percentiles(metric) if key in seen]
        assert reported == sorted(reported) and f"{metric}_p50_ns" in seen
    assert seen["earliest_release_ns"] >= 0
    assert seen["episodes"] >= seen["period_samples"] > 0 and seen["lalr_samples"] >= 5
    assert seen["cpu_ns"] > 0 and seen["voluntary_switches"] >= 0
    assert seen["stamp_cost_ns"] > 0
    for key in ("language", "runtime", "compiler", "clock"):
        assert launched.context[key]
