"""What the system refuses, signals, and numbers out of range: a sentence and an exit code."""

import json
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest

from barriers_tools.errors import MeasurementFailed
from barriers_tools.measure import bench

SCRIPTS = Path(__file__).resolve().parents[2]


def until_measured(tree):
    """Waits until a first launch is in the file."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if any('"launch"' in each.read_text() for each in tree.glob("measured/**/*.jsonl")):
            return
        time.sleep(0.02)
    pytest.fail("nothing was measured")


@pytest.mark.parametrize(
    "number, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_shows_and_keeps_what_was_measured(barriers, tmp_path, number, code):
    process = barriers.start("run", "pthread", "--launches=10000", "--json", sleep_s=0.02)
    until_measured(tmp_path)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == code and "Traceback" not in err, err
    assert json.loads(out)["ended"] == "interrupted" and json.loads(out)["cells"]
    (kept,) = tmp_path.glob("measured/**/*.jsonl")
    assert json.loads(kept.read_text().splitlines()[-1])["ended"] == "interrupted"


def test_what_cannot_be_kept_is_shown(barriers, tmp_path):
    process = barriers.start("run", "pthread", "--launches=10000", "--json", sleep_s=0.02)
    until_measured(tmp_path)
    (kept,) = tmp_path.glob("measured/**/*.jsonl")
    size = kept.stat().st_size
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, size))
    out, err = process.communicate(timeout=30)
    assert process.returncode == 1 and "Traceback" not in err, err
    assert str(kept) in err and "ulimit -f" in err
    assert json.loads(out)["ended"] == "not kept" and json.loads(out)["cells"]


def test_a_file_in_the_place_of_the_folder_is_named(barriers, tmp_path):
    (tmp_path / "measured").write_text("")
    done = barriers("run", "pthread", "--launches=1", "--json")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert str(tmp_path / "measured") in done.stderr and json.loads(done.stdout)["cells"]


def test_a_closed_pipe_ends_quietly(barriers):
    process = barriers.start("list", "--json")
    process.stdout.close()
    assert process.wait(30) == 1 and process.stderr.read() == ""


def test_a_full_output_is_told(barriers):
    with open("/dev/full", "w") as full:
        process = barriers.start("list", "--json", stdout=full)
    assert process.wait(30) == 1
    assert "No space left" in process.stderr.read()


@pytest.mark.parametrize(
    ("option", "values", "allowed"),
    [
        ("--team", ("0", "-1", "65537", "4294967298", "9" * 10), "team sizes are listed as 2,4"),
        ("--background-load", ("-1", "101", "4294967298"), "0<=x<=100"),
        ("--launches", ("0", "-1", "10001"), "1<=x<=10000"),
        ("--seed", ("-1", "2147483648"), "0<=x<=2147483647"),
        ("--budget", ("0", "-1s", "31000000", "9" * 400), "30 days"),
        ("--pus", ("2", "0-2"), "There are: 0, 1"),
        ("--pus", ("999999", "1-0", "0,0"), "--pus"),
    ],
)
def test_a_number_out_of_range_is_a_usage_error(barriers, option, values, allowed):
    for value in values:
        done = barriers("run", "--dry-run", f"{option}={value}")
        assert done.returncode == 2 and "Traceback" not in done.stderr, value
        assert allowed in done.stderr, value


def test_the_largest_team_is_planned(barriers):
    assert barriers("run", "pthread", "--dry-run", "--team=65536").returncode == 0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_an_executable_that_was_killed_is_told_in_words(tmp_path, number):
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\nkill -{int(number)} $$\n")
    program.chmod(0o755)
    with pytest.raises(MeasurementFailed, match=number.name):
        bench.Executable(program).barriers()


def test_an_executable_that_vanished_is_named(tmp_path):
    with pytest.raises(MeasurementFailed, match=str(tmp_path / "gone")):
        bench.Executable(tmp_path / "gone").barriers()


@pytest.mark.parametrize("name", ["barriers", "setup"])
def test_a_script_may_be_called_by_links(tmp_path, name):
    folder = tmp_path / "a b:c\nd"
    folder.mkdir()
    (folder / "first").symlink_to(SCRIPTS / name)
    (folder / "second").symlink_to("first")
    for command in ([folder / "second"], ["sh", folder / "second"]):
        done = subprocess.run([*command, "--help"], capture_output=True, text=True, timeout=30)
        assert done.returncode == 0 and f"scripts/{name}" in done.stdout, done.stderr


def test_the_tests_may_be_called_by_a_link(tmp_path):
    (tmp_path / "link").symlink_to(SCRIPTS / "test")
    done = subprocess.run([tmp_path / "link", "nothing"], capture_output=True, timeout=30)
    assert done.returncode == 2
