"""What the commands guarantee to people and to programs."""

import json

import pytest

from barriers_tools.cli.main import barriers as commands

# Four cells, launched often enough for an interval.
QUIET = ("--team=2", "--policy=spin", "--launches=8", "--seed=1")


def test_list_describes_every_barrier(barriers):
    described = barriers.json("list")
    assert [each["barrier"] for each in described][:1] == ["central"]
    assert {each["kind"] for each in described} == {"algorithm", "peer"}
    for each in described:
        assert each.keys() >= {"barrier", "kind", "title", "reference", "capabilities"}


def test_topology_has_the_pus_and_the_placements(barriers):
    found = barriers.json("topology")
    assert found["pus"] and found["placements"]["compact"] == [0, 1]


def test_run_gives_the_environment_and_the_cells(barriers):
    done = barriers.json("run", "central", "pthread", "--launches", "3", "--seed", "7")
    environment = done["environment"]
    assert environment["seed"] == 7
    for name in (
        "machine cpu kernel time compiler flags clock load topology virtualised commit version "
        "governor cgroup_quota_pus unavailable"
    ).split():
        assert name in environment
        assert environment[name] is not None or environment["unavailable"][name]
    assert [(cell["barrier"], cell["policy"]) for cell in done["cells"]] == [
        ("central", "park"),
        ("central", "spin"),
        ("pthread", "own"),
    ]
    for cell in done["cells"]:
        assert (cell["workload"], cell["placement"], cell["team"]) == ("empty", "compact", 2)
        assert cell["launches"] == 3 and cell["l_ns"] > 0
        for metric in ("period_ns", "lalr_ns"):
            assert cell[metric]["p50"] > 0 and cell[metric]["p99"] > 0
            assert cell[metric]["p50_interval"] is None


def test_seven_launches_give_an_interval(barriers):
    (cell,) = barriers.json("run", "pthread")["cells"]
    low, high = cell["lalr_ns"]["p50_interval"]
    assert cell["launches"] == 7 and low <= cell["lalr_ns"]["p50"] <= high


def test_a_percentile_that_samples_are_too_small_for_is_null(barriers):
    cells = barriers.json("run", "central", "pthread", "--launches=1", few="pthread")["cells"]
    for cell in cells:
        for metric in ("period_ns", "lalr_ns"):
            assert cell[metric]["p50"] > 0
            assert (cell[metric]["p99"] is None) == (cell["barrier"] == "pthread")
    done = barriers("run", "pthread", "--launches=1", few="pthread")
    assert done.returncode == 0, done.stderr


def test_a_team_of_one_moves_no_line(barriers):
    (cell,) = barriers.json("run", "pthread", "--team=1", "--launches=1")["cells"]
    assert cell["l_ns"] is None


def test_listed_pus_are_a_placement(barriers):
    done = barriers.json("run", "pthread", "--pus=1,0", "--launches=1")
    assert done["cells"][0]["placement"] == "explicit"


def test_recommend_names_the_quickest_and_the_line_to_paste(barriers):
    done = barriers.json(
        "recommend",
        *QUIET,
        lalr={"central": 200, "dissemination": 100, "libstdcxx": 400, "pthread": 1000},
    )
    (advice,) = done["recommendations"]
    assert (advice["team"], advice["barrier"], advice["policy"]) == (2, "dissemination", "spin")
    assert advice["sure"] and advice["interval"]["low"] > 1.5
    assert advice["runner_up"]["barrier"] == "central"
    assert advice["ratio_to"]["libstdcxx"]["low"] <= 4 <= advice["ratio_to"]["libstdcxx"]["high"]
    assert advice["ratio_to"]["pthread"]["ratio"] == pytest.approx(10, rel=0.1)
    assert advice["cpp"] == (
        "barriers::dissemination<barriers::env::native<barriers::env::spin>> barrier{team};"
    )
    assert "#include <barriers/dissemination.hpp>" in advice["include"]


def test_recommend_covers_the_pus_and_twice_as_many_with_sensible_policies(barriers):
    done = barriers.json("recommend", "--launches=1")
    assert [each["team"] for each in done["recommendations"]] == [2, 4]
    policies = {(cell["team"], cell["policy"]) for cell in done["cells"]}
    assert policies == {(t, p) for t, p in [(2, "spin"), (2, "park"), (2, "own")]} | {
        (4, "yield"),
        (4, "park"),
        (4, "own"),
    }


def test_between_equals_nothing_is_sure(barriers):
    done = barriers.json("recommend", *QUIET)
    (advice,) = done["recommendations"]
    assert not advice["sure"]
    close = [each["barrier"] for each in advice["no_clear_difference_from"]]
    assert sorted([advice["barrier"], *close]) == ["central", "dissemination"]


def test_a_faster_peer_is_named(barriers):
    done = barriers.json("recommend", *QUIET, lalr={"libstdcxx": 20})
    assert "peer libstdcxx is faster" in done["recommendations"][0]["reason"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "centrl"], "Did you mean 'central'?"),
        (["run", "--policy=spni"], "Did you mean 'spin'?"),
        (["run", "--placement=compct"], "Did you mean 'compact'?"),
        (["run", "--workload=emty"], "Did you mean 'empty'?"),
        (["recomend"], "recommend"),
        (["run", "--team=two"], "is no number, range"),
        (["run", "--team=0"], "0 is not from 1 to 65536"),
        (["run", "--budget=soon"], "no time"),
        (["run", "--pus=0;1"], "is no number, range"),
        (["run", "--pus=0", "--placement=scatter"], "one or the other"),
        (["recommend", "--quick", "--budget=9s"], "one or the other"),
        (["sweep", "--quick", "--full"], "exclude each other"),
        (["sweep", "--resume=nowhere"], "nowhere"),
        (["validate"], "Missing argument"),
    ],
)
def test_a_usage_error_says_what_was_meant_and_ends_with_2(barriers, arguments, said):
    done = barriers(*arguments)
    assert done.returncode == 2 and said in done.stderr and not done.stdout


@pytest.mark.parametrize("command", commands.commands)
def test_every_command_has_help(barriers, command):
    done = barriers(command, "--help")
    assert done.returncode == 0 and f"Usage: scripts/barriers {command} " in done.stdout


def test_help_tells_the_exit_codes(barriers):
    done = barriers("--help")
    assert all(code in done.stdout for code in ("0 ", "1 ", "2 ", "3 ", "130 "))


def test_a_failed_launch_is_told_and_the_rest_is_measured(barriers):
    done = barriers("run", "--json", "--seed=1", fail="pthread")
    assert done.returncode == 1
    assert "LALR was negative" in done.stderr
    document = json.loads(done.stdout)
    assert "pthread" not in {cell["barrier"] for cell in document["cells"]}
    assert [each["barrier"] for each in document["failures"]] == ["pthread"]


def test_a_cell_that_hangs_is_recorded_with_the_rank_that_is_blocked(barriers, tmp_path):
    done = barriers("sweep", "--quick", "--json", "--budget=6s", hang="central")
    assert done.returncode == 1 and "rank 1 of team 2" in done.stderr
    (saved,) = (tmp_path / "results").glob("*/*.jsonl")
    failures = [json.loads(line) for line in saved.read_text().splitlines() if '"failure"' in line]
    assert failures and all("blocked in episode 3" in each["message"] for each in failures)
    assert json.loads(done.stdout)["cells"]


def test_a_dry_run_measures_nothing_and_names_the_pus(barriers, tmp_path):
    found = barriers.json("sweep", "--dry-run", "--seed=5")
    assert found["seed"] == 5 and found["expected_s"]["least"] > 0
    oversubscribed = {
        cell["placement"]: cell["pus"] for cell in found["cells"] if cell["team"] == 8
    }
    assert oversubscribed == {"compact": [0, 1] * 4, "unpinned": []}
    done = barriers("run", "--dry-run", "--pus=1,0", "--team=3")
    assert "1,0, then from 1 again (3 ranks)" in done.stdout and "launches each" in done.stdout
    assert not (tmp_path / "results").exists() and not (tmp_path / "measured").exists()


def test_a_quota_counts_as_fewer_pus(barriers):
    def policies(**fake):
        planned = barriers.json("run", "central", "--team=2", "--dry-run", **fake)
        return {cell["policy"] for cell in planned["cells"]}

    assert policies() == policies(quota=2.0) == {"park", "spin"}
    assert policies(quota=1.5) == policies(quota=0.5) == {"park", "yield"}


def test_topology_measures_the_matrix_only_when_asked(barriers):
    assert "latency" not in barriers.json("topology")
    assert barriers.json("topology", "--latency")["latency"]["l_ns"] == [[None, 52.1], [51.8, None]]
    assert "52" in barriers("topology", "--latency").stdout


def test_tables_lose_nothing_where_there_is_no_terminal(barriers):
    done = barriers("list")
    assert done.returncode == 0 and "…" not in done.stdout
    assert all("made up for a test" in line for line in done.stdout.splitlines() if "the " in line)


def test_data_and_progress_do_not_mix(barriers):
    done = barriers("run", "central", "--json", "--launches=1")
    json.loads(done.stdout)
    assert "measuring" in done.stderr


def test_the_budget_ends_the_measuring(barriers):
    document = barriers.json("run", "pthread", "--launches=10000", "--budget=1s", sleep_s=0.1)
    assert document["ended"] == "budget"


def test_a_budget_for_nothing_is_said_plainly_and_leaves_no_file(barriers, tmp_path):
    done = barriers("run", "--save", "--budget=0.2s", sleep_s=5)
    assert done.returncode == 1 and "budget is too small" in done.stderr
    assert not (tmp_path / "results").exists()


def test_save_writes_once_under_the_machine(barriers, tmp_path):
    done = barriers("run", "central", "--launches=2", "--save")
    assert done.returncode == 0, done.stderr
    (saved,) = (tmp_path / "results").glob("*/*.jsonl")
    assert saved.parent.name == json.loads(saved.open().readline())["environment"]["machine"]
    assert "every launch is in results/" in done.stderr


def test_two_measurings_in_the_same_second_have_a_file_each(barriers, tmp_path):
    for _ in range(3):
        assert barriers("run", "central", "--launches=1").returncode == 0
    assert len(list((tmp_path / "measured").glob("*/*.jsonl"))) == 3


def test_what_is_not_to_be_saved_is_kept_nevertheless(barriers, tmp_path):
    done = barriers("run", "central", "--launches=1")
    assert not (tmp_path / "results").exists()
    assert len(list((tmp_path / "measured").glob("*/*.jsonl"))) == 1
    assert "every launch is in measured/" in done.stderr


def test_a_cell_is_asked_for_by_its_whole_name(barriers):
    """The fake refuses a name that is not made of what else it is told."""
    document = barriers.json("run", "central", "--team=2", "--background-load=3", "--launches=1")
    assert [cell["background_load"] for cell in document["cells"]] == [3, 3]
