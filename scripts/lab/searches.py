"""What is explored: which model executable is asked for what."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Mapping, Sequence

import click

from lab.errors import VerificationFailed
from lab.options import known

MUSEUM = "model_wrong"
OF_WORD = "model_"
MUTANTS_OF = "mutants_"
ANSWER_WITHIN = 60.0
AS_JSON = {"runs": "--json", "mutants": "--json=-", "museum": "--json"}

# The protocol of parking is small: it gets more executions than a whole barrier does.
USUAL = {"parking": ("--executions=50000", "--budget=200000")}
_AWAKE = ("--policy=spin",)
# With `--full`, for every word: all that the engine can do with a team of two that stays awake,
# every schedule with two switches in a team of three, and many more by chance. In a team of four
# every schedule with two switches takes minutes for one scenario; it is searched for one that
# shows all that the phases owe. The budgets end what would not end within the hour.
DEEP = (
    ("--team=4", "--phases=2", "--bound=2", *_AWAKE, "--scenario=visibility", "--budget=10000000"),
    ("--team=2", "--phases=2", "--search=full", *_AWAKE, "--budget=1000000"),
    ("--team=3", "--phases=2", "--bound=2", "--search=bound", "--budget=1000000"),
)
MANY = ("--search=random", "--executions=60000")


@dataclass(frozen=True)
class Subject:
    """What one model executable is about, in its own words."""

    word: str
    executable: Path
    scenarios: tuple[str, ...]
    policies: tuple[str, ...]
    largest_team: int


@dataclass(frozen=True)
class Request:
    """What the command line asks for. What it leaves open is everything."""

    word: str | None = None
    scenario: str | None = None
    policy: str | None = None
    teams: tuple[int, ...] | None = None
    replay: int | None = None
    full: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether it asks for some of a word's searches, and not for its mutants."""
        return any((self.scenario, self.policy, self.teams, self.replay))

    @property
    def whole(self) -> bool:
        return not (self.word or self.narrowed)


@dataclass(frozen=True)
class Search:
    """One launch of a model executable: what it is told, and what it answers with."""

    executable: Path
    arguments: tuple[str, ...]
    answers: str = "runs"

    def command(self) -> tuple[str, ...]:
        return (str(self.executable), *self.arguments, AS_JSON[self.answers])

    def __str__(self) -> str:
        return " ".join((self.executable.name, *self.arguments))


def described(executables: Mapping[str, Path]) -> dict[str, Subject]:
    """What there is to verify, by word, as the executables describe it."""
    found = (
        _subject(path)
        for name, path in executables.items()
        if name.startswith(OF_WORD) and name != MUSEUM
    )
    return {subject.word: subject for subject in found}


def _subject(executable: Path) -> Subject:
    done = subprocess.run(
        [executable, "--describe"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=ANSWER_WITHIN,
    )
    if done.returncode != 0:
        raise VerificationFailed(f"{executable.name} does not describe itself: {done.stderr}")
    said = json.loads(done.stdout)
    return Subject(
        said["word"],
        executable,
        tuple(said["scenarios"]),
        tuple(said["policies"]),
        said["largest_team"],
    )


def checked(asked: Request, subjects: Mapping[str, Subject]) -> Request:
    """The same request; a usage error where it names what there is not."""
    known("word", [asked.word] if asked.word else (), list(subjects))
    of = _chosen(asked, subjects)
    known("scenario", [asked.scenario] if asked.scenario else (), _all(of, "scenarios"))
    known("policy", [asked.policy] if asked.policy else (), _all(of, "policies"))
    largest = max(subject.largest_team for subject in of)
    for team in asked.teams or ():
        if team > largest:
            raise click.UsageError(f"The model knows teams of 1 to {largest}, and not of {team}.")
    if asked.full and asked.narrowed:
        raise click.UsageError("--full is everything about a word; leave the other choices out.")
    return asked


def _all(subjects: Sequence[Subject], what: str) -> list[str]:
    return list(dict.fromkeys(each for subject in subjects for each in getattr(subject, what)))


def plan(
    asked: Request, subjects: Mapping[str, Subject], executables: Mapping[str, Path]
) -> list[Search]:
    """What is to be launched; what takes longest comes first, so that no PU idles at the end."""
    wrong = [
        Search(executables[name], (), answers)
        for name, answers in _wrong(asked, subjects).items()
        if name in executables
    ]
    return [*wrong, *(each for subject in _chosen(asked, subjects) for each in _of(subject, asked))]


def missing(
    asked: Request, subjects: Mapping[str, Subject], executables: Mapping[str, Path]
) -> list[str]:
    """What ought to be launched, and is no target of the build."""
    return [name for name in _wrong(asked, subjects) if name not in executables]


def _of(subject: Subject, asked: Request) -> Iterator[Search]:
    if asked.scenario and asked.scenario not in subject.scenarios:
        return
    if asked.policy and asked.policy not in subject.policies:
        return
    teams = asked.teams or range(1, subject.largest_team + 1)
    if asked.full:
        yield from (Search(subject.executable, deep) for deep in DEEP)
        yield from (Search(subject.executable, (f"--team={team}", *MANY)) for team in teams)
    told = (
        *([f"--scenario={asked.scenario}"] if asked.scenario else []),
        *([f"--policy={asked.policy}"] if asked.policy else []),
        *([f"--replay={asked.replay}"] if asked.replay else []),
    )
    usual = USUAL.get(subject.word, ())
    for team in teams:
        if team <= subject.largest_team:
            yield Search(subject.executable, (f"--team={team}", *told, *usual))


def _wrong(asked: Request, subjects: Mapping[str, Subject]) -> dict[str, str]:
    """What has to be convicted, and what it answers with: each word's mutants, and the museum."""
    if asked.narrowed:
        return {}
    mutants = {MUTANTS_OF + subject.word: "mutants" for subject in _chosen(asked, subjects)}
    return mutants if asked.word else {**mutants, MUSEUM: "museum"}


def _chosen(asked: Request, subjects: Mapping[str, Subject]) -> list[Subject]:
    return [subjects[asked.word]] if asked.word else list(subjects.values())


def command(run: Mapping[str, object], subjects: Mapping[str, Subject]) -> str:
    """What repeats a run that failed, to be pasted into a shell."""
    what = [f"--scenario {run['scenario']}", f"--policy {run['policy']}", f"--team {run['team']}"]
    if run["search"] == "random":
        again = ["scripts/barriers verify", str(run["word"]), *what, f"--replay {run['failed']}"]
        return " ".join(again)
    method, _, bound = str(run["search"]).partition("-")
    how = [f"--phases {run['phases']}", f"--search {method}"]
    executable = subjects[str(run["word"])].executable
    return " ".join((str(executable), *what, *how, *([f"--bound {bound}"] if bound else [])))
