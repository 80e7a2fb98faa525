"""A word as it was built, run once and briefly; by CTest, which says which and where."""

import json
import os
import subprocess
from typing import Any

import pytest

PROGRAMS, WORD = os.environ["PROGRAMS"], os.environ["WORD"]


def said(*arguments: str) -> Any:
    done = subprocess.run(
        [PROGRAMS, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_is_described():
    assert WORD in [each["word"] for each in said("--describe")]


def percentiles(metric: str) -> list[str]:
    return [f"{metric}_{name}_ns" for name in ("p50", "p90", "p99", "p999")]


@pytest.mark.parametrize("workload, team", [("empty", 2), ("uniform_2us", 1)])
def test_it_measures_what_a_barrier_can_have_shown(workload, team):
    cell = (f"--words={WORD}", f"--workloads={workload}", f"--teams={team}")
    report = said(*cell, "--cell_ms=5", "--hang_s=120")
    (seen,) = report["benchmarks"]
    assert seen["name"] == f"{WORD}/{workload}/compact/{team}"
    assert seen["period_p50_ns"] > 0 and seen["skew_p50_ns"] >= 0
    for metric in ("period", "lalr", "skew"):
        reported = [seen[key] for key in percentiles(metric) if key in seen]
        assert reported == sorted(reported) and f"{metric}_p50_ns" in seen
    assert seen["earliest_release_ns"] >= 0
    assert seen["episodes"] >= seen["period_samples"] > 0 and seen["lalr_samples"] >= 5
    assert seen["cpu_ns"] > 0 and seen["voluntary_switches"] >= 0
    for key in ("language", "runtime", "compiler", "clock"):
        assert report["context"][key]
    assert float(report["context"]["stamp_cost_ns"]) > 0
