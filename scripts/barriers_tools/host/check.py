"""A check, and what it finds."""

import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Callable

from barriers_tools.host.sysinfo import access, activity, confinement
from barriers_tools.host.sysinfo.files import ROOT, Unavailable
from barriers_tools.schemas.doctor import Finding, Grade

# How long the background is watched.
INTERVAL_S = 1.0
NOT_FROM_INSIDE = "nothing can be done from inside a virtual machine"
GOOD, UNKNOWN, TOLERABLE, BAD = Grade.GOOD, Grade.UNKNOWN, Grade.TOLERABLE, Grade.BAD


@dataclass(frozen=True)
class Seen:
    """What a check sees, how good that is, and what fixes it: a command, or a sentence."""

    found: str
    grade: Grade
    fix: str | None = None


class Hidden(Unavailable):
    """What cannot be read from here, though it could from elsewhere; `fix` says from where."""

    def __init__(self, reason: str, fix: str):
        super().__init__(reason)
        self.fix = fix


@dataclass(frozen=True)
class Machine:
    """The machine, as the checks see it: the files below a root, and what has to be tried.

    `pin` and `count` raise Unavailable where the kernel refuses; `pass_time` lets the time pass
    between two samples of the load.
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
        return self._finding(found=seen.found, grade=seen.grade, fix=seen.fix)

    def _unknown(self, reason: str, fix: str | None) -> Finding:
        return self._finding(reason=reason, grade=UNKNOWN, fix=fix)

    def _finding(self, **facts: Any) -> Finding:
        # Not validated: a text that is too long for the schema is shown all the same.
        facts = {"found": None, "reason": None, **facts}
        return Finding.construct(check=self.name, effect=self.effect, **facts)


def check(look: Callable[[Machine], Seen]) -> Check:
    """Makes a check of a function: its name is the check's, its docstring the effect."""
    return Check(look.__name__, " ".join((look.__doc__ or "").split()), look)


def this_machine() -> Machine:
    return Machine(access.pin, access.count, lambda: time.sleep(INTERVAL_S))
