"""Carries out experiments on Python's threading.Barrier: see verify/promises/README.md."""

import os
import sys
import threading
import time
from typing import Any, Callable, Iterable, Iterator, NoReturn

SUBJECTS = ("barrier", "gather")
NOT_OFFERED = 3
HELD_AT_MOST_S = 1.0
POLL_S = 0.001


class ActionError(Exception):
    """What an action throws."""


def not_offered(what: str) -> NoReturn:
    """Ends the program: the system has nothing of the kind."""
    print(what, file=sys.stderr, flush=True)
    os._exit(NOT_OFFERED)


def crash(raised: threading.ExceptHookArgs) -> NoReturn:
    """Ends the program by what a thread has not caught."""
    print(repr(raised.exc_value), file=sys.stderr, flush=True)
    os._exit(1)


class Action:
    """What a barrier does between the last arrival and the first release."""

    def __init__(self, kind: str):
        self.kind, self.runs = kind, 0
        self.is_held, self.party_returned = threading.Event(), threading.Event()
        self.barrier: Any = None

    def __call__(self) -> None:
        if self.kind == "throw":
            raise ActionError
        if self.kind == "abort":
            offered(self.barrier, "abort")()
        if self.kind == "hold":
            self.is_held.set()
            self.party_returned.wait(HELD_AT_MOST_S)
        self.runs += 1


class Threading:
    """threading.Barrier in the words of the experiments: a call is a method of its name."""

    def __init__(self, parties: int, action: Callable[[], None] | None):
        self.barrier = threading.Barrier(parties, action)

    def wait(self, ms: int | None = None) -> str:
        try:
            index = self.barrier.wait(None if ms is None else ms / 1000)
        except threading.BrokenBarrierError:
            return "broken"
        return f"passed,index={index},leader={index == 0:d}"

    def abort(self) -> None:
        self.barrier.abort()

    def reset(self) -> None:
        self.barrier.reset()

    def waiting(self) -> int:
        return self.barrier.n_waiting


def offered(barrier: Any, call: str) -> Callable[..., Any]:
    """The method of that name."""
    return getattr(barrier, call, None) or not_offered(call)


class Party:
    """One line of an experiment, in a thread of its own."""

    def __init__(self, script: str, barrier: Any, action: Action | None):
        self.script, self.barrier, self.action = script, barrier, action
        self.outcomes: list[str] = []

    def run(self) -> None:
        for call in self.script.split():
            name, _, argument = call.partition(":")
            told = self.attempt(name, *([int(argument)] if argument else []))
            if self.action and name == "wait":
                self.action.party_returned.set()
            self.outcomes.append(f"{told},actions={self.action.runs}" if self.action else told)

    def attempt(self, name: str, *argument: int) -> str:
        try:
            return self.perform(name, *argument)
        except ActionError:
            return "action_error"
        except ValueError:
            return "refused"

    def perform(self, name: str, *argument: int) -> str:
        if name == "pause":
            time.sleep(argument[0] / 1e6)
        elif name == "held" and self.action:
            self.action.is_held.wait()
        elif name == "waiting":
            while offered(self.barrier, "waiting")() < argument[0]:
                time.sleep(POLL_S)
        else:
            return offered(self.barrier, name)(*argument) or "done"
        return "done"


def trials(lines: Iterable[str]) -> Iterator[list[str]]:
    """The lines of each trial."""
    trial: list[str] = []
    for line in lines:
        if trial and line.split()[0] in SUBJECTS:
            yield trial
            trial = []
        trial.append(line.strip())
    yield trial


def run_stage(scripts: list[str], barrier: Any, action: Action | None) -> None:
    """Its parties run at once; prints what each was told."""
    parties = [Party(script, barrier, action) for script in scripts]
    threads = [threading.Thread(target=party.run) for party in parties]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for party in parties:
        print(*party.outcomes)


def run_trial(make: Callable[..., Any], header: str, lines: list[str]) -> None:
    _, parties, *kind = header.split()
    action = Action(*kind) if kind else None
    try:
        barrier = make(int(parties), action)
    except ValueError:
        print("refused")
        return
    if action:
        action.barrier = barrier
    print("made")
    stage: list[str] = []
    for line in [*lines, "then"]:
        if line != "then":
            stage.append(line)
        else:
            run_stage(stage, barrier, action)
            stage = []


def main(make: Callable[..., Any]) -> None:
    threading.excepthook = crash
    for header, *lines in trials(sys.stdin):
        run_trial(make, header, lines)
        sys.stdout.flush()


if __name__ == "__main__":
    main(Threading)
