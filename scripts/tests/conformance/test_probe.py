"""What a program is found to do, whatever it does."""

import sys

import pytest

from barriers_tools.conformance.judging import NotOffered
from barriers_tools.conformance.probe import ProbeResult, probe
from barriers_tools.conformance.promise import Promise
from barriers_tools.errors import MeasurementFailed

ANSWERS = "print('made'); print('passed,index=1 done'); print('passed')"


def promise(
    is_kept=lambda trial: True, experiment="barrier 2 \n wait abort \n then \n wait", **more
):
    return Promise("p", "It is so.", experiment, {}, is_kept, **more)


def found(code, asked=None, limit_s=60.0):
    return probe([sys.executable, "-S", "-c", code], asked or promise(), limit_s)


def test_the_judge_sees_who_was_told_what_in_which_stage():
    def is_kept(trial):
        first, second = trial.parties
        assert trial.subject == "barrier 2" and trial.answer.kind == "made"
        assert first.outcomes[0].facts == {"index": "1"} and second.script == "wait"
        assert [len(trial.told("wait")), len(trial.told("wait", stage=1))] == [2, 1]
        return [each.kind for each in trial.told("abort")] == ["done"]

    assert found(ANSWERS, promise(is_kept)) == ProbeResult("kept")


def test_a_broken_promise_is_shown_by_the_trial_that_broke_it():
    broken = found(ANSWERS, promise(lambda trial: False))
    assert broken.outcome == "broken"
    assert broken.seen == (
        "barrier 2 = made: wait = passed,index=1 abort = done then wait = passed"
    )


def test_of_many_trials_the_broken_ones_are_counted():
    twice = promise(lambda trial: trial.answer.kind == "made", "barrier 1\nbarrier 1\nbarrier 1")
    broken = found("print('made'); print('refused'); print('refused')", twice)
    assert broken == ProbeResult("broken", "2 of 3 times, as in barrier 1 = refused")


def test_of_a_refused_subject_no_party_is_heard():
    asked = promise(lambda trial: trial.answer.kind == "refused" and trial.parties == [])
    assert found("print('refused')", asked) == ProbeResult("kept")


def test_what_is_not_told_is_not_offered():
    def is_kept(trial):
        raise NotOffered("index")

    assert found(ANSWERS, promise(is_kept)) == ProbeResult("not offered", "index")


def test_a_program_that_cannot_carry_it_out_says_what_it_lacks():
    lacking = "import sys; print('abort', file=sys.stderr); sys.exit(3)"
    assert found(lacking) == ProbeResult("not offered", "abort")


def test_a_hang_is_ended_with_all_that_the_program_started():
    """What the program starts has its output: while that lives, nothing is found."""
    starts = "import subprocess; subprocess.run(['sleep', '1000'])"
    assert found(starts, limit_s=0.5) == ProbeResult("hangs", "barrier 2: wait abort then wait")


@pytest.mark.parametrize(
    "code, how",
    [
        ("import os; os.abort()", "Aborted"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGFPE)", "Floating point exception"),
        ("import sys; sys.exit('boom')", "exit code 1 (boom)"),
    ],
)
def test_a_crash_tells_how(code, how):
    assert found(code) == ProbeResult("crashes", f"{how}, in barrier 2: wait abort then wait")


def test_where_the_end_of_the_program_is_an_answer_an_abort_is_one_and_no_other_end():
    assert found("import os; os.abort()", promise(may_abort=True)).outcome == "kept"
    assert found("import sys; sys.exit(1)", promise(may_abort=True)).outcome == "crashes"


@pytest.mark.parametrize(
    "code, fault",
    [
        ("print('made'); print('passed'); print('passed')", "answers 1 calls, not 2"),
        ("print('made')", "did not answer all"),
        (f"{ANSWERS}; print('more')", "more lines"),
    ],
)
def test_garbage_is_no_verdict(code, fault):
    with pytest.raises(MeasurementFailed, match=fault):
        found(code)


def test_a_program_that_is_not_there_is_no_verdict():
    with pytest.raises(MeasurementFailed, match="cannot start /nowhere"):
        probe(["/nowhere"], promise())
