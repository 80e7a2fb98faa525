"""Variables of the environment: none changes unseen what is built, measured or recorded."""

import json
import os
import subprocess

import pytest

from barriers_tools import paths
from barriers_tools.host import variables

UNSEEN = {
    "GIT_DIR": "/nowhere",
    "GIT_INDEX_FILE": "/nowhere",
    "BENCHMARK_REPETITIONS": "3",
    "BENCHMARK_FILTER": "nothing",
    "CXXFLAGS": "-O0",
    "CC": "false",
    "CPATH": "/nowhere",
    "CPLUS_INCLUDE_PATH": "/nowhere",
    "CMAKE_BUILD_TYPE": "Debug",
    "RUSTFLAGS": "-C opt-level=0",
    "LD_PRELOAD": "libm.so.6",
    "LD_BIND_NOW": "1",
    "GLIBC_TUNABLES": "glibc.malloc.arena_max=1",
    "MALLOC_ARENA_MAX": "1",
    "GOMAXPROCS": "1",
    "JAVA_TOOL_OPTIONS": "-Xint",
    "TOKIO_WORKER_THREADS": "1",
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_could_change_something_unseen_is_cleared_and_said(name):
    around = {name: UNSEEN[name], "HOME": "/home/user", "PATH": "/usr/bin"}
    assert variables.clear(around) == [name]
    assert around == {"HOME": "/home/user", "PATH": "/usr/bin", "LC_ALL": "C.UTF-8"}


def test_what_only_speeds_up_a_build_is_kept():
    around = {"CMAKE_CXX_COMPILER_LAUNCHER": "ccache", "TMPDIR": "/var/tmp"}
    assert variables.clear(around) == []
    assert around.keys() == {"CMAKE_CXX_COMPILER_LAUNCHER", "TMPDIR", "LC_ALL"}


def test_what_chooses_the_measured_is_recorded_without_paths():
    around = {"OMP_WAIT_POLICY": "active", "HWLOC_XMLFILE": "/home/me/m.xml", "HOME": "/home/me"}
    assert variables.clear(around) == []
    assert variables.record(around) == {"OMP_WAIT_POLICY": "active", "HWLOC_XMLFILE": "PATH"}


def test_a_measurement_records_them_and_a_foreign_repository_is_not_named(barriers, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    done = barriers("run", "pthread", "--launches=1", "--json")
    assert "not taken from the environment: GIT_DIR" in done.stderr
    around = json.loads(done.stdout)["environment"]
    assert around["variables"] == {"OMP_NUM_THREADS": "7"}
    assert around["executables"].keys() == {"fake_bench"}


@pytest.mark.parametrize("name", ["PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP"])
def test_another_python_does_no_harm(tmp_path, name):
    (tmp_path / "click.py").write_text("raise SystemError('the wrong one')")
    done = subprocess.run(
        [paths.ROOT / "scripts/barriers", "--help"],
        env={**os.environ, name: str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0 and "Usage:" in done.stdout, done.stderr
