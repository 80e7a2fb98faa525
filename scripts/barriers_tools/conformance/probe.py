"""Runs an experiment on a system, in a process with a time limit, and tells what came of it."""

import os
import signal
import subprocess
import textwrap
from dataclasses import dataclass
from typing import Sequence

from barriers_tools.conformance.experiment import AnsweredTrial, NoAnswer, split, trials
from barriers_tools.conformance.judging import NotOffered
from barriers_tools.conformance.promise import Promise
from barriers_tools.errors import MeasurementFailed, explain_refusal

LIMIT_S = 10.0
# What a program ends with that cannot carry out an experiment on its system.
NOT_OFFERED = 3
SHOWN = 300
# Whatever else is set where we are started would be a condition that nobody recorded.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}


@dataclass(frozen=True)
class ProbeResult:
    """What came of an experiment: kept, broken, hangs, crashes or not offered; and what was seen."""

    outcome: str
    seen: str = ""


@dataclass(frozen=True)
class _Ending:
    """How a program ended; the code is None where its time was over."""

    code: int | None
    answers: str
    errors: str


def probe(command: Sequence[str], promise: Promise, limit_s: float = LIMIT_S) -> ProbeResult:
    """Raises MeasurementFailed where no experiment can be made with the command."""
    ending = _run(command, promise.experiment, limit_s)
    try:
        found = trials(promise.experiment, ending.answers)
    except NoAnswer as fault:
        raise MeasurementFailed(f"'{' '.join(command)}', {promise.name}: {fault}") from fault
    if ending.code is None:
        return ProbeResult("hangs", _unanswered(promise, found))
    if ending.code == NOT_OFFERED:
        return ProbeResult("not offered", _first_line(ending.errors))
    if ending.code == -signal.SIGABRT and promise.may_abort:
        return ProbeResult("kept", "the program ends")
    if ending.code != 0:
        return ProbeResult("crashes", f"{_how(ending)}, in {_unanswered(promise, found)}")
    return _judge(promise, found)


def _run(command: Sequence[str], experiment: str, limit_s: float) -> _Ending:
    text = "\n".join(line for lines in split(experiment) for line in lines)
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
            start_new_session=True,
        )
    except OSError as error:
        raise MeasurementFailed(f"cannot start {explain_refusal(error, command[0])}") from error
    with process:
        code: int | None
        try:
            answers, errors = process.communicate(text, timeout=limit_s)
            code = process.returncode
        except subprocess.TimeoutExpired:
            code = None
        finally:
            _end(process)
        if code is None:
            answers, errors = process.communicate()
    return _Ending(code, answers, errors)


def _end(process: "subprocess.Popen[str]") -> None:
    """With all that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def _judge(promise: Promise, found: Sequence[AnsweredTrial]) -> ProbeResult:
    if len(found) < len(split(promise.experiment)):
        raise MeasurementFailed(f"{promise.name}: the program did not answer all of the experiment")
    try:
        broken = [trial for trial in found if not promise.is_kept(trial)]
    except NotOffered as fact:
        return ProbeResult("not offered", str(fact))
    if not broken:
        return ProbeResult("kept")
    often = f"{len(broken)} of {len(found)} times, as in " if len(found) > 1 else ""
    return ProbeResult("broken", _brief(f"{often}{broken[0]}"))


def _unanswered(promise: Promise, found: Sequence[AnsweredTrial]) -> str:
    """The trial in which the program was when it ended."""
    remaining = split(promise.experiment)[len(found) :]
    if not remaining:
        return "its end"
    subject, *parties = remaining[0]
    return _brief(f"{subject}: {' | '.join(parties).replace('| then |', 'then')}")


def _brief(text: str) -> str:
    return textwrap.shorten(text, SHOWN, placeholder=" ...")


def _how(ending: _Ending) -> str:
    assert ending.code is not None
    if ending.code < 0:
        return signal.strsignal(-ending.code) or f"signal {-ending.code}"
    return f"exit code {ending.code} ({_first_line(ending.errors)})"


def _first_line(text: str) -> str:
    return (text.strip().splitlines() or ["nothing was said"])[0]
