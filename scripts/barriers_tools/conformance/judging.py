"""What the judges of promises ask of outcomes."""

from typing import Sequence

from barriers_tools.conformance.experiment import Outcome


class NotOffered(Exception):
    """A promise says nothing of a system that does not tell a fact."""


def all_pass(outcomes: Sequence[Outcome]) -> bool:
    return all(each.kind == "passed" for each in outcomes)


def all_break(outcomes: Sequence[Outcome]) -> bool:
    return all(each.kind in ("broken", "timed_out", "action_error") for each in outcomes)


def facts(outcomes: Sequence[Outcome], fact: str) -> list[str]:
    """The fact in each of the outcomes that has it. Raises NotOffered where none has."""
    found = [each.facts[fact] for each in outcomes if fact in each.facts]
    if not found:
        raise NotOffered(fact)
    return found
