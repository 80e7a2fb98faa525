"""What barriers promise where a phase may break: by an error, an abort, a reset, a timeout."""

from barriers_tools.conformance.experiment import AnsweredTrial
from barriers_tools.conformance.judging import all_break, all_pass, facts
from barriers_tools.conformance.promise import promise, promises_in
from barriers_tools.conformance.promisers import (
    CYCLIC,
    java,
    phaser,
    threading,
    asyncio,
)


@promise(
    "An action that throws ends the phase by an error for every party.",
    """
    barrier 3 throw
    wait
    wait
    wait
    """,
    CYCLIC
    | threading(".wait: should this call raise an error, the barrier is put into the broken state")
    | java(
        ".await: propagated in the current thread, and the barrier is placed in the broken state"
    ),
)
def action_error_reaches_all(trial: AnsweredTrial) -> bool:
    return all_break(trial.told("wait"))


@promise(
    "An action that throws leaves nobody waiting: all get an error, or the program ends.",
    """
    barrier 3 throw
    wait
    wait
    wait
    """,
    CYCLIC
    | threading(".wait: should this call raise an error, the barrier is put into the broken state")
    | java(
        ".await: propagated in the current thread, and the barrier is placed in the broken state"
    ),
    may_abort=True,
)
def action_error_hangs_nobody(trial: AnsweredTrial) -> bool:
    return all_break(trial.told("wait"))


@promise(
    "An action may abort the barrier: nobody deadlocks, and all are told the same.",
    """
    barrier 2 abort
    wait
    wait
    """,
    CYCLIC | threading(".abort: any active or future calls to wait() fail"),
)
def action_may_abort(trial: AnsweredTrial) -> bool:
    return all_pass(trial.told("wait")) or all_break(trial.told("wait"))


@promise(
    "abort() ends every wait by an error, those that have begun and those to come.",
    """
    barrier 3
    wait
    wait
    waiting:2 abort
    then
    wait
    """,
    CYCLIC
    | threading(".abort: any active or future calls to wait() fail")
    | asyncio(".abort: any active or future calls to wait() fail")
    | phaser(": upon termination, all methods return without waiting, by a negative value"),
)
def abort_ends_every_wait(trial: AnsweredTrial) -> bool:
    return all_break(trial.told("wait"))


@promise(
    "A phase has one outcome, also when an abort races the last arrival: all pass, or all are told.",
    300
    * """
    barrier 3
    wait
    wait
    wait abort
    abort
    """,
    CYCLIC
    | threading(".wait: when all the threads have called this function, they are all released")
    | asyncio(".wait: when all the tasks have called this function, they are all unblocked"),
)
def abort_never_splits_a_phase(trial: AnsweredTrial) -> bool:
    return all_pass(trial.told("wait")) or all_break(trial.told("wait"))


@promise(
    "A phase has one outcome, also when a reset follows the last arrival: all pass.",
    300
    * """
    barrier 3
    wait
    wait
    wait reset
    """,
    CYCLIC
    | threading(".wait: when all the threads have called this function, they are all released")
    | asyncio(".wait: when all the tasks have called this function, they are all unblocked")
    | java(": an all-or-none breakage model"),
)
def reset_never_splits_a_phase(trial: AnsweredTrial) -> bool:
    return all_pass(trial.told("wait"))


@promise(
    "A phase has one outcome, also when a timeout races the last arrival: all pass, or all are told.",
    "".join(f"barrier 2 \n wait:1 \n pause:{10 * step} wait \n" for step in range(200)),
    CYCLIC
    | threading(".wait: when all the threads have called this function, they are all released")
    | java(": an all-or-none breakage model"),
)
def timeout_never_splits_a_phase(trial: AnsweredTrial) -> bool:
    return all_pass(trial.told("wait")) or all_break(trial.told("wait"))


@promise(
    "Who timed out can be told from who was waiting with it.",
    """
    barrier 3
    wait
    waiting:1 wait:1
    """,
    CYCLIC | java(".await: TimeoutException to one, BrokenBarrierException to the others"),
)
def timed_out_is_told_apart(trial: AnsweredTrial) -> bool:
    return [each.kind for each in trial.told("wait")] == ["broken", "timed_out"]


@promise(
    "Whoever breaks a barrier, the others are told why: timed out, aborted, or reset.",
    """
    barrier 3
    wait
    waiting:1 wait:1
    barrier 3
    wait
    waiting:1 abort
    barrier 3
    wait
    waiting:1 reset
    """,
    CYCLIC,
)
def cause_is_told(trial: AnsweredTrial) -> bool:
    victim, breaker = trial.parties
    why = {"wait:1": "timed_out", "abort": "aborted", "reset": "reset"}[breaker.script.split()[1]]
    return facts(victim.outcomes, "cause") == [why]


@promise(
    "An arrival that was withdrawn is as if it had never come: it does not make up for another.",
    """
    barrier 3
    withdraw:1
    then
    withdraw:50
    withdraw:50
    then
    wait
    wait
    wait
    """,
    CYCLIC | asyncio(".wait: a cancelled task exits the barrier, which stays in the same state"),
)
def withdrawn_arrival_is_gone(trial: AnsweredTrial) -> bool:
    withdrawn = all(each.kind == "withdrawn" for each in trial.told("withdraw"))
    return withdrawn and all_pass(trial.told("wait"))


@promise(
    "A party that tries again after each timeout never passes alone.",
    "barrier 3 \n withdraw:1 withdraw:1 withdraw:1 withdraw:1",
    CYCLIC | asyncio(".wait: a cancelled task exits the barrier, which stays in the same state"),
)
def retry_never_passes_alone(trial: AnsweredTrial) -> bool:
    return all(each.kind == "withdrawn" for each in trial.told("withdraw"))


@promise(
    "reset() ends every wait by an error, and leaves a barrier as good as new.",
    """
    barrier 3
    wait
    wait
    waiting:2 reset
    then
    wait
    wait
    wait
    """,
    CYCLIC
    | threading(".reset: the default, empty state; waiting threads receive the exception")
    | asyncio(".reset: the default, empty state; waiting tasks receive the exception")
    | java(".reset: the initial state; waiting parties return with the exception"),
)
def reset_makes_new(trial: AnsweredTrial) -> bool:
    return all_break(trial.told("wait", stage=0)) and all_pass(trial.told("wait", stage=1))


@promise(
    "A timeout holds for a late arrival, too, while the phase before it still ends.",
    """
    barrier 2 hold
    wait
    wait
    held wait:1
    """,
    CYCLIC
    | threading(".wait: if a timeout is provided, it is used")
    | java(".await: TimeoutException if the specified timeout elapses"),
)
def late_arrival_keeps_its_timeout(trial: AnsweredTrial) -> bool:
    _, late = trial.parties[2].outcomes
    gave_up = late.kind in ("timed_out", "broken", "withdrawn")
    return gave_up and late.facts["actions"] == "0"


PROMISES = promises_in(globals())
