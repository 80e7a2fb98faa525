"""What is explored: which executable of which engine is asked for what."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Mapping, Sequence

import click

from barriers_tools.errors import VerificationFailed
from barriers_tools.options import known

ANSWER_WITHIN = 60.0
AS_JSON = {"runs": "--json", "mutants": "--json=-", "museum": "--json", "litmus": "--json"}


@dataclass(frozen=True)
class Engine:
    """Who explores, and how its executables are called."""

    name: str
    of_word: str
    mutants_of: str
    museum: str

    def is_about_a_word(self, executable: str) -> bool:
        others = executable.startswith(self.mutants_of) or executable == self.museum
        return executable.startswith(self.of_word) and not others


RELACY = Engine("relacy", "model_", "mutants_", "model_wrong")
EXPLORER = Engine("explorer", "explorer_", "explorer_mutants_", "explorer_wrong")
ENGINES = {engine.name: engine for engine in (RELACY, EXPLORER)}

# The protocol of parking is small: Relacy gives it more executions than a whole barrier.
USUAL = {"parking": ("--executions=50000", "--budget=200000")}
_AWAKE = ("--policy=spin",)
_SHOWN = ("--scenario=visibility",)
# With `--full`, for every word: all that Relacy can do with a team of two that stays awake,
# every schedule with two switches in a team of three, and many more by chance. In a team of four
# every schedule with two switches takes minutes for one scenario; it is searched for one that
# shows all that the phases owe, and so is all of a team of two. The budgets end what would not end
# within the hour.
DEEP = (
    ("--team=2", "--phases=2", "--search=full", *_AWAKE, *_SHOWN, "--budget=20000000"),
    ("--team=4", "--phases=2", "--bound=2", *_AWAKE, *_SHOWN, "--budget=10000000"),
    ("--team=2", "--phases=2", "--search=full", *_AWAKE, "--budget=1000000"),
    ("--team=3", "--phases=2", "--bound=2", "--search=bound", "--budget=1000000"),
)
MANY = ("--search=random", "--executions=10000")
# The explorer has no search but the full one. Its usual sizes are its own; these are larger.
RANDOM_PROGRAMS = "litmus_random"
USUAL_PROGRAMS, MANY_PROGRAMS = 1000, 6000
LARGER = (
    ("--team=4", "--phases=3", "--scenario=visibility"),
    ("--team=5", "--phases=2", "--scenario=visibility"),
)


@dataclass(frozen=True)
class Subject:
    """What one executable of an engine is about, in its own words."""

    engine: Engine
    word: str
    executable: Path
    scenarios: tuple[str, ...]
    policies: tuple[str, ...]
    largest_team: int


@dataclass(frozen=True)
class Request:
    """What the command line asks for. What it leaves open is everything."""

    word: str | None = None
    engine: str | None = None
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
        return not (self.word or self.engine or self.narrowed)

    @property
    def engines(self) -> list[Engine]:
        if self.replay:
            return [RELACY]  # the other one has no seeds
        return [ENGINES[self.engine]] if self.engine else list(ENGINES.values())


@dataclass(frozen=True)
class Search:
    """One launch of an executable: what it is told, and what it answers with."""

    engine: Engine
    executable: Path
    arguments: tuple[str, ...]
    answers: str = "runs"

    def command(self) -> tuple[str, ...]:
        return (str(self.executable), *self.arguments, AS_JSON[self.answers])

    def __str__(self) -> str:
        return " ".join((self.executable.name, *self.arguments))


def described(executables: Mapping[str, Path]) -> list[Subject]:
    """What there is to verify, as the executables describe it."""
    return [
        _subject(engine, path)
        for engine in ENGINES.values()
        for name, path in executables.items()
        if engine.is_about_a_word(name)
    ]


def _subject(engine: Engine, executable: Path) -> Subject:
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
        engine,
        said["word"],
        executable,
        tuple(said["scenarios"]),
        tuple(said["policies"]),
        said["largest_team"],
    )


def checked(asked: Request, subjects: Sequence[Subject]) -> Request:
    """The same request; a usage error where it names what there is not."""
    words = list(dict.fromkeys(subject.word for subject in subjects))
    known("word", [asked.word] if asked.word else (), words)
    of = _chosen(asked, subjects)
    known("scenario", [asked.scenario] if asked.scenario else (), _all(of, "scenarios"))
    known("policy", [asked.policy] if asked.policy else (), _all(of, "policies"))
    largest = max((subject.largest_team for subject in of), default=0)
    for team in asked.teams or ():
        if team > largest:
            raise click.UsageError(f"The model knows teams of 1 to {largest}, and not of {team}.")
    if asked.full and asked.narrowed:
        raise click.UsageError("--full is everything about a word; leave the other choices out.")
    if asked.replay and asked.engine == EXPLORER.name:
        raise click.UsageError("--replay takes the seed of a random search; the explorer has none.")
    return asked


def _all(subjects: Sequence[Subject], what: str) -> list[str]:
    return list(dict.fromkeys(each for subject in subjects for each in getattr(subject, what)))


def plan(
    asked: Request, subjects: Sequence[Subject], executables: Mapping[str, Path]
) -> list[Search]:
    """What is to be launched; what takes longest comes first, so that no PU idles at the end."""
    wrong = [
        Search(engine, executables[name], (), answers)
        for engine, name, answers in _wrong(asked, subjects)
        if name in executables
    ]
    right = (each for subject in _chosen(asked, subjects) for each in _of(subject, asked))
    return [*_litmus(asked, executables), *wrong, *right]


def _litmus(asked: Request, executables: Mapping[str, Path]) -> Iterator[Search]:
    """What the explorer itself is checked by."""
    is_whole = not (asked.word or asked.narrowed)
    if EXPLORER in asked.engines and is_whole and RANDOM_PROGRAMS in executables:
        programs = MANY_PROGRAMS if asked.full else USUAL_PROGRAMS
        yield Search(EXPLORER, executables[RANDOM_PROGRAMS], (f"--programs={programs}",), "litmus")


def missing(
    asked: Request, subjects: Sequence[Subject], executables: Mapping[str, Path]
) -> list[str]:
    """What ought to be launched, and is no target of the build."""
    wanted = [name for _, name, _ in _wrong(asked, subjects)]
    if not asked.narrowed:
        words = dict.fromkeys(subject.word for subject in subjects)
        wanted += [
            engine.of_word + word
            for engine in asked.engines
            for word in words
            if asked.word in (None, word)
        ]
    if EXPLORER in asked.engines and not (asked.word or asked.narrowed):
        wanted.append(RANDOM_PROGRAMS)
    return [name for name in wanted if name not in executables]


def _of(subject: Subject, asked: Request) -> Iterator[Search]:
    if asked.scenario and asked.scenario not in subject.scenarios:
        return
    if asked.policy and asked.policy not in subject.policies:
        return
    told = (
        *([f"--scenario={asked.scenario}"] if asked.scenario else []),
        *([f"--policy={asked.policy}"] if asked.policy else []),
        *([f"--replay={asked.replay}"] if asked.replay else []),
    )
    searches = _by_relacy if subject.engine is RELACY else _by_explorer
    for arguments in searches(subject, asked):
        yield Search(subject.engine, subject.executable, (*arguments, *told))


def _by_relacy(subject: Subject, asked: Request) -> Iterator[tuple[str, ...]]:
    teams = [
        team
        for team in asked.teams or range(1, subject.largest_team + 1)
        if team <= subject.largest_team
    ]
    if asked.full:
        yield from (deep for deep in DEEP if _applies(deep, subject))
        yield from ((f"--team={team}", *MANY) for team in teams)
    usual = USUAL.get(subject.word, ())
    yield from ((f"--team={team}", *usual) for team in teams)


def _by_explorer(subject: Subject, asked: Request) -> Iterator[tuple[str, ...]]:
    if asked.full:
        yield from (larger for larger in LARGER if _applies(larger, subject))
    if asked.teams:
        yield from ((f"--team={team}",) for team in asked.teams)
    else:
        yield ()


def _applies(arguments: Sequence[str], subject: Subject) -> bool:
    """Whether the subject has the scenario and the policy that the arguments name."""
    asked = dict(one.split("=", 1) for one in arguments)
    scenario, policy = asked.get("--scenario"), asked.get("--policy")
    return (scenario is None or scenario in subject.scenarios) and (
        policy is None or policy in subject.policies
    )


def _wrong(asked: Request, subjects: Sequence[Subject]) -> Iterator[tuple[Engine, str, str]]:
    """What has to be convicted, and what it answers with: each word's mutants, and the museum."""
    if asked.narrowed:
        return
    for subject in _chosen(asked, subjects):
        yield subject.engine, subject.engine.mutants_of + subject.word, "mutants"
    if not asked.word:
        yield from ((engine, engine.museum, "museum") for engine in asked.engines)


def _chosen(asked: Request, subjects: Sequence[Subject]) -> list[Subject]:
    return [
        subject
        for subject in subjects
        if subject.engine in asked.engines and asked.word in (None, subject.word)
    ]


def command(run: Mapping[str, object], subjects: Sequence[Subject]) -> str:
    """What repeats a run that failed, to be pasted into a shell."""
    what = [f"--scenario {run['scenario']}", f"--policy {run['policy']}", f"--team {run['team']}"]
    if run["search"] == "random":
        again = ["scripts/barriers verify", str(run["word"]), *what, f"--replay {run['failed']}"]
        return " ".join(again)
    (executable,) = (
        subject.executable
        for subject in subjects
        if (subject.engine.name, subject.word) == (run["engine"], run["word"])
    )
    phases = f"--phases {run['phases']}"
    if run["engine"] == EXPLORER.name:
        return " ".join((str(executable), *what, phases))
    method, _, bound = str(run["search"]).partition("-")
    how = [phases, f"--search {method}", *([f"--bound {bound}"] if bound else [])]
    return " ".join((str(executable), *what, *how))
