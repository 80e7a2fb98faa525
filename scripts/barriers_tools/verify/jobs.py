"""The launches of a verification."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, Iterator, Mapping, Sequence

import click

from barriers_tools.measure.asking import ask
from barriers_tools.options import require_known

ENGINES = ("relacy", "rc11")
SEARCHES = "random|bound|bound-[0-9]{1,3}|full"
# Compares rc11 with brute force on random programs.
LITMUS = "litmus_random"
USUAL_PROGRAMS, MANY_PROGRAMS = 1000, 6000


@dataclass(frozen=True)
class Subject:
    """An algorithm, or the protocol of parking, as a checker describes it."""

    name: str
    scenarios: tuple[str, ...]
    policies: tuple[str, ...]


@dataclass(frozen=True)
class Checker:
    """One checker, in its own words."""

    engine: str
    executable: Path
    is_exhaustive: bool
    largest_team: int
    subjects: tuple[Subject, ...]


@dataclass(frozen=True)
class Scope:
    """What the command line asks for. What it leaves open is everything."""

    barrier: str | None = None
    engine: str | None = None
    scenario: str | None = None
    policy: str | None = None
    teams: tuple[int, ...] | None = None
    phases: int | None = None
    search: str | None = None
    replay: int | None = None
    full: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether it asks for some searches of a barrier, and not for its mutants."""
        choices = (self.scenario, self.policy, self.teams, self.phases, self.search, self.replay)
        return any(choices)

    @property
    def whole(self) -> bool:
        return not (self.barrier or self.engine or self.is_narrow)

    @property
    def engines(self) -> tuple[str, ...]:
        if self.engine:
            return (self.engine,)
        return ("relacy",) if self.replay or self.samples else ENGINES

    @property
    def samples(self) -> bool:
        """Whether it names a search that rc11, which is exhaustive, does not have."""
        return self.search not in (None, "full")

    @property
    def compares_programs(self) -> bool:
        return "rc11" in self.engines and not (self.barrier or self.is_narrow)

    @property
    def targets(self) -> tuple[str, ...]:
        """What has to be built."""
        checkers = tuple(f"check_{engine}" for engine in self.engines)
        return (*checkers, LITMUS) if self.compares_programs else checkers


@dataclass(frozen=True)
class Job:
    """One launch of an executable: its arguments, and the kind of its records."""

    engine: str
    executable: Path
    arguments: tuple[str, ...]
    answers: str = "runs"

    def command(self) -> tuple[str, ...]:
        return (str(self.executable), *self.arguments, "--json")

    def __str__(self) -> str:
        return " ".join((self.executable.name, *self.arguments))


def describe_checkers(request: Scope, executables: Mapping[str, Path]) -> list[Checker]:
    """The checkers that the request needs, as they describe themselves."""
    return [_checker(engine, executables[f"check_{engine}"]) for engine in request.engines]


def _checker(engine: str, executable: Path) -> Checker:
    said = ask(executable, ["describe"])
    return Checker(
        engine,
        executable,
        said["is_exhaustive"],
        said["largest_team"],
        tuple(
            Subject(each["name"], tuple(each["scenarios"]), tuple(each["policies"]))
            for each in said["barriers"]
        ),
    )


def require_scope(asked: Scope, checkers: Sequence[Checker]) -> None:
    """A usage error where the request names what there is not."""
    subjects = [subject for checker in checkers for subject in checker.subjects]
    names = _distinct(subject.name for subject in subjects)
    require_known("barrier", [asked.barrier] if asked.barrier else (), names)
    of = [subject for subject in subjects if asked.barrier in (None, subject.name)]
    scenarios = _distinct(each for subject in of for each in subject.scenarios)
    require_known("scenario", [asked.scenario] if asked.scenario else (), scenarios)
    policies = _distinct(each for subject in of for each in subject.policies)
    require_known("policy", [asked.policy] if asked.policy else (), policies)
    largest = max(checker.largest_team for checker in checkers)
    for team in asked.teams or ():
        if team > largest:
            raise click.UsageError(f"The checkers know teams of 1 to {largest}, and not of {team}.")
    if asked.full and asked.is_narrow:
        raise click.UsageError("--full is everything about a barrier; leave the other choices out.")
    if asked.search and not re.fullmatch(SEARCHES, asked.search):
        raise click.UsageError(f"--search is {SEARCHES}, and not '{asked.search}'.")
    if asked.replay and asked.engine == "rc11":
        raise click.UsageError("--replay takes the seed of a random search; rc11 has none.")
    if asked.samples and asked.engine == "rc11":
        raise click.UsageError("--search=full is the only search of rc11.")


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def plan(asked: Scope, checkers: Sequence[Checker], executables: Mapping[str, Path]) -> list[Job]:
    """What is to be launched; what takes longest comes first, so that no PU idles at the end."""
    jobs = list(_litmus(asked, executables))
    if not asked.is_narrow:
        for checker, subject in _choose(asked, checkers):
            arguments = ("mutants", subject.name)
            jobs.append(Job(checker.engine, checker.executable, arguments, "mutants"))
        if not asked.barrier:
            jobs += [Job(each.engine, each.executable, ("wrong",), "wrong") for each in checkers]
    return [*jobs, *(job for pair in _choose(asked, checkers) for job in _runs(*pair, asked))]


def _litmus(asked: Scope, executables: Mapping[str, Path]) -> Iterator[Job]:
    if asked.compares_programs:
        programs = MANY_PROGRAMS if asked.full else USUAL_PROGRAMS
        yield Job("rc11", executables[LITMUS], (f"--programs={programs}",), "litmus")


def _choose(asked: Scope, checkers: Sequence[Checker]) -> Iterator[tuple[Checker, Subject]]:
    for checker in checkers:
        for subject in checker.subjects:
            if asked.barrier in (None, subject.name):
                yield checker, subject


def _runs(checker: Checker, subject: Subject, asked: Scope) -> Iterator[Job]:
    """One launch for each team where teams are chosen, or where the engine samples: those run side
    by side. How far each goes the checker decides."""
    if asked.scenario and asked.scenario not in subject.scenarios:
        return
    if asked.policy and asked.policy not in subject.policies:
        return
    choices = {
        "scenario": asked.scenario,
        "policy": asked.policy,
        "phases": asked.phases,
        "search": asked.search,
        "replay": asked.replay,
        "effort": "full" if asked.full else None,
    }
    told = [f"--{name}={value}" for name, value in choices.items() if value]
    every = [None] if checker.is_exhaustive else range(1, checker.largest_team + 1)
    for team in asked.teams or every:
        of_team = [] if team is None else [f"--team={team}"]
        arguments = ("run", subject.name, *of_team, *told)
        yield Job(checker.engine, checker.executable, arguments)
