"""The measuring: its budget, its end, and what is set aside."""

import subprocess

from lab.bench import Knobs
from lab.errors import MeasurementFailed
from lab.measure import Batch, measure

KNOBS = Knobs(cell_ms=10, commit="0000000")


class Machine:
    """Launches that take a second of a clock that nobody has to wait for."""

    def __init__(self, takes=lambda n: 1.0, then=None):
        self.now, self.count, self.takes, self.then = 0.0, 0, takes, then

    def clock(self):
        return self.now

    def launch(self, cell, knobs, seed, timeout):
        self.count += 1
        if self.then and self.count > 3:
            raise self.then
        took = self.takes(self.count)
        self.now += min(took, timeout)
        if took > timeout:
            raise subprocess.TimeoutExpired("barriers_bench", timeout)
        return {"lalr_p50_ns": 100.0, "l_before_ns": 50.0, "l_after_ns": 50.0}, {}


def run(machine, cells, launches=None, budget=100.0):
    return measure(
        machine, cells, KNOBS, 1, launches, budget, lambda share: None, clock=machine.clock
    )


def test_as_many_launches_as_asked(cell):
    found = run(Machine(), [cell("central"), cell("pthread")], launches=3)
    assert len(found.batches) == 6 and found.ended == "complete"
    assert {batch.sweep for batch in found.batches} == {0, 1, 2}


def test_the_budget_is_never_overrun(cell):
    machine = Machine(takes=lambda n: 1.0 + (n % 3) * 2)
    found = run(machine, [cell("central"), cell("pthread")], budget=20.5)
    assert found.ended == "budget" and machine.now <= 20.5 and len(found.batches) >= 4


def test_a_launch_that_would_overrun_the_budget_is_stopped_and_not_counted(cell):
    machine = Machine(takes=lambda n: 1.0 if n < 3 else 50.0)
    found = run(machine, [cell("central")], budget=10)
    assert found.ended == "budget" and machine.now == 10 and len(found.batches) == 2


def test_a_launch_that_hangs_fails(cell):
    found = run(Machine(takes=lambda n: 1e9), [cell("central")], budget=1e6)
    assert found.ended == "failed" and "hung" in found.failure


def test_a_failure_keeps_what_was_measured(cell):
    found = run(Machine(then=MeasurementFailed("LALR was negative")), [cell("central")])
    assert (found.ended, len(found.batches)) == ("failed", 3)
    assert found.failure == "LALR was negative"


def test_an_interrupt_keeps_what_was_measured(cell):
    found = run(Machine(then=KeyboardInterrupt()), [cell("central")])
    assert (found.ended, len(found.batches)) == ("interrupted", 3)


def test_a_launch_counts_only_if_its_probes_agree(cell):
    def batch(before, after):
        return Batch(0, cell("central"), {"l_before_ns": before, "l_after_ns": after})

    assert batch(50, 50).kept and batch(50, 62).kept and batch(62, 50).kept
    assert not batch(50, 63).kept and not batch(63, 50).kept
