"""Builds executables: quietly, each kind in a folder of its own, and not at all where it is new."""

import fcntl
import os
import signal
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Iterator, TextIO

import click

from barriers_tools import paths
from barriers_tools.errors import BuildFailed, explain_refusal

LINES_SHOWN = 20
# Changes whenever a Debian package comes or goes.
PACKAGES = Path("/var/lib/dpkg/status")


@dataclass(frozen=True)
class Recipe:
    """What is built, where, and how."""

    what: str
    folder: Path
    configure: tuple[str, ...]
    targets: tuple[str, ...] = ("all",)

    @property
    def log(self) -> Path:
        return self.folder.with_suffix(".log")


BENCH = Recipe(
    "the bench executable",
    paths.BUILD,
    ("--preset", "release", "-B", str(paths.BUILD), "-DBARRIERS_VERIFY=OFF"),
    ("barriers_bench",),
)
# With the peers that are processes of their own, the barriers of other languages and the calibration.
ALL_OF_BENCH = replace(BENCH, what="all that measures", targets=("all",))
CONFORMANCE = Recipe(
    "the executables that try the peers",
    paths.NATIVE,
    ("--preset", "release"),
    ("conformance_test",),
)
PROMISES = replace(CONFORMANCE, what="the programs that make experiments", targets=("promises",))
MODEL = Recipe("the checkers", paths.MODEL, ("--preset", "model"))


def bench() -> list[Path]:
    """The executable that measures all that fits into one process, built from what the tree holds."""
    _build(BENCH)
    return [paths.EXECUTABLE]


def all_of_bench() -> list[Path]:
    """That one first; then those of the peers that were found when it was configured."""
    _build(ALL_OF_BENCH)
    return [paths.EXECUTABLE, *(each for each in paths.OTHER_EXECUTABLES if each.exists())]


def calibration() -> list[Path]:
    """The executable whose truth is known: a barrier, its A/A control, and the same slowed."""
    _build(ALL_OF_BENCH)
    return [paths.CONTROLS]


def conformance() -> list[Path]:
    """The executables that try the peers: those that share a process, and the runtimes that do not."""
    _build(CONFORMANCE)
    return [path for path in paths.CONFORMANCES if path.exists()]


def promises() -> None:
    """The programs that make experiments on systems, and the list of them."""
    _build(PROMISES)


def checkers(targets: tuple[str, ...]) -> dict[str, Path]:
    """The executables of these names, built from what the tree holds now."""
    _build(replace(MODEL, targets=targets))
    return {name: paths.CHECKERS[name] for name in targets}


def _build(recipe: Recipe) -> None:
    try:
        _build_alone(recipe)
    except PermissionError as error:
        raise BuildFailed(
            f"{error.filename} belongs to another user, perhaps because root built here; "
            f"give {recipe.folder.parent} to yourself, or remove it as its owner."
        ) from error
    except OSError as error:
        raise BuildFailed(f"cannot build: {explain_refusal(error, recipe.folder)}") from error


def _build_alone(recipe: Recipe) -> None:
    recipe.folder.mkdir(parents=True, exist_ok=True)
    with _alone(recipe), recipe.log.open("w", encoding="utf-8") as log:
        if not _is_new(recipe):
            began = time.monotonic()
            click.echo(f"building {recipe.what} ...", err=True)
            if not _is_configured(recipe):
                # With nothing kept of what was found before: packages have come or gone.
                _step(recipe, ["cmake", "--fresh", *recipe.configure], log)
            _step(
                recipe, ["cmake", "--build", str(recipe.folder), "--target", *recipe.targets], log
            )
            click.echo(f"built in {time.monotonic() - began:.0f} s", err=True)


def _is_new(recipe: Recipe) -> bool:
    """Whether Ninja would have nothing to do."""
    command = ["ninja", "-C", str(recipe.folder), "-n", *recipe.targets]
    try:
        would = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except FileNotFoundError:
        return False
    return _is_configured(recipe) and would.returncode == 0 and "no work to do" in would.stdout


def _is_configured(recipe: Recipe) -> bool:
    """Whether the folder was configured with the presets as they are, and with the libraries that
    are installed. Ninja does not look at them."""
    made = recipe.folder / "build.ninja"
    looked_at = (each for each in (paths.ROOT / "CMakePresets.json", PACKAGES) if each.exists())
    return made.exists() and all(made.stat().st_mtime >= each.stat().st_mtime for each in looked_at)


@contextmanager
def _alone(recipe: Recipe) -> Iterator[None]:
    """Holds the build folder, so that two commands started together do not build into each other."""
    with (recipe.folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _step(recipe: Recipe, command: list[str], log: TextIO) -> None:
    log.write(f"$ {' '.join(command)}\n")
    log.flush()
    try:
        code = _in_a_group(command, log)
    except FileNotFoundError as error:
        raise BuildFailed(f"{command[0]} is not installed; run scripts/setup") from error
    if code != 0:
        raise BuildFailed(_what_the_log_says(recipe, command))


def _in_a_group(command: list[str], log: TextIO) -> int:
    """Runs a command in a process group of its own, which an interruption ends as a whole."""
    with subprocess.Popen(
        command,
        cwd=paths.ROOT,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        process_group=0,
    ) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            os.killpg(process.pid, signal.SIGTERM)
            raise


def _what_the_log_says(recipe: Recipe, command: list[str]) -> str:
    lines = recipe.log.read_text(encoding="utf-8", errors="replace").splitlines()
    shown = "\n".join(f"  | {line}" for line in lines[-LINES_SHOWN:])
    return (
        f"'{' '.join(command[:2])}' failed:\n{shown}\n"
        f"Whole log: {recipe.log}. If the tree was moved or a build was cut off, "
        f"remove {recipe.folder} and try again."
    )
