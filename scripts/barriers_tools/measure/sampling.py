"""Launches cells pass by pass, until the plan is fulfilled or its budget is spent."""

import itertools
import statistics
import subprocess
import time
from collections import defaultdict
from typing import Callable, Sequence

from barriers_tools.analysis.statistics import ENOUGH, median
from barriers_tools.errors import MeasurementFailed, NotKept
from barriers_tools.measure.bench import Launched, Launcher, LaunchOptions
from barriers_tools.measure.journal import Journal
from barriers_tools.schemas.plan import Cell, Configuration, Plan
from barriers_tools.schemas.sample import Failure, Measurement, Sample

# A launch that takes longer hangs; before that, the bench executable names the rank that is blocked.
HANGS_AFTER = 60.0


class Measuring:
    """Launches what a plan asks for, beginning after what was `found` before."""

    def __init__(
        self,
        launcher: Launcher,
        plan: Plan,
        launch_options: LaunchOptions,
        sink: Journal,
        progress: Callable[[float], None],
        found: Measurement | None = None,
        clock: Callable[[], float] = time.monotonic,
    ):
        self.launcher, self.plan, self.launch_options = launcher, plan, launch_options
        self.sink, self.progress, self.clock = sink, progress, clock
        self.found = found or Measurement()
        self.done = {(each.repetition, each.cell) for each in self.found.samples}
        self.given_up = {each.cell for each in self.found.failures}
        self.of_cell: dict[Cell, list[Sample]] = defaultdict(list)
        for sample in self.found.samples:
            self.of_cell[sample.cell].append(sample)
        self.spent: dict[Cell, list[float]] = defaultdict(list)
        self.began = clock()

    def run(self) -> Measurement:
        """Until the plan is fulfilled, the budget spent, or an interrupt comes. A cell whose launch
        fails is given up, and the rest goes on; a journal that cannot be written ends it."""
        try:
            self.found.ended = self._run_until_interrupt()
            self.sink.end(self.found.ended)
        except NotKept as fault:
            self.found.ended, self.found.not_kept = "not kept", fault.message
        return self.found

    def _run_until_interrupt(self) -> str:
        try:
            return self._run()
        except KeyboardInterrupt:
            return "interrupted"

    def _run(self) -> str:
        for number in itertools.count():
            open_ = [
                configuration
                for configuration in self.plan.configurations
                if not self._is_enough(configuration)
            ]
            if not open_:
                return "complete"
            for repetition, cell in self.plan.in_pass(number, open_):
                if self._is_due(repetition, cell):
                    if self._left() <= self._expected(cell):
                        return "budget"
                    self._launch(repetition, cell)
                    self.progress(self.share())
                    if self._left() <= 0:
                        return "budget"
        raise AssertionError("passes never end")

    def _is_due(self, repetition: int, cell: Cell) -> bool:
        beyond = self.plan.most is not None and repetition >= self.plan.most
        return not beyond and cell not in self.given_up and (repetition, cell) not in self.done

    def _is_enough(self, configuration: Configuration) -> bool:
        return all(
            self._is_done(cell) for cell in self.plan.cells if cell.configuration == configuration
        )

    def _is_done(self, cell: Cell) -> bool:
        launched = self.of_cell[cell]
        if cell in self.given_up:
            return True
        if self.plan.most is not None and len(launched) >= self.plan.most:
            return True
        return len(launched) >= self.plan.least and self._is_narrow(launched)

    def _is_narrow(self, launched: Sequence[Sample]) -> bool:
        kept = [sample.metrics["lalr_p50_ns"] or 0.0 for sample in launched if sample.is_kept]
        if self.plan.precision is None or len(kept) < ENOUGH:
            return False
        half = median(kept).half_width
        return half is not None and half <= self.plan.precision

    def _left(self) -> float:
        budget = float("inf") if self.plan.budget_s is None else self.plan.budget_s
        return budget - (self.clock() - self.began)

    def _expected(self, cell: Cell) -> float:
        """How long a launch of the cell takes: as its longest; else as most others do."""
        if self.spent[cell]:
            return max(self.spent[cell])
        others = [took for launches in self.spent.values() for took in launches]
        return statistics.quantiles(others, n=10)[-1] if len(others) > 1 else 0.0

    def _launch(self, repetition: int, cell: Cell) -> None:
        at, limit = self.clock(), min(self._left(), HANGS_AFTER)
        try:
            launched = self.launcher.launch(
                cell, self.launch_options, self.plan.seed_of(repetition, cell), limit
            )
        except subprocess.TimeoutExpired:
            if limit == HANGS_AFTER:
                self._give_up(
                    repetition, cell, f"a launch took longer than {limit:.0f} s and was stopped"
                )
        except MeasurementFailed as failure:
            self._give_up(repetition, cell, failure.message)
        else:
            self.spent[cell].append(self.clock() - at)
            self._keep(Sample(repetition, cell, launched.metrics), launched)

    def _keep(self, sample: Sample, launched: Launched) -> None:
        self.found.samples.append(sample)
        self.of_cell[sample.cell].append(sample)
        self.done.add((sample.repetition, sample.cell))
        self.sink.keep(sample, launched)

    def _give_up(self, repetition: int, cell: Cell, message: str) -> None:
        failure = Failure(repetition, cell, message)
        self.found.failures.append(failure)
        self.given_up.add(cell)
        self.sink.keep_failure(failure)

    def share(self) -> float:
        """How much is done: of the launches that there are at most, or of the budget."""
        most = self.plan.most and self.plan.most * len(self.plan.cells)
        by_count = len(self.found.samples) / most if most else 0.0
        budget = self.plan.budget_s
        by_time = (self.clock() - self.began) / budget if budget else 0.0
        return min(1.0, max(by_count, by_time))
