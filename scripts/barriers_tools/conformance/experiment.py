"""An experiment on a system, and what came of it.

It is a text that a program of verify/promises carries out; the README there has its words. A line
makes a fresh subject, and each line below it is a party with what it does in turn:

    barrier 3 count
    wait wait
    wait abort

The parties below each other are one stage: they run at once. `then` begins the next stage. A subject
with its stages is a trial. The program answers each line but `then` with a line of outcomes, such as
`passed,index=0 broken,cause=aborted`; where it answers a subject by `refused`, the parties are left out.
"""

from dataclasses import dataclass, field
from typing import Iterator, Sequence

SUBJECTS = ("barrier", "gather")


class NoAnswer(Exception):
    """The answers do not fit the experiment."""


@dataclass(frozen=True)
class Outcome:
    """What one call told: `passed,index=0` is of the kind `passed`, with one fact."""

    kind: str
    facts: dict[str, str]

    @classmethod
    def of(cls, text: str) -> "Outcome":
        kind, *facts = text.split(",")
        pairs = [fact.partition("=") for fact in facts]
        return cls(kind, {name: value for name, _, value in pairs})

    def __str__(self) -> str:
        return ",".join([self.kind, *(f"{name}={value}" for name, value in self.facts.items())])


@dataclass(frozen=True)
class Party:
    """What a party did, and what it was told."""

    script: str
    outcomes: tuple[Outcome, ...]

    def calls(self) -> Iterator[tuple[str, Outcome]]:
        return zip(self.script.split(), self.outcomes)

    def __str__(self) -> str:
        return " ".join(f"{call} = {outcome}" for call, outcome in self.calls())


@dataclass
class AnsweredTrial:
    """A subject, and what its parties were told, stage by stage."""

    subject: str
    answer: Outcome
    stages: list[list[Party]] = field(default_factory=lambda: [[]])

    @property
    def parties(self) -> list[Party]:
        return [party for stage in self.stages for party in stage]

    def told(self, *calls: str, stage: int | None = None) -> list[Outcome]:
        """What came of the calls of these names, in all stages or in one."""
        parties = self.parties if stage is None else self.stages[stage]
        return [
            outcome
            for party in parties
            for call, outcome in party.calls()
            if call.split(":")[0] in calls
        ]

    def __str__(self) -> str:
        stages = (" | ".join(map(str, stage)) for stage in self.stages)
        return f"{self.subject} = {self.answer}: {' then '.join(stages)}".removesuffix(": ")


def split(experiment: str) -> list[list[str]]:
    """The lines of each trial of an experiment."""
    found: list[list[str]] = []
    for words in filter(None, map(str.split, experiment.splitlines())):
        if words[0] in SUBJECTS:
            found.append([])
        found[-1].append(" ".join(words))
    return found


def trials(experiment: str, answers: str) -> list[AnsweredTrial]:
    """The trials that were answered, up to the first that was not. Raises NoAnswer for garbage."""
    found: list[AnsweredTrial] = []
    said = answers.splitlines()
    for lines in split(experiment):
        asked = lines[:1] if said[:1] == ["refused"] else lines
        count = len(asked) - asked.count("then")
        if len(said) < count:
            break
        found.append(_trial(asked, said[:count]))
        said = said[count:]
    if said and len(found) == len(split(experiment)):
        raise NoAnswer(f"the program answers more lines than it was given: '{said[0]}'")
    return found


def _trial(lines: Sequence[str], answers: Sequence[str]) -> AnsweredTrial:
    said = iter(answers)
    trial = AnsweredTrial(lines[0], _outcomes(next(said), 1)[0])
    for line in lines[1:]:
        if line == "then":
            trial.stages.append([])
        else:
            trial.stages[-1].append(Party(line, _outcomes(next(said), len(line.split()))))
    return trial


def _outcomes(line: str, calls: int) -> tuple[Outcome, ...]:
    found = tuple(map(Outcome.of, line.split()))
    if len(found) != calls:
        raise NoAnswer(f"'{line}' answers {len(found)} calls, not {calls}")
    return found
