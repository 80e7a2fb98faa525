"""One launch, held against programs whose truth is known."""

import json
import os
import time
from pathlib import Path
from typing import Any, Callable

import pytest

from barriers_languages import catalogue
from barriers_languages.errors import CouldNotMeasure, TookTooLong
from barriers_languages.measure import Launched, measure
from barriers_languages.program import Launch

HERE = Path(__file__).resolve().parent
NAME = "go/own/empty/compact/2"
PUS = sorted(os.sched_getaffinity(0))
UNAVAILABLE = (
    "futex_waits",
    "futex_wakes",
    "cycles",
    "instructions",
    "cache_misses",
    "l_before_ns",
)


@pytest.fixture
def built(tmp_path: Path) -> Callable[[str], dict[str, catalogue.Built]]:
    """A folder in which only `go` was built, as the fake, which behaves as it is told."""

    def build(behaviour: str) -> dict[str, catalogue.Built]:
        go: dict[str, Any] = {
            "artefact": "/usr/bin/python3",
            "command": ["/usr/bin/python3", "-I", "-S", str(HERE / "fake.py"), behaviour],
            **dict.fromkeys(("language", "runtime", "compiler", "flags"), "made up"),
        }
        manifest = {"go": go, "tokio": {**go, "artefact": "/nonexistent"}}
        (tmp_path / "languages.json").write_text(json.dumps(manifest), encoding="utf-8")
        return catalogue.built(tmp_path)

    return build


@pytest.fixture
def launched(built: Callable[[str], dict[str, catalogue.Built]]) -> Callable[..., Launched]:
    def run(behaviour: str = "true", workload: str = "empty", **asked: Any) -> Launched:
        given = {"team": 2, "pus": PUS, "seed": 7, "cell_ms": 20, "hang_timeout_s": 120, **asked}
        return measure(built(behaviour)["go"], Launch(NAME, workload, **given))

    return run


def test_what_is_measured_is_the_truth(launched):
    seen = launched().metrics
    assert seen["period_p50_ns"] == seen["period_p90_ns"] == 1000
    assert seen["episodes"] == 50 * seen["period_samples"]
    assert seen["lalr_p50_ns"] == seen["lalr_p90_ns"] == 510 - 20
    assert seen["lalr_p99_ns"] == 1510 - 20
    assert seen["skew_p50_ns"] == seen["skew_p99_ns"] == 10
    assert seen["earliest_release_ns"] == 500
    assert 490 < seen["lalr_mean_ns"] < 590 and 1000 <= seen["period_mean_ns"] < 1300
    assert seen["cpu_ns"] > 0 and {"voluntary_switches", "involuntary_switches"} <= seen.keys()
    assert seen["stamp_cost_ns"] == 20


def test_what_is_unavailable_has_a_reason(launched):
    found = launched()
    assert "MONOTONIC" in found.context["clock"] and all(found.context.values())
    for metric in UNAVAILABLE:
        assert found.unavailable[metric] and metric not in found.metrics
    assert found.unavailable.keys().isdisjoint(found.metrics)


def test_delays_reach_the_program(launched):
    assert 1900 < launched(workload="uniform_2us", cell_ms=2).metrics["period_p50_ns"] < 2100


@pytest.mark.parametrize(
    "behaviour, says",
    [
        ("garbage", "the program wrote b'what\\n' to 'period 1 1 0'"),
        ("timeless", "a batch took 0 ns"),
        ("unstamped", "did not stamp all"),
        ("backwards", "released before it arrived itself"),
        ("crash", "ended with 5:\n  | may use the PUs ["),
        ("early", "released 70 ns before the last one arrived"),
    ],
)
def test_what_cannot_be_true_is_not_believed(launched, behaviour, says):
    with pytest.raises(CouldNotMeasure) as fault:
        launched(behaviour)
    assert says in str(fault.value) and NAME in str(fault.value)


def test_the_program_is_bound_to_the_pus(launched):
    with pytest.raises(CouldNotMeasure, match=rf"may use the PUs \[{PUS[0]}\]"):
        launched("crash", pus=PUS[:1])


def test_a_cell_that_hangs_names_itself_the_rank_and_the_episode(launched):
    says = f"{NAME} hangs: blocked in episode 1 \\(rank 1 of team 2\\)"
    with pytest.raises(CouldNotMeasure, match=says):
        launched("hang", hang_timeout_s=1)


def test_a_launch_ends_when_its_time_is_over(launched):
    began = time.monotonic()
    with pytest.raises(TookTooLong, match=NAME):
        launched("hang", timeout_s=1)
    assert time.monotonic() - began < 30


def test_only_what_was_built_is_there(built, tmp_path):
    (go,) = [each.barrier.describe() for each in built("true").values()]
    assert (go["barrier"], go["kind"], go["capabilities"]) == ("go", "language", [])
    assert go["title"] and go["reference"] and "not pinned one by one" in go["differs"]
    assert catalogue.built(tmp_path / "elsewhere") == {}
