"""The peers that a build folder holds are those whose packages are there when it is configured."""

import itertools
import os
import subprocess
from pathlib import Path

import pytest

from barriers_tools import paths

PROJECT = f"""\
cmake_minimum_required(VERSION 3.25)
project(peers CXX)
add_library(barriers_strict INTERFACE)
add_library(barriers::barriers INTERFACE IMPORTED)
include({paths.ROOT}/impls/registry.cmake)
add_subdirectory({paths.ROOT}/bench/peers peers)
message(STATUS "peers:${{BARRIERS_PEERS}};${{BARRIERS_PEERS_LIBGOMP}};${{BARRIERS_PEERS_LIBOMP}}")
"""
# A compiler that finds its libraries and compiles; one without libraries; and one that finds those of
# a newer one, which it cannot compile.
WORKS = """\
case "$*" in
  -print-file-name=*) echo "${0%/*}/../empty.a" ;;
  *) exec /usr/bin/gcc -x c -c /dev/null -o "$(echo "$*" | /usr/bin/sed 's/.* -o //')" ;;
esac
"""
BARE = 'echo "${1#-print-file-name=}"\n'
TOO_OLD = """\
case "$*" in
  -print-file-name=*) echo "${0%/*}/../empty.a" ;;
  *) echo 'barrier:12: error: no member named source_location' >&2; exit 1 ;;
esac
"""
# Where LLVM is 14: by the command of the README that installs them, the tools of a machine, the peers
# that it can build, and why it cannot build others.
MACHINES = {
    "recommend": (
        {"clang": TOO_OLD, "gcc": WORKS},
        {"libgomp"},
        "error: no member named source_location",
    ),
    "without libraries": ({"clang": BARE, "gcc": WORKS}, {"libgomp"}, "clang has no libc++.a"),
    "test": (
        {"clang": TOO_OLD, "clang-19": WORKS, "gcc": WORKS},
        {"libgomp", "libcxx", "libomp_dist"},
        "",
    ),
    "none": ({}, set(), "there is no clang-19 or clang"),
}


class Machine:
    """A build folder, and a PATH on which tools come and go."""

    def __init__(self, place: Path):
        self.source, self.tools, self.binutils = (
            place / name for name in ("source", "tools", "binutils")
        )
        for folder in (self.source, self.tools, self.binutils):
            folder.mkdir()
        for name in ("as", "ld"):
            (self.binutils / name).symlink_to(f"/usr/bin/{name}")
        (place / "empty.a").write_text("!<arch>\n")
        (self.source / "CMakeLists.txt").write_text(PROJECT)

    def install(self, tools: dict[str, str]) -> None:
        for tool in self.tools.iterdir():
            tool.unlink()
        for name, script in tools.items():
            (self.tools / name).write_text(f"#!/bin/sh\n{script}")
            (self.tools / name).chmod(0o755)

    def configure(self, *options: str) -> tuple[set[str], str]:
        """The peers that need a compiler of their own, and what was said."""
        done = subprocess.run(
            [
                "/usr/bin/cmake",
                "-G",
                "Ninja",
                "-DCMAKE_MAKE_PROGRAM=/usr/bin/ninja",
                "-DCMAKE_CXX_COMPILER=/usr/bin/g++",
                "-DCMAKE_C_COMPILER=/usr/bin/gcc",
                "-DCMAKE_FIND_USE_CMAKE_SYSTEM_PATH=OFF",
                *options,
                "-S",
                str(self.source),
                "-B",
                str(self.source / "build"),
            ],
            env={
                **os.environ,
                "PATH": f"{self.tools}:{self.binutils}",
                "CMAKE_C_COMPILER_LAUNCHER": "",
                "CMAKE_CXX_COMPILER_LAUNCHER": "",
            },
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        (line,) = (line for line in done.stdout.splitlines() if line.startswith("-- peers:"))
        foreign = {"libgomp", "libcxx", "libomp_dist"}
        return set(line.removeprefix("-- peers:").split(";")) & foreign, done.stdout


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.full
def test_peers_come_and_go_with_their_packages_in_every_order(machine):
    for order in itertools.permutations(MACHINES, 2):
        for name in order:
            tools, peers, reason = MACHINES[name]
            machine.install(tools)
            held, said = machine.configure()
            assert (order, held) == (order, peers) and reason in said


def test_a_compiler_that_the_user_chooses_is_the_only_one_tried(machine):
    machine.install({"clang": WORKS, "mine": TOO_OLD, "gcc": WORKS})
    chosen = f"-DBARRIERS_CLANG={machine.tools}/mine"
    assert machine.configure(chosen)[0] == {"libgomp"}
    assert machine.configure()[0] == {"libgomp"}
    machine.install({"clang": TOO_OLD, "mine": WORKS})
    assert machine.configure()[0] == {"libcxx", "libomp_dist"}
