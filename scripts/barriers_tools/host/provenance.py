"""What is built: from which commit, by which compiler, with which packages."""

import re
import subprocess
from pathlib import Path
from typing import Sequence

from barriers_tools import paths
from barriers_tools.host.sysinfo.files import Unavailable, lines

# What decides the machine code that is measured: changes elsewhere do not make a commit dirty.
MEASURED = ("CMakeLists.txt", "CMakePresets.json", "impls", "bench")

# What decides what is verified.
VERIFIED = ("CMakeLists.txt", "CMakePresets.json", "impls", "verify")

# What decides what the peers are found to be.
TRIED = (*VERIFIED, "bench/peers", "scripts/barriers_tools/conformance")


def commit_or_none() -> str | None:
    """The commit that is measured, with "-dirty" where the measured sources were changed."""
    try:
        return commit()
    except Unavailable:
        return None


def commit(sources: Sequence[str] = MEASURED) -> str:
    head = git("rev-parse", "--short=12", "HEAD")
    return f"{head}-dirty" if git("status", "--porcelain", "--", *sources) else head


def git(*arguments: str) -> str:
    # Root measures in a user's tree as well: git would refuse a tree that belongs to another.
    return output_of("git", "-c", f"safe.directory={paths.ROOT}", "-C", str(paths.ROOT), *arguments)


def output_of(*command: str) -> str:
    """What a program says of the machine."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise Unavailable(f"{command[0]} is not installed") from error
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or ["no output"]
        raise Unavailable(f"{command[0]} failed: {said[-1]}")
    return done.stdout.strip()


def version() -> str:
    return cache_entry(paths.BUILD, "CMAKE_PROJECT_VERSION")


def cache_entry(build: Path, name: str) -> str:
    """What the build folder was configured with."""
    cache = lines(build, "CMakeCache.txt", "the build folder was never configured")
    found = re.search(rf"^{name}:\w+=(.*)$", cache, re.MULTILINE)
    if not found:
        raise Unavailable("the build folder does not record it")
    return found[1]


def compiler(build: Path) -> str:
    return output_of(cache_entry(build, "CMAKE_CXX_COMPILER"), "--version").splitlines()[0]


def package(name: str) -> str:
    return output_of("dpkg-query", "--show", "--showformat=${Version}", name)


def describe_commit() -> str:
    """The commit by the tag before it, if there is one."""
    return git("describe", "--tags", "--always", "--long", "--dirty")
