"""What `verify` guarantees, and that it notices each fault."""

import json
import os
import shlex
import signal
import time
from pathlib import Path

import pytest

from barriers_tools.schemas import validation
from barriers_tools.schemas.old_records import upgrade

KEYS = {
    "runs": "barrier scenario policy team phases engine search executions complete verdict seconds",
    "mutants": "engine barrier place mutation verdict by team executions",
    "litmus": "engine programs first last executions hangs wrong",
    "wrong": "engine barrier fault reference verdict by team executions",
}


def launched(path):
    return [shlex.split(line) for line in path.read_text().splitlines()]


def test_everything_is_asked_and_told(barriers):
    told = barriers.json("verify")
    assert told["ended"] == "complete" and not told["unexplored"]
    assert {run["barrier"] for run in told["runs"]} == {"central", "parking"}
    assert {run["team"] for run in told["runs"]} == {1, 2, 3, 4}
    for kind, keys in KEYS.items():
        assert told[kind]
        for row in told[kind]:
            assert row.keys() >= set(keys.split())
    environment = told["environment"]
    for name in ("time", "commit", "compiler", "flags", "relacy", "cpu", "kernel", "pus"):
        assert environment[name] is not None or environment["unavailable"][name]


def test_a_barrier_has_its_mutants_and_the_wrong_ones_are_not_tried(barriers):
    told = barriers.json("verify", "central")
    assert {run["barrier"] for run in told["runs"]} == {"central"}
    assert told["mutants"] and not told["wrong"]


def test_choices_go_to_the_executables(barriers, tmp_path):
    log = tmp_path / "launched"
    told = barriers.json(
        *("verify", "central", "--scenario=one_leader", "--policy=park", "--team=2,3"),
        launched=str(log),
    )
    assert not told["mutants"] and not told["wrong"]
    assert sorted(launched(log)) == [
        [
            name,
            "run",
            "central",
            f"--team={team}",
            "--scenario=one_leader",
            "--policy=park",
            "--json",
        ]
        for name in ("check_rc11", "check_relacy")
        for team in (2, 3)
    ]


@pytest.mark.parametrize("engine", ["relacy", "rc11"])
def test_one_engine_may_be_asked_alone(barriers, engine):
    told = barriers.json("verify", f"--engine={engine}")
    assert {row["engine"] for kind in KEYS for row in told[kind]} == {engine}
    assert bool(told["litmus"]) == (engine == "rc11")


def test_a_scenario_leaves_out_the_barriers_that_do_not_have_it(barriers):
    told = barriers.json("verify", "--scenario=one_waker")
    assert {run["barrier"] for run in told["runs"]} == {"parking"}


def test_full_searches_deeper(barriers, tmp_path):
    log = tmp_path / "launched"
    assert barriers.json("verify", "central", "--full", launched=str(log))["full"]
    runs = [words for words in launched(log) if words[1] == "run"]
    assert runs and all("--effort=full" in words for words in runs)


def test_only_what_is_needed_is_built(barriers, tmp_path):
    (tmp_path / "checkers" / "litmus_random").unlink()
    (tmp_path / "checkers" / "check_rc11").unlink()
    assert barriers.json("verify", "central", "--engine=relacy")["runs"]


@pytest.mark.skipif(len(os.sched_getaffinity(0)) == 1, reason="there is one PU")
def test_all_pus_have_something_to_do(barriers, tmp_path):
    log = tmp_path / "present"
    barriers("verify", "central", "--engine=relacy", "--team=1,2", sleep_s=1, present=str(log))
    assert log.read_text() == "++--"


def test_a_search_that_fails_is_shown_with_its_trace_and_what_repeats_it(barriers, tmp_path):
    done = barriers("verify", "central", "--team=3", breaks="random")
    assert done.returncode == 1
    assert "seed 77" in done.stderr and "step two" in done.stderr and "data_race" in done.stdout
    (again,) = [line for line in done.stderr.splitlines() if line.startswith("again: ")]
    command = again.removeprefix("again: scripts/barriers ")
    log = tmp_path / "launched"
    assert barriers(*shlex.split(command), launched=str(log)).returncode == 0
    (line,) = launched(log)
    assert line[:3] == ["check_relacy", "run", "central"]
    assert {"--scenario=visibility", "--replay=77"} <= set(line)


def test_a_search_that_samples_is_of_relacy_alone(barriers, tmp_path):
    log = tmp_path / "launched"
    barriers.json("verify", "central", "--team=2", "--search=bound-2", launched=str(log))
    assert [line[0] for line in launched(log)] == ["check_relacy"]


@pytest.mark.parametrize(
    ("fake", "said"),
    [
        ({"breaks": "litmus"}, "litmus_random --first 1 --programs 10"),
        ({"asleep": True}, "self-test failed"),
        ({"nonsense": True}, "did not answer, and ended with 139"),
        ({"status": 1}, "ended with 1"),
        ({"complaints": ["central: survived"]}, "mutants central: central: survived"),
        ({"complaints": ["no bounded search ran to its end"]}, "no bounded search ran to its end"),
    ],
)
def test_whatever_is_not_as_it_should_be_ends_with_1(barriers, fake, said):
    done = barriers("verify", "--json", **fake)
    assert done.returncode == 1 and said in done.stderr
    json.loads(done.stdout)


def test_to_search_nothing_is_no_success(barriers):
    assert barriers("verify", "central", idle=True).returncode == 1
    done = barriers("verify", "--budget=0.2s", sleep_s=5)
    assert done.returncode == 1 and "budget is too small" in done.stderr


def test_an_answer_that_nobody_can_believe_is_refused(barriers):
    done = barriers("verify", complaints=[1, 2])
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["centrl"], "Did you mean 'central'?"),
        (["--scenario=visibilty"], "Did you mean 'visibility'?"),
        (["parking", "--scenario=visibility"], "There is no scenario 'visibility'"),
        (["--policy=prak"], "Did you mean 'park'?"),
        (["--team=9"], "teams of 1 to 4"),
        (["--replay=0"], "--replay"),
        (["--replay=7", "--engine=rc11"], "rc11 has none"),
        (["--search=deep"], "random|bound"),
        (["--search=random", "--engine=rc11"], "the only search of rc11"),
        (["--engine=genmc"], "--engine"),
        (["--full", "--team=2"], "--full is everything"),
        (["--engine=relacy", "--save"], "--save keeps the record of everything"),
        (["central", "--save"], "--save keeps the record of everything"),
    ],
)
def test_a_usage_error_says_what_was_meant_and_ends_with_2(barriers, arguments, said):
    done = barriers("verify", *arguments)
    assert done.returncode == 2 and said in done.stderr and not done.stdout


def test_the_budget_ends_the_searching_and_names_what_was_left(barriers):
    done = barriers("verify", "--budget=2s", sleep_s=1)
    assert done.returncode == 0
    assert "The budget was spent" in done.stderr and "check_rc11 run parking" in done.stderr


@pytest.mark.parametrize("save", [(), ("--save",)], ids=["shown", "to be saved"])
def test_an_interrupt_ends_with_130_shows_what_there_is_and_leaves_nothing_running(
    barriers, tmp_path, save
):
    log = tmp_path / "present"
    process = barriers.start("verify", "--json", *save, sleep_s=20, present=str(log))
    while not log.exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=15)
    assert process.returncode == 130, err
    assert json.loads(out)["ended"] == "interrupted"
    assert "-" not in log.read_text() and not (tmp_path / "results").exists()


def test_the_tables_have_the_extent_of_each_search(barriers):
    done = barriers("verify")
    assert done.returncode == 0, done.stderr
    assert "complete" in done.stdout and "sampled" in done.stdout
    assert "mutants, relacy: 2 equivalent, 2 killed." in done.stdout
    assert "mutants, rc11: 2 equivalent, 2 killed." in done.stdout
    assert "wrong, rc11: 1 detected, 1 missed." in done.stdout


def test_save_writes_the_record_in_the_place_of_the_last(barriers, tmp_path):
    for _ in range(2):
        done = barriers("verify", "--save")
        assert done.returncode == 0 and "saved: results/verification.json" in done.stderr
    (saved,) = (tmp_path / "results").iterdir()
    assert saved.name == "verification.json" and json.loads(saved.read_text())["runs"]


def test_what_was_cut_off_is_not_saved(barriers, tmp_path):
    done = barriers("verify", "--save", "--budget=1s", sleep_s=0.4)
    assert done.returncode == 1 and "not saved" in done.stderr
    assert not (tmp_path / "results").exists()


def test_nothing_is_written_unasked(barriers, tmp_path):
    barriers("verify")
    assert not (tmp_path / "results").exists()


def test_the_report_has_a_section_and_always_the_same(barriers, tmp_path):
    barriers("verify", "--save")
    assert barriers("report").returncode == 0
    text = (tmp_path / "REPORT.md").read_text()
    assert barriers("report", "--check").returncode == 0
    for expected in (
        "## Verification",
        "| central | relacy | bound-2 | 2 | 3 | 1 | 1,000 | complete | 0.5 |",
        "| central | rc11 | full | 2 | 3 | 1 | 1,000 | complete | 0.5 |",
        "Every search that was begun passed.",
        "### What was not explored",
        "### What each engine sees, and what it misses",
        "| all | 2 equivalent, 2 killed | 2 equivalent, 2 killed |",
        "nobody \\| looks",
        "| hoisted_fence | counts \\*before\\* it looks | made up for a test | relacy | missed | - | - "
        "| 12 | the engine is blind to it |",
    ):
        assert expected in text


def test_a_report_without_a_record_says_so(barriers, tmp_path):
    assert barriers("report").returncode == 0
    assert "Nothing is on record yet" in (tmp_path / "REPORT.md").read_text()


def test_a_malformed_record_is_refused_with_the_place_of_the_fault(barriers, tmp_path):
    barriers("verify", "--save")
    path = tmp_path / "results" / "verification.json"
    record = json.loads(path.read_text())
    record["runs"][0]["team"] = "two"
    for malformed, fault in (
        ("{", "no JSON"),
        ('{"schema": 3}', "schema: unexpected value"),
        (json.dumps(record), "runs/0/team"),
    ):
        path.write_text(malformed)
        done = barriers("report")
        assert done.returncode == 1 and fault in done.stderr


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        (
            "runs",
            {"word": "parking", "engine": "explorer"},
            {"barrier": "parking", "engine": "rc11"},
        ),
        ("runs", {"policy": "restless"}, {"policy": "spurious_wakeups"}),
        ("runs", {"verdict": "broken promise"}, {"verdict": "assertion"}),
        ("runs", {"verdict": "LIVELOCK"}, {"verdict": "hang"}),
        ("mutants", {"verdict": "untried"}, {"verdict": "not_applicable"}),
        ("mutants", {"verdict": "convicted"}, {"verdict": "killed"}),
        (
            "museum",
            {"exhibit": "x", "verdict": "convicted"},
            {"barrier": "x", "verdict": "detected"},
        ),
    ],
)
def test_records_of_schema_1_are_read_under_the_new_names(kind, old, new):
    new_kind = {"museum": "wrong"}.get(kind, kind)
    assert upgrade({"schema": 1, kind: [old]}) == {"schema": 2, new_kind: [new]}


def test_the_committed_record_is_read():
    committed = Path(__file__).resolve().parents[3] / "results" / "verification.json"
    found = upgrade(validation.parse(committed, committed.name))
    validation.hold(found, "verification", committed.name)
    assert {run["engine"] for run in found["runs"]} == {"relacy", "rc11"}
