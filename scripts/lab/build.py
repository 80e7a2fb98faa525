"""Builds the bench executable: quietly, into a folder of its own, and not at all where it is new."""

import fcntl
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

import click

from lab import tree
from lab.errors import BuildFailed

CONFIGURE = ["cmake", "--preset", "release", "-B", str(tree.BUILD), "-DBARRIERS_VERIFY=OFF"]
COMPILE = ["cmake", "--build", str(tree.BUILD), "--target", "barriers_bench"]
LINES_SHOWN = 20


def bench() -> Path:
    """The executable, built from what the tree holds now."""
    try:
        return _bench()
    except PermissionError as error:
        raise BuildFailed(
            f"{error.filename} belongs to somebody else, perhaps because root built here; "
            f"give {tree.BUILD.parent} to yourself, or remove it as its owner."
        ) from error


def _bench() -> Path:
    tree.BUILD.mkdir(parents=True, exist_ok=True)
    with _alone(), tree.BUILD_LOG.open("w", encoding="utf-8") as log:
        if not _is_new():
            began = time.monotonic()
            click.echo("building the bench executable ...", err=True)
            if not _is_configured():
                _step(CONFIGURE, log)
            _step(COMPILE, log)
            click.echo(f"built in {time.monotonic() - began:.0f} s", err=True)
    return tree.EXECUTABLE


def _is_new() -> bool:
    """Whether Ninja would have nothing to do."""
    command = ["ninja", "-C", str(tree.BUILD), "-n", "barriers_bench"]
    try:
        would = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except FileNotFoundError:
        return False
    return _is_configured() and would.returncode == 0 and "no work to do" in would.stdout


def _is_configured() -> bool:
    """Whether the folder was configured with the presets as they are. Ninja does not look at them."""
    presets, made = tree.ROOT / "CMakePresets.json", tree.BUILD / "build.ninja"
    return made.exists() and made.stat().st_mtime >= presets.stat().st_mtime


@contextmanager
def _alone() -> Iterator[None]:
    """Holds the build folder, so that two commands started together do not build into each other."""
    with (tree.BUILD / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _step(command: list[str], log) -> None:
    log.write(f"$ {' '.join(command)}\n")
    log.flush()
    try:
        done = subprocess.run(
            command, cwd=tree.ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
    except FileNotFoundError as error:
        raise BuildFailed(f"{command[0]} is not installed; run scripts/setup") from error
    if done.returncode != 0:
        raise BuildFailed(_what_the_log_says(command))


def _what_the_log_says(command: list[str]) -> str:
    lines = tree.BUILD_LOG.read_text(encoding="utf-8", errors="replace").splitlines()
    shown = "\n".join(f"  | {line}" for line in lines[-LINES_SHOWN:])
    return (
        f"'{' '.join(command[:2])}' failed:\n{shown}\n"
        f"Whole log: {tree.BUILD_LOG}. If the tree was moved or a build was cut off, "
        f"remove {tree.BUILD} and try again."
    )
