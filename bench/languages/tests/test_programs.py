"""The driver, held against programs whose truth is known."""

import json
import subprocess
from pathlib import Path
from typing import Any, Callable

import pytest
from click.testing import CliRunner, Result

from driver import cli, places

HERE = Path(__file__).resolve().parent
CELL = ("--words=go", "--workloads=empty", "--teams=2", "--cell_ms=20", "--hang_s=120")
FIRST = places.allowed()[0]
LACKING = ("futex_waits", "futex_wakes", "cycles", "instructions", "cache_misses", "l_before_ns")


@pytest.fixture
def built(tmp_path: Path) -> Callable[[str], Path]:
    """A folder in which only `go` was built, as the fake, which behaves as it is told."""

    def build(behaviour: str) -> Path:
        go: dict[str, Any] = {
            "artefact": "/usr/bin/python3",
            "command": ["/usr/bin/python3", "-I", "-S", str(HERE / "fake.py"), behaviour],
            **dict.fromkeys(("language", "runtime", "compiler", "flags"), "made up"),
        }
        manifest = {"go": go, "tokio": {**go, "artefact": "/nonexistent"}}
        (tmp_path / "programs.json").write_text(json.dumps(manifest), encoding="utf-8")
        return tmp_path

    return build


@pytest.fixture
def programs(built: Callable[[str], Path]) -> Callable[..., Result]:
    def run(*arguments: str, behaviour: str = "true") -> Result:
        runner = CliRunner(mix_stderr=False)
        return runner.invoke(cli.programs, [f"--built={built(behaviour)}", *arguments])

    return run


@pytest.fixture
def cell(programs):
    done = programs(*CELL, "--commit=abc", "--seed=7", "--policy=park")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_what_is_reported_is_the_truth(cell):
    (seen,) = cell["benchmarks"]
    assert (seen["name"], seen["label"]) == ("go/empty/compact/2", "own")
    assert seen["period_p50_ns"] == seen["period_p90_ns"] == 1000
    assert seen["episodes"] == 50 * seen["period_samples"]
    assert seen["lalr_p50_ns"] == seen["lalr_p90_ns"] == 510 - 20
    assert seen["lalr_p99_ns"] == 1510 - 20
    assert seen["skew_p50_ns"] == seen["skew_p99_ns"] == 10
    assert seen["earliest_release_ns"] == 500
    assert 490 < seen["lalr_mean_ns"] < 590 and 1000 <= seen["period_mean_ns"] < 1300
    assert seen["cpu_ns"] > 0 and {"voluntary_switches", "involuntary_switches"} <= seen.keys()


def test_under_what_it_was_measured_is_said_and_what_is_lacking_why(cell):
    said = cell["context"]
    assert (said["commit"], said["seed"], said["cell_ms"]) == ("abc", "7", "20")
    assert said["stamp_cost_ns"] == "20.0" and "MONOTONIC" in said["clock"]
    assert all(isinstance(value, str) and value for value in said.values())
    for counter in LACKING:
        assert said[f"lacks_{counter}"] and counter not in cell["benchmarks"][0]


def test_delays_reach_the_program(programs):
    done = programs("--words=go", "--workloads=uniform_2us", "--teams=2", "--cell_ms=2")
    assert 1900 < json.loads(done.stdout)["benchmarks"][0]["period_p50_ns"] < 2100


def test_every_team_and_placement_that_is_asked_for_is_measured(programs):
    done = programs("--words=go", "--teams=2,3", "--placements=compact,unpinned", "--cell_ms=2")
    assert {each["name"] for each in json.loads(done.stdout)["benchmarks"]} == {
        f"go/{workload}/{placement}/{team}"
        for workload in ("empty", "uniform_2us")
        for placement in ("compact", "unpinned")
        for team in (2, 3)
    }


@pytest.mark.parametrize(
    "behaviour, says",
    [
        ("garbage", "the program said b'what\\n' to 'period 1 1 0'"),
        ("timeless", "a batch took 0 ns"),
        ("unstamped", "did not stamp all"),
        ("backwards", "released before it arrived itself"),
        ("crash", "ended with 5:\n  | may use the PUs ["),
    ],
)
def test_what_cannot_be_true_is_not_believed(programs, behaviour, says):
    done = programs(*CELL, behaviour=behaviour)
    assert (done.exit_code, done.stdout) == (1, "")
    assert says in done.stderr and "go/empty/compact/2" in done.stderr


def test_the_program_is_bound_to_the_placement(programs):
    asked = ("--words=go", f"--pus={FIRST}", "--teams=2", "--cell_ms=2")
    done = programs(*asked, behaviour="crash")
    assert f"may use the PUs [{FIRST}]\n" in done.stderr and "/explicit/2" in done.stderr


def test_a_cell_that_hangs_names_itself_the_rank_and_the_episode(programs):
    done = programs(*CELL, "--hang_s=1", behaviour="stuck")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "go/empty/compact/2 hangs: stuck in episode 1 (rank 1 of team 2)" in done.stderr


def test_a_release_before_the_last_arrival_fails_the_run(programs):
    done = programs(*CELL, behaviour="early")
    assert done.exit_code == 4 and "go/empty/compact/2" in done.stderr
    (seen,) = json.loads(done.stdout)["benchmarks"]
    assert seen["error_occurred"] and "70 ns before the last one arrived" in seen["error_message"]


def test_what_was_built_is_described_and_nothing_else(built):
    command = [HERE.parent / "programs", "--built", built("true"), "--describe"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    (go,) = json.loads(done.stdout)
    assert (go["word"], go["kind"], go["capabilities"]) == ("go", "program", [])
    assert go["title"] and go["reference"] and "not pinned one by one" in go["differs"]


def test_topology_says_where_a_team_would_sit(programs):
    said = json.loads(programs("--topology", f"--pus={FIRST}").stdout)
    assert said["placements"]["explicit"] == [FIRST]
    assert said["placements"]["compact"] == said["placements"]["unpinned"] == said["pus"]
    assert said["workloads"] == ["empty", "uniform_2us"]


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["--words=tokio"], "no word 'tokio', only go"),
        (["--words=go,go"], "one word"),
        (["--words=go", "--workloads=payload"], "no workload 'payload', only empty uniform_2us"),
        (["--words=go", "--placements=scatter"], "'scatter', only compact explicit unpinned"),
        (["--words=go", "--placements=explicit"], "--pus"),
        (["--words=go", "--pus=99999"], f"no PU 99999, only {FIRST}"),
        (["--words=go", "--pus=a"], "'a' is no list of PUs"),
        (["--words=go", "--teams=0"], "no team of 0, only of 1 to 1024"),
        (["--words=go", "--teams=two"], "'two' is no list of team sizes"),
        (["--words=go", "--policy=sleep"], "'sleep'"),
        (["--words=go", "--company=1"], "without company"),
        (["--words=go", "--cell_ms=0"], "cell_ms"),
        (["--words=go", "--hang_s=0"], "hang_s"),
        (["--words=go", "--speed=high"], "--speed"),
        (["--describe", "--built=/nonexistent"], "-DBARRIERS_PROGRAMS=ON"),
    ],
)
def test_what_there_is_not_is_refused(programs, arguments, says):
    done = programs(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr
