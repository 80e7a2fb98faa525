"""What `verify` promises, and that everything it should notice it notices."""

import json
import os
import shlex
import signal
import time

import pytest

KEYS = {
    "runs": "word scenario policy team phases engine search executions complete verdict seconds",
    "mutants": "engine word place mutation verdict by team executions",
    "litmus": "engine programs first last executions hangs wrong",
    "museum": "engine exhibit fault reference verdict by team executions",
}


def launched(path):
    return [shlex.split(line) for line in path.read_text().splitlines()]


def test_everything_is_asked_and_told(barriers):
    told = barriers.json("verify")
    assert told["ended"] == "complete" and not told["unexplored"]
    assert {run["word"] for run in told["runs"]} == {"central", "parking"}
    assert {run["team"] for run in told["runs"]} == {1, 2, 3, 4}
    for kind, keys in KEYS.items():
        assert told[kind]
        for row in told[kind]:
            assert row.keys() >= set(keys.split())
    environment = told["environment"]
    for name in ("time", "commit", "compiler", "flags", "relacy", "cpu", "kernel", "pus"):
        assert environment[name] is not None or environment["unavailable"][name]


def test_a_word_has_its_mutants_and_the_museum_is_not_visited(barriers):
    told = barriers.json("verify", "central")
    assert {run["word"] for run in told["runs"]} == {"central"}
    assert told["mutants"] and not told["museum"]


def test_choices_go_to_the_executables(barriers, tmp_path):
    log = tmp_path / "launched"
    told = barriers.json(
        *("verify", "central", "--scenario=one_leader", "--policy=park", "--team=2,3"),
        launched=str(log),
    )
    assert not told["mutants"] and not told["museum"]
    assert sorted(launched(log)) == [
        [executable, f"--team={team}", "--scenario=one_leader", "--policy=park", "--json"]
        for executable in ("explorer_central", "model_central")
        for team in (2, 3)
    ]


@pytest.mark.parametrize("engine", ["relacy", "explorer"])
def test_one_engine_may_be_asked_alone(barriers, engine):
    told = barriers.json("verify", f"--engine={engine}")
    assert {row["engine"] for kind in KEYS for row in told[kind]} == {engine}
    assert bool(told["litmus"]) == (engine == "explorer")


def test_a_scenario_leaves_out_the_words_that_do_not_have_it(barriers):
    told = barriers.json("verify", "--scenario=one_waker")
    assert {run["word"] for run in told["runs"]} == {"parking"}


def test_full_searches_deeper(barriers, tmp_path):
    log = tmp_path / "launched"
    assert barriers.json("verify", "central", "--full", launched=str(log))["full"]
    lines = [" ".join(words) for words in launched(log)]
    assert any("--team=2 --phases=2 --search=full" in line for line in lines)
    assert any("--team=3 --phases=2 --bound=2" in line for line in lines)
    assert any("--search=random" in line for line in lines)


@pytest.mark.skipif(len(os.sched_getaffinity(0)) == 1, reason="there is one PU")
def test_all_pus_have_something_to_do(barriers, tmp_path):
    log = tmp_path / "present"
    barriers("verify", "central", "--engine=relacy", "--team=1,2", sleep_s=2, present=str(log))
    assert log.read_text() == "++--"


def test_a_random_search_that_fails_names_its_seed_its_trace_and_what_repeats_it(barriers):
    done = barriers("verify", "central", "--team=3", breaks="random")
    assert done.returncode == 1
    assert "seed 77" in done.stderr and "step two" in done.stderr and "DATA RACE" in done.stdout
    (again,) = [line for line in done.stderr.splitlines() if line.startswith("again: ")]
    command = again.removeprefix("again: scripts/barriers ")
    assert command == "verify central --scenario visibility --policy spin --team 3 --replay 77"


def test_what_repeats_it_is_understood(barriers, tmp_path):
    log = tmp_path / "launched"
    again = "verify central --scenario visibility --policy spin --team 3 --replay 77"
    assert barriers(*shlex.split(again), launched=str(log)).returncode == 0
    assert "--replay=77" in launched(log)[0]


def test_a_bounded_search_that_fails_is_repeated_by_the_executable(barriers):
    done = barriers("verify", "central", "--team=3", breaks="bound-2")
    assert done.returncode == 1
    assert "/model_central --scenario visibility --policy spin --team 3" in done.stderr
    assert "--phases 3 --search bound --bound 2" in done.stderr


def test_a_search_of_the_explorer_that_fails_is_repeated_by_the_executable(barriers):
    done = barriers("verify", "central", "--engine=explorer", breaks="full")
    assert done.returncode == 1
    assert (
        "/explorer_central --scenario visibility --policy spin --team 2 --phases 3" in done.stderr
    )


@pytest.mark.parametrize(
    ("fake", "said"),
    [
        ({"survivor": True}, "survived: central, impls/barriers/central.hpp:62:18"),
        ({"breaks": "litmus"}, "litmus_random --first 1 --programs 10"),
        ({"asleep": True}, "the checker sleeps"),
        ({"nonsense": True}, "did not answer, and ended with 139"),
        ({"status": 1}, "ended with 1"),
        ({"exhibit": "it is wrong, and it passes"}, "never_reset: it is wrong, and it passes"),
        ({"complaints": ["no bounded search ran to its end"]}, "no bounded search ran to its end"),
    ],
)
def test_whatever_is_not_as_it_should_be_ends_with_1(barriers, fake, said):
    done = barriers("verify", "--json", **fake)
    assert done.returncode == 1 and said in done.stderr
    json.loads(done.stdout)


def test_to_search_nothing_is_no_success(barriers):
    assert barriers("verify", "central", idle=True).returncode == 1
    done = barriers("verify", "--budget=1s", sleep_s=5)
    assert done.returncode == 1 and "budget is too small" in done.stderr


def test_what_the_build_does_not_have_is_named(barriers, tmp_path):
    (tmp_path / "model" / "mutants_parking").unlink()
    (tmp_path / "model" / "explorer_central").unlink()
    done = barriers("verify", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["complaints"] == [
        "mutants_parking: the build has no such target",
        "explorer_central: the build has no such target",
    ]
    assert "mutants_parking" in done.stderr


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
        (["--replay=7", "--engine=explorer"], "the explorer has none"),
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
    done = barriers("verify", "--budget=6s", sleep_s=4)
    assert done.returncode == 0
    assert "The budget was spent" in done.stderr and "model_parking --team=4" in done.stderr


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
    assert "mutants, relacy: 2 convicted, 2 equivalent." in done.stdout
    assert "mutants, explorer: 2 convicted, 2 equivalent." in done.stdout
    assert "museum, explorer: 1 convicted, 1 escapes." in done.stdout


def test_save_writes_the_record_in_the_place_of_the_last(barriers, tmp_path):
    for _ in range(2):
        done = barriers("verify", "--save")
        assert done.returncode == 0 and "saved: results/verification.json" in done.stderr
    (saved,) = (tmp_path / "results").iterdir()
    assert saved.name == "verification.json" and json.loads(saved.read_text())["runs"]


def test_what_was_cut_off_is_not_saved(barriers, tmp_path):
    done = barriers("verify", "--save", "--budget=3s", sleep_s=0.8)
    assert done.returncode == 1 and "not saved" in done.stderr
    assert not (tmp_path / "results").exists()


def test_nothing_is_written_unasked(barriers, tmp_path):
    barriers("verify")
    assert not (tmp_path / "results").exists()


def test_the_report_has_a_chapter_and_always_the_same(barriers, tmp_path):
    barriers("verify", "--save")
    assert barriers("report").returncode == 0
    text = (tmp_path / "REPORT.md").read_text()
    assert barriers("report", "--check").returncode == 0
    for expected in (
        "## Verification",
        "| central | relacy | bound-2 | 2 | 3 | 1 | 1,000 | complete | 0.5 |",
        "| central | explorer | full | 2 | 3 | 1 | 1,000 | complete | 0.5 |",
        "Every search that was begun passed.",
        "### What was not explored",
        "### What each engine sees, and what it misses",
        "| all | 2 convicted, 2 equivalent | 2 convicted, 2 equivalent |",
        "nobody \\| looks",
        "| hoisted_fence | counts \\*before\\* it looks | made up for a test | relacy | escapes | - | - "
        "| 12 | the engine is blind to it |",
    ):
        assert expected in text


def test_a_report_without_a_record_says_so(barriers, tmp_path):
    assert barriers("report").returncode == 0
    assert "Nothing is on record yet" in (tmp_path / "REPORT.md").read_text()


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("{", "no JSON"),
        ('{"schema": 2}', "the whole"),
        (None, "runs/0/team"),
    ],
)
def test_a_record_that_is_not_what_it_should_be_is_refused(barriers, tmp_path, broken, said):
    barriers("verify", "--save")
    path = tmp_path / "results" / "verification.json"
    if broken is None:
        record = json.loads(path.read_text())
        record["runs"][0]["team"] = "two"
        broken = json.dumps(record)
    path.write_text(broken)
    done = barriers("report")
    assert done.returncode == 1 and said in done.stderr
