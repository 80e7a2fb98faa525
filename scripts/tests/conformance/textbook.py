"""A barrier and a gather that keep every promise; and for each promise, the same with one defect.

As a program, with the name of the promise to break or with none, it carries out experiments.
"""

import os
import signal
import sys
import threading
import time
from collections import deque
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "verify" / "promises" / "python"))
import experiments  # noqa: E402

BLOCKED_FOR_S = 1.0
DEFECTS = {}


def breaks(promise):
    """Notes that a class breaks this promise."""

    def note(defect):
        DEFECTS[promise] = defect
        return defect

    return note


class Phase:
    """One use of a barrier: how many have arrived, and how it ended, once it has."""

    def __init__(self, outcome=""):
        self.arrived, self.outcome = 0, outcome


class Barrier:
    """Keeps every promise. What can be got wrong has a method of its own."""

    def __init__(self, parties, action):
        self.check(parties)
        self.parties, self.action = parties, action
        self.open, self.cause = Phase(), ""
        self.inside, self.is_destroyed, self.tokens = 0, False, deque()
        self.lock = threading.Condition(threading.Lock())

    def check(self, parties):
        if parties < 1:
            raise ValueError

    def wait(self, ms=None):
        return self.pass_phase(ms, self.time_out)

    def withdraw(self, ms):
        return self.pass_phase(ms, self.take_back)

    def pass_phase(self, ms, give_up):
        with self.lock:
            self.inside += 1
        phase, index = self.enter(1)
        told = "" if self.is_over_within(ms, phase) else give_up(phase)
        return self.leave(told or self.tell(phase, index))

    def is_over_within(self, ms, phase):
        with self.lock:
            return self.lock.wait_for(lambda: phase.outcome, None if ms is None else ms / 1000)

    def leave(self, told):
        self.touch()
        with self.lock:
            self.inside -= 1
            self.lock.notify_all()
        return told

    def touch(self):
        if self.is_destroyed:
            os.kill(os.getpid(), signal.SIGSEGV)

    def enter(self, arrivals):
        """Arrives; whoever is last ends the phase."""
        with self.lock:
            if self.cause:
                return Phase(self.cause), 0
            phase, index = self.open, self.open.arrived
            if index + arrivals > self.parties:
                self.refuse_over_arrival()
            phase.arrived += arrivals
            is_last = phase.arrived >= self.parties
            if is_last:
                self.open = Phase()
        if is_last:
            self.end(phase, self.run_action())
        return phase, index

    def refuse_over_arrival(self):
        raise ValueError

    def run_action(self):
        """What the phase ends by."""
        try:
            if self.action:
                self.action()
        except experiments.ActionError:
            self.cause = "action_failed"
            return self.cause
        return "passed"

    def end(self, phase, outcome):
        with self.lock:
            phase.outcome = outcome
            self.lock.notify_all()

    def tell(self, phase, index):
        if phase.outcome == "passed":
            return f"passed,index={index},leader={self.leads(index):d}"
        return f"broken,cause={phase.outcome}"

    def leads(self, index):
        return index == 0

    def time_out(self, phase):
        """Breaks the phase, unless it ends meanwhile."""
        with self.lock:
            if phase is self.open:
                self.cause, phase.outcome, self.open = "timed_out", "timed_out", Phase()
                self.lock.notify_all()
                return "timed_out"
        self.is_over_within(None, phase)
        return ""

    def take_back(self, phase):
        with self.lock:
            if phase is self.open:
                phase.arrived -= 1
                return "withdrawn"
        self.is_over_within(None, phase)
        return ""

    def abort(self):
        with self.lock:
            self.break_open("aborted")
            self.cause = "aborted"

    def reset(self):
        with self.lock:
            self.break_open("reset")
            self.cause = ""

    def break_open(self, why):
        self.open.outcome, self.open = why, Phase()
        self.lock.notify_all()

    def arrive(self, count=1):
        self.tokens.append(self.enter(count)[0])

    def await_token(self):
        self.is_over_within(None, self.tokens.popleft())
        return "passed"

    def drop(self):
        with self.lock:
            self.lower_parties()
            self.open.arrived -= 1
        self.enter(1)

    def lower_parties(self):
        self.parties -= 1

    def join(self):
        with self.lock:
            self.parties += 1

    def waiting(self):
        return self.open.arrived

    def destroy(self):
        with self.lock:
            self.lock.wait_for(lambda: self.inside == 0)


setattr(Barrier, "await", lambda barrier: barrier.await_token())


@breaks("refuses_zero_parties")
@breaks("refuses_negative_parties")
class TakesAnyNumber(Barrier):
    def check(self, parties):
        pass

    def refuse_over_arrival(self):
        pass


@breaks("index_is_distinct")
class NumbersFromOne(Barrier):
    def tell(self, phase, index):
        return super().tell(phase, index + 1)


@breaks("one_leader")
class TwoLead(Barrier):
    def leads(self, index):
        return index < 2


@breaks("over_arrival_is_an_error")
class TakesTooMany(Barrier):
    def refuse_over_arrival(self):
        pass


@breaks("action_runs_once")
class ActsTwice(Barrier):
    def run_action(self):
        super().run_action()
        return super().run_action()


@breaks("action_error_reaches_all")
class SwallowsErrors(Barrier):
    def run_action(self):
        super().run_action()
        self.cause = ""
        return "passed"


@breaks("action_error_hangs_nobody")
class ForgetsThePhaseOnErrors(Barrier):
    def end(self, phase, outcome):
        if outcome == "passed":
            super().end(phase, outcome)


@breaks("action_may_abort")
class ActsUnderItsLock(Barrier):
    def run_action(self):
        with self.lock:
            return super().run_action()


@breaks("abort_ends_every_wait")
class AbortsToPass(Barrier):
    def abort(self):
        with self.lock:
            self.break_open("passed")
            self.cause = "aborted"


@breaks("abort_never_splits_a_phase")
class LooksAgainWhenItLeaves(Barrier):
    def tell(self, phase, index):
        return "broken" if self.cause else super().tell(phase, index)


@breaks("reset_never_splits_a_phase")
class ResetsTheLastPhase(Barrier):
    def end(self, phase, outcome):
        self.last = phase
        super().end(phase, outcome)

    def reset(self):
        self.last.outcome = "reset"


@breaks("timeout_never_splits_a_phase")
class StaysCountedAfterATimeout(Barrier):
    def time_out(self, phase):
        return "timed_out"


@breaks("timed_out_is_told_apart")
class TellsAllTheSame(Barrier):
    def time_out(self, phase):
        return "broken" if super().time_out(phase) else ""


@breaks("cause_is_told")
class KnowsOneCause(Barrier):
    def tell(self, phase, index):
        return super().tell(Phase("aborted"), index)


@breaks("withdrawn_arrival_is_gone")
@breaks("retry_never_passes_alone")
class LeavesPhantoms(Barrier):
    def take_back(self, phase):
        return "withdrawn"


@breaks("reset_makes_new")
class StaysBroken(Barrier):
    def reset(self):
        super().reset()
        self.cause = "reset"


@breaks("late_arrival_keeps_its_timeout")
class KeepsLateArrivalsOut(Barrier):
    gate = threading.Lock()

    def run_action(self):
        with self.gate:
            return super().run_action()

    def wait(self, ms=None):
        if ms is not None:
            self.gate.acquire()
        return super().wait(ms)


@breaks("old_token_does_not_block")
class CountsInSevenBits(Barrier):
    def enter(self, arrivals):
        self.number = (getattr(self, "number", 0) + 1) % 128
        super().enter(arrivals)
        return self.number, 0

    def await_token(self):
        with self.lock:
            token = self.tokens[0]
            self.lock.wait_for(lambda: (self.number + 1) % 128 != token)
        return "passed"


@breaks("destruction_after_own_wait")
class TouchesWhatIsGone(Barrier):
    def destroy(self):
        self.is_destroyed = True


@breaks("party_can_leave")
class WaitsForWhoHasLeft(Barrier):
    def lower_parties(self):
        self.open.arrived += 1


@breaks("party_can_join")
class TakesNobodyIn(Barrier):
    def join(self):
        pass


class Gather:
    """Keeps every promise. A producer is a function of the event that stops it."""

    def __init__(self, is_valid, deadline_s):
        self.is_valid, self.deadline_s = is_valid, deadline_s
        self.stop, self.values, self.failures = threading.Event(), {}, {}

    def run(self, producers):
        """What is told of the result."""
        if not producers:
            return self.tell_of_none()
        threads = [
            threading.Thread(target=self.produce, args=each, daemon=True)
            for each in enumerate(producers)
        ]
        for thread in threads:
            thread.start()
        self.await_all(threads)
        left = sum(thread.is_alive() for thread in threads)
        return f"{self.tell(len(producers))},left={left}"

    def tell_of_none(self):
        return "refused"

    def produce(self, index, producer):
        try:
            value = producer(self.stop)
            if not self.is_valid(value):
                raise ValueError("invalid")
            self.values[index] = value
        except Exception as error:
            self.fail(index, error)

    def fail(self, index, error):
        self.failures[index] = error
        self.stop.set()

    def await_all(self, threads):
        end = time.monotonic() + self.deadline_s
        for thread in threads:
            thread.join(max(0, end - time.monotonic()))
        late = {index for index, thread in enumerate(threads) if thread.is_alive()}
        self.stop.set()
        for thread in threads:
            thread.join()
        self.name_late(late)

    def name_late(self, late):
        self.failures.update((index, "late") for index in late)

    def tell(self, producers):
        if self.failures:
            return ",".join(["failed", *(f"{index}={why}" for index, why in self.told_failures())])
        return self.tell_values(range(producers))

    def told_failures(self):
        return self.failures.items()

    def tell_values(self, order):
        return "passed,values=" + "/".join(str(self.values.get(index)) for index in order)


@breaks("request_order")
class KeepsTheOrderOfArrival(Gather):
    def tell_values(self, order):
        return super().tell_values(self.values)


@breaks("all_or_nothing")
class GivesWhatThereIs(Gather):
    def tell(self, producers):
        return super().tell(producers) + ",values=" + "/".join(self.values.values())


@breaks("first_failure_stops_siblings")
class WaitsForTheSlowest(Gather):
    def fail(self, index, error):
        self.failures[index] = error


@breaks("all_failures_are_kept")
class KeepsTheFirst(Gather):
    def told_failures(self):
        return list(self.failures.items())[:1]


@breaks("exceptions_are_failures")
class LosesExceptions(Gather):
    def fail(self, index, error):
        pass


@breaks("invalid_value_is_a_failure")
class TakesEveryValue(Gather):
    def __init__(self, is_valid, deadline_s):
        super().__init__(lambda value: True, deadline_s)


@breaks("zero_producers_are_an_error")
class TakesNoProducers(Gather):
    def tell_of_none(self):
        return "passed,values="


@breaks("deadline_names_the_late")
class NamesNobody(Gather):
    def tell(self, producers):
        return "failed,error=late" if self.failures else super().tell(producers)


@breaks("nothing_is_left")
class LeavesSiblingsBehind(Gather):
    def fail(self, index, error):
        self.failures[index] = error

    def await_all(self, threads):
        threads[0].join()


class Producer:
    """One line of an experiment: carries out its calls, and gives its value."""

    def __init__(self, script, all_of_them):
        self.calls, self.all = script.split(), all_of_them
        self.outcomes, self.ended = [], threading.Event()

    def __call__(self, stop):
        try:
            for call in self.calls:
                self.outcomes.append("done")
                name, _, argument = call.partition(":")
                value = self.carry_out(name, argument, stop)
            return value
        finally:
            self.ended.set()

    def carry_out(self, name, argument, stop):
        if name == "after":
            self.all[int(argument)].ended.wait()
        elif name == "block":
            self.outcomes[-1] = "stopped" if stop.wait(BLOCKED_FOR_S) else "not_stopped"
            raise RuntimeError("stopped")
        elif name == "value":
            return argument
        else:
            raise RuntimeError(argument)


def run_gather(make, header, lines):
    options = dict(word.partition(":")[::2] for word in header.split()[1:])
    producers = []
    producers += (Producer(line, producers) for line in lines)
    gather = make(
        is_valid=lambda value: "valid" not in options or int(value) < 400,
        deadline_s=float(options.get("deadline", "10000")) / 1000,
    )
    print(gather.run(producers))
    for each in producers:
        print(*each.outcomes)


def main(promise):
    make = DEFECTS.get(promise)
    for header, *lines in experiments.trials(sys.stdin):
        if header.startswith("gather"):
            run_gather(make or Gather, header, lines)
        else:
            experiments.run_trial(make or Barrier, header, lines)
        sys.stdout.flush()


if __name__ == "__main__":
    threading.excepthook = experiments.crash
    main(*sys.argv[1:])
