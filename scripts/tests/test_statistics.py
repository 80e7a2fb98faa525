"""The estimates: they find what was put in, and do not find what was not."""

import math
import random

import pytest
from lab.bench import METRICS
from lab.measure import Batch
from lab.recommend import Compared, compare, recommend
from lab.statistics import ENOUGH, Estimate, median, ratio
from lab.summary import rows

KINDS = {"central": "algorithm", "dissemination": "algorithm", "pthread": "peer"}


def batches(cell, factors, sweeps=16, spread=0.1, unsteady=0.0, seed=1):
    """Launches of some cells on a machine whose speed drifts, all cells alike in each sweep."""
    draw = random.Random(seed)
    found = []
    for sweep in range(sweeps):
        regime = draw.choice([1.0, 3.0])
        for word, factor in factors.items():
            took = 100 * regime * factor * math.exp(draw.gauss(0, spread))
            metrics = dict.fromkeys(METRICS, took)
            metrics["l_before_ns"] = 50.0
            metrics["l_after_ns"] = 80.0 if draw.random() < unsteady else 50.0
            policy = "own" if KINDS[word] == "peer" else "spin"
            found.append(Batch(sweep, cell(word, policy), metrics))
    return found


def test_the_median_lies_in_its_interval_and_five_launches_have_none():
    found = median([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 100.0])
    assert found.low <= found.value == 4.0 <= found.high
    assert median([1.0, 2.0, 3.0, 4.0, 100.0]) == Estimate(3.0, None, None, 5)


def test_the_same_values_give_the_same_interval():
    values = [random.Random(n).random() for n in range(20)]
    assert median(values) == median(values)


def test_a_ratio_that_was_put_in_is_found_through_the_drift(cell):
    held = 0
    for seed in range(40):
        found = batches(cell, {"central": 1.0, "pthread": 1.5}, seed=seed)
        of = compare(found, cell("pthread", "own"), cell("central"))
        held += of.low <= 1.5 <= of.high
    assert held >= 34


def test_a_against_a_is_rarely_called_different(cell):
    called = 0
    for seed in range(200):
        found = batches(cell, {"central": 1.0, "dissemination": 1.0}, sweeps=10, seed=seed)
        both = Compared(None, compare(found, cell("central"), cell("dissemination")))
        called += both.surely_slower or both.surely_quicker
    assert called <= 10


def test_a_clear_winner_is_sure(cell):
    found = batches(cell, {"central": 2.0, "dissemination": 1.0, "pthread": 5.0})
    (advice,) = recommend(found, KINDS)
    assert advice.sure and advice.cell.word == "dissemination" and not advice.equals
    (pthread,) = advice.peers
    assert pthread.ratio.low > 3 and pthread.surely_slower


def test_between_equals_the_first_word_is_taken_and_nothing_is_sure(cell):
    found = batches(cell, {"central": 1.01, "dissemination": 1.0})
    (advice,) = recommend(found, KINDS)
    assert advice.cell.word == "central" and not advice.sure
    assert [equal.word for equal in advice.equals] == ["dissemination"]


def test_a_lead_within_the_margin_is_taken_but_not_called_sure(cell):
    found = batches(cell, {"central": 1.03, "dissemination": 1.0}, spread=0.005)
    (advice,) = recommend(found, KINDS)
    assert advice.cell.word == "dissemination" and not advice.sure
    assert "not surely by 5%: central/spin" in advice.reason()


def test_what_is_set_aside_is_counted_and_kept_out(cell):
    found = batches(cell, {"central": 1.0}, sweeps=40, unsteady=0.3)
    (row,) = rows(found, KINDS)
    aside = [batch for batch in found if not batch.kept]
    assert 0 < row.set_aside == len(aside) and row.lalr_p50.launches == 40 - len(aside)


def test_a_machine_too_noisy_for_an_answer_says_so_and_gives_the_interval(cell):
    found = batches(cell, {"central": 1.0, "dissemination": 3.0}, unsteady=0.9)
    (advice,) = recommend(found, KINDS)
    assert not advice.sure and "too noisy" in advice.reason()
    assert advice.runner_up.ratio.low is not None


def test_too_few_launches_are_never_sure(cell):
    found = batches(cell, {"central": 1.0, "dissemination": 5.0}, sweeps=ENOUGH - 1)
    (advice,) = recommend(found, KINDS)
    assert not advice.sure and "too seldom" in advice.reason()


@pytest.mark.parametrize(
    ("value", "low", "high", "shown"),
    [
        (128.4321, 121.2, 140.3, (128, 121, 140)),
        (1382.4, 1381.1, 1383.9, (1380, 1380, 1380)),
        (5432.1, 4800.0, 6100.0, (5400, 4800, 6100)),
        (30000.0, 350.0, 750000.0, (30000, 400, 750000)),
        (1.5234, 1.3123, 1.7712, (1.52, 1.31, 1.77)),
        (1.5234, 1.1, 1.96, (1.5, 1.1, 2.0)),
    ],
)
def test_no_more_digits_than_the_interval_supports(value, low, high, shown):
    rounded = Estimate(value, low, high, 9).rounded()
    assert (rounded.value, rounded.low, rounded.high) == shown


def test_a_ratio_is_of_pairs():
    assert ratio([2.0, 20.0, 200.0], [1.0, 10.0, 100.0]).value == pytest.approx(2.0)
