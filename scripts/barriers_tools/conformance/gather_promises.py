"""What is promised where one value is composed of many: N producers, one result or the failures."""

from barriers_tools.conformance.experiment import AnsweredTrial
from barriers_tools.conformance.promise import promise, promises_in
from barriers_tools.conformance.promisers import errgroup, go


@promise(
    "Results come in the order of the requests, whoever ends first.",
    20
    * """
    gather
    after:1 value:0
    after:2 value:1
    value:2
    """,
    {},
)
def request_order(trial: AnsweredTrial) -> bool:
    return trial.answer.facts.get("values") == "0/1/2"


@promise(
    "One failure, and there is no partial result.",
    """
    gather
    value:1
    after:0 fail:oops
    after:0 value:2
    """,
    go("the exercise: one composed value, or the error and no partial result"),
)
def all_or_nothing(trial: AnsweredTrial) -> bool:
    return trial.answer.kind == "failed" and "values" not in trial.answer.facts


@promise(
    "The first failure stops the siblings: nobody waits for the slowest.",
    """
    gather
    block
    fail:oops
    block
    """,
    errgroup("WithContext: canceled the first time a function returns an error"),
)
def first_failure_stops_siblings(trial: AnsweredTrial) -> bool:
    stopped = all(each.kind == "stopped" for each in trial.told("block"))
    return stopped and trial.answer.kind == "failed"


@promise(
    "All failures are kept, each with the index of its request.",
    """
    gather
    after:2 fail:late
    value:1
    fail:early
    """,
    {},
)
def all_failures_are_kept(trial: AnsweredTrial) -> bool:
    failures = {name: trial.answer.facts.get(name) for name in ("0", "1", "2")}
    return failures == {"0": "late", "1": None, "2": "early"}


@promise(
    "What a producer throws is its failure: neither lost, nor the end of the program.",
    """
    gather
    value:1
    throw:boom
    """,
    {},
)
def exceptions_are_failures(trial: AnsweredTrial) -> bool:
    return trial.answer.kind == "failed" and trial.answer.facts.get("1") == "boom"


@promise(
    "A value that is no success is a failure, though no error came with it: an HTTP 500.",
    """
    gather valid
    value:200
    value:500
    """,
    {},
)
def invalid_value_is_a_failure(trial: AnsweredTrial) -> bool:
    return trial.answer.kind == "failed"


@promise("Zero producers are an error, not an empty success.", "gather", {})
def zero_producers_are_an_error(trial: AnsweredTrial) -> bool:
    return trial.answer.kind == "refused"


@promise(
    "After the deadline there is a failure that names who is late.",
    """
    gather deadline:50
    value:1
    block
    """,
    {},
)
def deadline_names_the_late(trial: AnsweredTrial) -> bool:
    return trial.answer.kind == "failed" and "1" in trial.answer.facts


@promise(
    "Nothing leaks: no producer is left once there is a result, and none for ever.",
    """
    gather
    fail:oops
    value:1
    block
    """,
    errgroup("Wait: blocks until all function calls have returned"),
)
def nothing_is_left(trial: AnsweredTrial) -> bool:
    return trial.answer.facts.get("left") == "0"


PROMISES = promises_in(globals())
