"""A check, and what it finds."""

import time
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any, Callable

from barriers_tools.host.sysinfo import access, activity, confinement
from barriers_tools.host.sysinfo.files import ROOT, Unavailable

# How long the background is watched.
INTERVAL_S = 1.0
NOT_FROM_INSIDE = "nothing can be done from inside a virtual machine"


class Grade(Enum):
    """How good it is for measuring; of several, the worst counts."""

    GOOD = "good"
    UNKNOWN = "unknown"
    TOLERABLE = "tolerable"
    BAD = "bad"

    @property
    def severity(self) -> int:
        return list(Grade).index(self)


GOOD, UNKNOWN, TOLERABLE, BAD = Grade.GOOD, Grade.UNKNOWN, Grade.TOLERABLE, Grade.BAD


@dataclass(frozen=True)
class Seen:
    """What a check sees, how good that is, and what fixes it: a command, or a sentence."""

    found: str
    grade: Grade
    fix: str | None = None


@dataclass(frozen=True)
class Finding:
    """What came of a check. Either something was found, or there is a reason why not."""

    check: str
    found: str | None
    reason: str | None
    grade: Grade
    effect: str
    fix: str | None

    def document(self) -> dict[str, Any]:
        return {**self.__dict__, "grade": self.grade.value}


class Hidden(Unavailable):
    """What cannot be read from here, though it could from elsewhere; `fix` says from where."""

    def __init__(self, reason: str, fix: str):
        super().__init__(reason)
        self.fix = fix


@dataclass(frozen=True)
class Machine:
    """The machine, as the checks see it: the files below a root, and what has to be tried.

    `pin` and `count` raise Unavailable where the kernel refuses; `pass_time` lets the time pass
    between two looks at who is at work.
    """

    pin: Callable[[], None]
    count: Callable[[], None]
    pass_time: Callable[[], None]
    root: Path = ROOT

    @cached_property
    def background(self) -> activity.Interval:
        before = activity.sample(self.root)
        self.pass_time()
        return activity.between(before, activity.sample(self.root))

    @cached_property
    def is_virtual(self) -> bool:
        try:
            return confinement.is_virtual(self.root)
        except Unavailable:
            return False

    @cached_property
    def is_contained(self) -> bool:
        return confinement.container(self.root) != "none"


@dataclass(frozen=True)
class Check:
    """One thing to look at. `effect` is what it does to the numbers, in one sentence."""

    name: str
    effect: str
    look: Callable[[Machine], Seen]

    def examine(self, machine: Machine) -> Finding:
        try:
            seen = self.look(machine)
        except Hidden as why:
            return self._unknown(str(why), why.fix)
        except Unavailable as why:
            return self._unknown(str(why), NOT_FROM_INSIDE if machine.is_virtual else None)
        return Finding(self.name, seen.found, None, seen.grade, self.effect, seen.fix)

    def _unknown(self, reason: str, fix: str | None) -> Finding:
        return Finding(self.name, None, reason, UNKNOWN, self.effect, fix)


def check(look: Callable[[Machine], Seen]) -> Check:
    """Makes a check of a function: its name is the check's, its docstring the effect."""
    return Check(look.__name__, " ".join((look.__doc__ or "").split()), look)


def this_machine() -> Machine:
    return Machine(access.pin, access.count, lambda: time.sleep(INTERVAL_S))
