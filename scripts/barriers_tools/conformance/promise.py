"""A promise: a sentence that somebody relies on, and the experiment that finds out whether it is kept."""

from dataclasses import dataclass
from typing import Callable, Mapping

from barriers_tools.conformance.experiment import AnsweredTrial

Judge = Callable[[AnsweredTrial], bool]


@dataclass(frozen=True)
class Promise:
    name: str
    sentence: str
    experiment: str
    # Who promises it, and where.
    made_by: Mapping[str, str]
    # Whether it was kept in a trial.
    is_kept: Judge
    # Whether an error may be the end of the program, by std::terminate or abort().
    may_abort: bool = False


def promise(
    sentence: str, experiment: str, made_by: Mapping[str, str], may_abort: bool = False
) -> Callable[[Judge], Promise]:
    """Makes a promise of the function that judges a trial; its name is that of the function."""

    def make(is_kept: Judge) -> Promise:
        return Promise(is_kept.__name__, sentence, experiment, made_by, is_kept, may_abort)

    return make


def promises_in(module: Mapping[str, object]) -> tuple[Promise, ...]:
    """Those of a module, in their order."""
    return tuple(each for each in module.values() if isinstance(each, Promise))
