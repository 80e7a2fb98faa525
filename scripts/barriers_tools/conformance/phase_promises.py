"""What barriers promise of their phases, as long as nothing breaks them."""

from barriers_tools.conformance.experiment import AnsweredTrial
from barriers_tools.conformance.judging import all_pass, facts, is_refused
from barriers_tools.conformance.promise import promise, promises_in
from barriers_tools.conformance.promisers import (
    CYCLIC,
    boost,
    java,
    phaser,
    pthread,
    asyncio,
    threading,
    standard,
    tokio,
)

# A party of an experiment.
HUNDRED_PHASES = "\n" + 100 * "wait "


@promise(
    "A barrier for 0 parties is an error, when it is made or when it is waited at.",
    "barrier 0 \n wait",
    CYCLIC
    | pthread("POSIX.1-2017, pthread_barrier_init: EINVAL where count is 0")
    | java("(parties): IllegalArgumentException where parties is less than 1"),
    may_abort=True,
)
def refuses_zero_parties(trial: AnsweredTrial) -> bool:
    return is_refused(trial)


@promise(
    "A barrier for -1 parties is an error, when it is made or when it is waited at.",
    "barrier -1 \n wait",
    CYCLIC
    | java("(parties): IllegalArgumentException where parties is less than 1")
    | phaser("(parties): IllegalArgumentException where parties is less than zero"),
    may_abort=True,
)
def refuses_negative_parties(trial: AnsweredTrial) -> bool:
    return is_refused(trial)


@promise(
    "Each party of a phase gets an index of its own, from 0 to parties - 1.",
    "barrier 3" + 3 * HUNDRED_PHASES,
    CYCLIC
    | threading(".wait: an integer in the range 0 to parties - 1, different for each thread")
    | asyncio(".wait: an integer in the range of 0 to parties - 1, different for each task")
    | java(".await: getParties() - 1 for the first to arrive and zero for the last"),
)
def index_is_distinct(trial: AnsweredTrial) -> bool:
    phases = zip(*(party.outcomes for party in trial.parties))
    return all(sorted(facts(phase, "index")) == ["0", "1", "2"] for phase in phases)


@promise(
    "Each phase has exactly one leader, whoever arrives: 60 arrivals at a barrier for 12 make 5.",
    "barrier 12" + 60 * "\nwait",
    CYCLIC
    | pthread("POSIX.1-2017, pthread_barrier_wait: PTHREAD_BARRIER_SERIAL_THREAD to one thread")
    | boost("::wait: true for exactly one thread from each batch")
    | threading(".wait: the integer can be used to select a thread")
    | asyncio(".wait: the integer can be used to select a task")
    | tokio("sync::Barrier::wait: a single future is told that it is the leader")
    | java(".await: zero for the last to arrive"),
)
def one_leader(trial: AnsweredTrial) -> bool:
    return sorted(facts(trial.told("wait"), "leader")) == 55 * ["0"] + 5 * ["1"]


@promise(
    "More arrivals in a phase than there are parties are an error.",
    "barrier 2 \n arrive:3",
    {},
    may_abort=True,
)
def over_arrival_is_an_error(trial: AnsweredTrial) -> bool:
    return is_refused(trial)


@promise(
    "The action runs once in each phase, after the last arrival and before anybody is released.",
    "barrier 3 count" + 3 * HUNDRED_PHASES,
    CYCLIC
    | standard("[thread.barrier.class]: the phase completion step")
    | boost("(count, completion)")
    | threading(".wait: one of the threads will have called it prior to being released")
    | java(": run once per barrier point, after the last party arrives, before any is released")
    | phaser(".onAdvance: performed upon impending phase advance"),
)
def action_runs_once(trial: AnsweredTrial) -> bool:
    once_more = [str(phase + 1) for phase in range(100)]
    return all(facts(party.outcomes, "actions") == once_more for party in trial.parties)


@promise(
    "A token that is 128 phases old does not block: its wait returns, or is an error.",
    f"barrier 1 \n {128 * 'arrive '} await",
    phaser(".awaitAdvance: returns immediately if the phase is not the given one"),
    may_abort=True,
)
def old_token_does_not_block(trial: AnsweredTrial) -> bool:
    return all_pass(trial.told("await")) or is_refused(trial)


@promise(
    "A party that leaves for good is not waited for in the phases after.",
    """
    barrier 3
    drop
    wait wait
    wait wait
    """,
    CYCLIC
    | standard("[thread.barrier.class]: arrive_and_drop")
    | phaser(".arriveAndDeregister: arrives, and deregisters without waiting for others"),
)
def party_can_leave(trial: AnsweredTrial) -> bool:
    return all_pass(trial.told("wait"))


@promise(
    "A party that joins is waited for in the phases after.",
    """
    barrier 1 count
    join
    then
    wait
    wait
    """,
    CYCLIC | phaser(".register: adds a new unarrived party"),
)
def party_can_join(trial: AnsweredTrial) -> bool:
    return facts(trial.told("wait"), "actions") == ["1", "1"]


@promise(
    "Whoever has returned from its own wait may destroy the barrier.",
    2000
    * """
    barrier 2
    wait destroy
    wait destroy
    """,
    pthread("glibc, nptl/pthread_barrier_wait.c: destruction waits for those that leave"),
)
def destruction_after_own_wait(trial: AnsweredTrial) -> bool:
    return all_pass(trial.told("wait"))


PROMISES = promises_in(globals())
