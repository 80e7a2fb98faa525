"""What the judges of promises ask of outcomes."""

from typing import Sequence

from barriers_tools.conformance.experiment import AnsweredTrial, Outcome


class NotOffered(Exception):
    """A promise says nothing of a system that does not tell a fact."""


def all_pass(outcomes: Sequence[Outcome]) -> bool:
    return all(each.kind == "passed" for each in outcomes)


def all_break(outcomes: Sequence[Outcome]) -> bool:
    return all(each.kind in ("broken", "timed_out", "action_error") for each in outcomes)


def is_refused(trial: AnsweredTrial) -> bool:
    """Whether the subject was refused, or what the only party of the trial called last."""
    if trial.answer.kind == "refused":
        return True
    (party,) = trial.parties
    return party.outcomes[-1].kind == "refused"


def facts(outcomes: Sequence[Outcome], fact: str) -> list[str]:
    """The fact in each of the outcomes that has it. Raises NotOffered where none has."""
    found = [each.facts[fact] for each in outcomes if fact in each.facts]
    if not found:
        raise NotOffered(fact)
    return found
