"""The measuring: its budget, its end, what is set aside, and when it is enough."""

import subprocess

from barriers_tools.errors import MeasurementFailed
from barriers_tools.measure.bench import Launched, LaunchOptions
from barriers_tools.measure.sampling import Measuring
from barriers_tools.schemas.plan import Plan
from barriers_tools.schemas.sample import Failure, Measurement, Sample

OPTIONS = LaunchOptions(cell_ms=10, commit="0000000")


class Machine:
    """Launches that take a second of a clock that nobody has to wait for, and what they say is kept."""

    def __init__(self, takes=lambda n: 1.0, then=None, lalr=lambda n: 100.0):
        self.now, self.count, self.takes, self.then, self.lalr = 0.0, 0, takes, then, lalr
        self.kept, self.ended = [], []

    def clock(self):
        return self.now

    def launch(self, cell, launch_options, seed, timeout):
        self.count += 1
        if self.then and self.count > 3:
            raise self.then
        took = self.takes(self.count)
        self.now += min(took, timeout)
        if took > timeout:
            raise subprocess.TimeoutExpired("barriers_bench", timeout)
        lalr = self.lalr(self.count)
        return Launched({"lalr_p50_ns": lalr, "l_before_ns": 50.0, "l_after_ns": 50.0})

    def keep(self, sample, launched):
        self.kept.append(sample)

    def keep_failure(self, failure):
        self.kept.append(failure)

    def end(self, ended):
        self.ended.append(ended)


def run(machine, cells, launches=None, budget=100.0, found=None, **plan):
    wanted = Plan(
        cells=tuple(cells),
        seed=1,
        cell_ms=10,
        **{"least": launches or 1, "most": launches, "budget_s": budget, **plan},
    )
    measuring = Measuring(
        machine, wanted, OPTIONS, machine, lambda share: None, found, clock=machine.clock
    )
    return measuring.run()


def test_as_many_launches_as_asked(cell):
    found = run(Machine(), [cell("central"), cell("pthread")], launches=3)
    assert len(found.samples) == 6 and found.ended == "complete"
    assert {sample.repetition for sample in found.samples} == {0, 1, 2}


def test_the_budget_is_never_overrun(cell):
    machine = Machine(takes=lambda n: 1.0 + (n % 3) * 2)
    found = run(machine, [cell("central"), cell("pthread")], budget=20.5)
    assert found.ended == "budget" and machine.now <= 20.5 and len(found.samples) >= 4


def test_a_launch_that_would_overrun_the_budget_is_stopped_and_not_counted(cell):
    machine = Machine(takes=lambda n: 1.0 if n < 3 else 50.0)
    found = run(machine, [cell("central")], budget=10)
    assert found.ended == "budget" and machine.now == 10 and len(found.samples) == 2


def test_a_launch_that_hangs_gives_up_its_cell_and_the_rest_goes_on(cell):
    machine = Machine(takes=lambda n: 1e9 if n == 1 else 1.0)
    found = run(machine, [cell("central"), cell("pthread")], launches=4, budget=None)
    (failure,) = found.failures
    assert "longer than 60 s" in failure.message and machine.kept[0] == failure
    assert len(found.samples) == 4 and {each.cell for each in found.samples} != {failure.cell}
    assert found.ended == "complete"


def test_a_failure_keeps_what_was_measured(cell):
    found = run(Machine(then=MeasurementFailed("LALR was negative")), [cell("central")])
    assert (found.ended, len(found.samples)) == ("complete", 3)
    assert [each.message for each in found.failures] == ["LALR was negative"]


def test_what_was_given_up_is_kept_but_does_not_count(cell):
    machine = Machine(takes=lambda n: 1e9 if n == 3 else 1.0)
    found = run(machine, [cell("central"), cell("pthread", "own")], launches=4, budget=None)
    (failure,) = found.failures
    of_failed = [sample for sample in found.samples if sample.cell == failure.cell]
    assert len(of_failed) == 1 and of_failed[0] in machine.kept
    assert {sample.cell for sample in found.standing} == {
        cell("central"),
        cell("pthread", "own"),
    } - {failure.cell}


def test_an_interrupt_keeps_what_was_measured(cell):
    machine = Machine(then=KeyboardInterrupt())
    found = run(machine, [cell("central")])
    assert (found.ended, len(found.samples)) == ("interrupted", 3)
    assert machine.kept == found.samples and machine.ended == ["interrupted"]


def test_a_configuration_is_done_when_every_interval_is_narrow(cell):
    steady = run(Machine(), [cell("central")], budget=None, least=8, most=30, precision=0.05)
    assert len(steady.samples) == 8
    noisy = Machine(lalr=lambda n: 100.0 * (1 + n % 2))
    found = run(noisy, [cell("central")], budget=None, least=8, most=30, precision=0.05)
    assert len(found.samples) == 30 and found.ended == "complete"


def test_one_noisy_cell_keeps_its_configuration_open_and_no_other(cell):
    class Uneven(Machine):
        def launch(self, cell, *arguments):
            self.lalr = lambda n: 100.0 * (1 + n % 3) if cell.barrier == "pthread" else 100.0
            return super().launch(cell, *arguments)

    cells = [cell("central"), cell("pthread", "own"), cell("central", team=4)]
    found = run(Uneven(), cells, budget=None, least=8, most=20, precision=0.05)
    count = [sum(sample.cell == each for sample in found.samples) for each in cells]
    assert count == [20, 20, 8]


def test_nothing_is_measured_twice_after_an_interrupt(cell):
    cells = [cell("central"), cell("pthread", "own"), cell("central", team=4)]
    whole = run(Machine(), cells, launches=6, budget=None)
    first = run(Machine(then=KeyboardInterrupt()), cells, launches=6, budget=None)
    done = Measurement(samples=list(first.samples))
    both = run(Machine(), cells, launches=6, budget=None, found=done)
    launched = [(sample.repetition, sample.cell) for sample in both.samples]
    assert launched == [(sample.repetition, sample.cell) for sample in whole.samples]
    assert len(set(launched)) == 18


def test_a_cell_that_was_given_up_stays_given_up(cell):
    cells = [cell("central"), cell("pthread", "own")]
    done = Measurement(failures=[Failure(0, cells[1], "it hangs")])
    found = run(Machine(), cells, launches=4, budget=None, found=done)
    assert {sample.cell for sample in found.samples} == {cells[0]} and found.ended == "complete"


def test_a_launch_counts_only_if_its_probes_agree(cell):
    def sample(before, after):
        return Sample(0, cell("central"), {"l_before_ns": before, "l_after_ns": after})

    assert sample(50, 50).is_kept and sample(50, 62).is_kept and sample(62, 50).is_kept
    assert not sample(50, 63).is_kept and not sample(63, 50).is_kept
    assert Sample(0, cell("central"), {}).is_kept
