"""Asks an executable something that it answers with JSON."""

import json
import re
import signal
import subprocess
from pathlib import Path
from typing import Any, Sequence

from barriers_tools.errors import MeasurementFailed, explain_refusal

LINES_SHOWN = 8


def ask(executable: Path, arguments: Sequence[str] = (), within_s: float | None = 60.0) -> Any:
    command = [str(executable), *arguments]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=within_s
        )
    except OSError as error:
        raise MeasurementFailed(f"cannot start {explain_refusal(error, executable)}") from error
    shown = " ".join([executable.name, *arguments])
    if done.returncode != 0:
        raise MeasurementFailed(f"'{shown}' {_ending(done.returncode)}:\n{_why(done)}")
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        raise MeasurementFailed(f"'{shown}' did not print JSON: {error}") from error


def _ending(code: int) -> str:
    """How a process ended, in words."""
    if code >= 0:
        return f"ended with {code}"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
    short = "; perhaps the memory was short" if -code == signal.SIGKILL else ""
    return f"was killed by {name}{short}"


def _why(done: "subprocess.CompletedProcess[str]") -> str:
    """What the executable said when it failed: the last lines, and the errors of its cells."""
    errors = re.findall(r'"error_message": "([^"]*)"', done.stdout)
    lines = done.stderr.splitlines()[-LINES_SHOWN:] + errors
    return "\n".join(f"  | {line}" for line in lines or ["no output"])
