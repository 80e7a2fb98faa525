"""The targets: each is answered or said not to be, and a verdict is as sure as its interval."""

import math
import random
from dataclasses import replace

import pytest

from barriers_tools.analysis.statistics import Estimate
from barriers_tools.measure.journal_reader import Result
from barriers_tools.report.targets import Target, table_of, targets
from barriers_tools.schemas.plan import Cell, Plan
from barriers_tools.schemas.sample import Failure, Measurement, Sample

OURS = ("central", "sense_reversing", "combining_tree", "tournament", "dissemination")
PEERS = {
    "libstdcxx": 900.0,
    "pthread": 20_000.0,
    "libgomp": 20_000.0,
    "ck_centralized": 220.0,
    "ck_combining": 400.0,
    "ck_tournament": 280.0,
    "ck_dissemination": 155.0,
}
TOOK = {**{barrier: 200.0 for barrier in OURS}, "dissemination": 150.0, **PEERS}


def launched(cell, count=12, seed=1, **changed):
    draw = random.Random(f"{cell} {seed}")
    for repetition in range(count):
        took = TOOK[cell.barrier] * math.exp(draw.gauss(0, 0.02))
        metrics = {
            "lalr_p50_ns": took,
            "lalr_p99_ns": 2 * took,
            "period_p50_ns": took,
            "period_p99_ns": 2 * took,
            "period_mean_ns": 1.2 * took,
            "episodes": 1000.0,
            "l_before_ns": 66.0,
            "l_after_ns": 66.0,
            "futex_waits": 0.0,
            "futex_wakes": 0.0,
        }
        yield Sample(repetition, cell, {**metrics, **changed})


def all_cells():
    for team, policies in (
        (2, ("spin", "park")),
        (4, ("yield",)),
        (8, ("yield",)),
        (16, ("yield",)),
    ):
        for barrier in OURS:
            for policy in policies:
                yield Cell(barrier, policy, "empty", "compact", team)
            yield Cell(barrier, "park", "empty", "compact", team, background_load=1)
        for barrier in PEERS:
            yield Cell(barrier, "own", "empty", "compact", team)


def result(cells=None, failures=(), precision=0.05, **changed):
    """A sweep with those cells; `changed` are metrics of single cells."""
    chosen = tuple(all_cells() if cells is None else cells)
    barriers = {
        cell.barrier: {"kind": "algorithm" if cell.barrier in OURS else "peer", "title": "t"}
        for cell in chosen
    }
    samples = [each for cell in chosen for each in launched(cell, **changed.get(str(cell), {}))]
    return Result(
        environment={"topology": {"pus": [0, 1]}},
        barriers=barriers,
        plan=Plan(cells=chosen, seed=1, cell_ms=1, precision=precision),
        found=Measurement(samples, list(failures)),
    )


def replaced(whole, is_replaced, **metrics):
    """The sweep with other metrics in some of its samples."""
    samples = [
        Sample(each.repetition, each.cell, {**each.metrics, **metrics})
        if is_replaced(each)
        else each
        for each in whole.samples
    ]
    return replace(whole, found=Measurement(samples))


def by_what(found):
    return {each.what: each for each in targets(found)}


def test_every_demand_is_answered_by_a_whole_sweep():
    found = list(targets(result()))
    assert len(found) == 1 + 12 + 4 + 18 + 20 + 10
    assert all(each.found is not None for each in found)
    missed = {each.what for each in found if not each.met}
    assert missed == set() and "of 65, " in table_of(result())


def test_a_peer_that_was_not_built_is_not_forgotten():
    without = [cell for cell in all_cells() if cell.barrier != "libgomp"]
    unanswered = [each for each in targets(result(without)) if each.found is None]
    assert len(unanswered) == 6
    assert all("libgomp was not built" in each.verdict() for each in unanswered)


def test_a_barrier_that_was_given_up_is_not_forgotten():
    lost = Cell("tournament", "park", "empty", "compact", 8, background_load=1)
    left = [cell for cell in all_cells() if cell != lost]
    found = by_what(result(left, failures=[Failure(0, lost, "it hangs")]))
    verdicts = [each.verdict() for what, each in found.items() if "tournament/park" in what]
    assert sum("given up: it hangs" in verdict for verdict in verdicts) == 1


def test_some_launches_that_collapse_are_enough():
    cell = Cell("central", "park", "empty", "compact", 4, background_load=1)
    bad = replaced(
        result(), lambda each: each.cell == cell and each.repetition < 3, period_mean_ns=1e5
    )
    assert [each.what.split(":")[0] for each in targets(bad) if not each.met] == [
        "team of 4, compact, workload empty, background load 1"
    ]


def test_one_call_without_a_sleeper_is_too_many():
    cell = Cell("central", "park", "empty", "compact", 2)
    bad = replaced(
        result(), lambda each: each.cell == cell and each.repetition == 7, futex_wakes=0.001
    )
    (missed,) = [each for each in targets(bad) if not each.met]
    assert "central/park" in missed.what and missed.verdict() == "missed"


def test_every_answer_of_enough_launches_has_an_interval_or_needs_none():
    for each in targets(result()):
        assert each.found.low is not None or each.bound == 0, each.what
    apart = {str(cell): {"episodes": 1.0} for cell in all_cells()}
    assert all(each.sure for each in targets(result(**apart)) if "mean period" in each.what)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (Estimate(2.0, 1.5, 2.5, 9), "met"),
        (Estimate(1.1, 0.9, 1.3, 9), "met, not surely"),
        (Estimate(0.8, 0.7, 1.1, 9), "missed by 25.0%, not surely"),
        (Estimate(0.8, 0.7, 0.9, 9), "missed by 25.0%"),
        (Estimate(2.0, None, None, 3), "met, not surely"),
    ],
)
def test_a_verdict_is_as_sure_as_its_interval(found, verdict):
    assert Target("d", 1.0, True, found).verdict() == verdict


def test_nothing_is_demanded_of_what_is_no_sweep():
    assert table_of(result(precision=None)) == ""
