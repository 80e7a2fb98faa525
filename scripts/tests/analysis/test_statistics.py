"""The estimates: they find what was put in, and do not find what was not."""

import math
import random

import pytest

from barriers_tools.analysis.pairs import Compared, compare
from barriers_tools.analysis.recommend import describe_regimes, recommend
from barriers_tools.analysis.statistics import ENOUGH, Estimate, median, ratio, regimes
from barriers_tools.analysis.summary import rows
from barriers_tools.schemas.sample import Sample

KINDS = {"central": "algorithm", "dissemination": "algorithm", "pthread": "peer"}
OTHERS = ("tournament", "combining_tree")
TIMES = ("lalr_p50_ns", "lalr_p99_ns", "period_p50_ns", "period_p99_ns")
PROBES = ("l_before_ns", "l_after_ns")


def samples(cell, factors, repetitions=16, spread=0.1, unsteady=0.0, seed=1):
    """Launches of some cells on a machine whose speed drifts, all cells alike in each repetition."""
    draw = random.Random(seed)
    found = []
    for repetition in range(repetitions):
        regime = draw.choice([1.0, 3.0])
        for barrier, factor in factors.items():
            took = 100 * regime * factor * math.exp(draw.gauss(0, spread))
            metrics = dict.fromkeys(TIMES, took)
            metrics["l_before_ns"] = 50.0
            metrics["l_after_ns"] = 80.0 if draw.random() < unsteady else 50.0
            policy = "own" if KINDS[barrier] == "peer" else "spin"
            found.append(Sample(repetition, cell(barrier, policy), metrics))
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
        found = samples(cell, {"central": 1.0, "pthread": 1.5}, seed=seed)
        of = compare(found, cell("pthread", "own"), cell("central"))
        held += of.low <= 1.5 <= of.high
    assert held >= 34


def test_a_against_a_is_rarely_called_different(cell):
    called = 0
    for seed in range(200):
        found = samples(cell, {"central": 1.0, "dissemination": 1.0}, repetitions=10, seed=seed)
        both = Compared(None, compare(found, cell("central"), cell("dissemination")))
        called += both.surely_slower or both.surely_quicker
    assert called <= 10


def test_a_clear_winner_is_sure(cell):
    found = samples(cell, {"central": 2.0, "dissemination": 1.0, "pthread": 5.0})
    (advice,) = recommend(found, KINDS)
    assert advice.sure and advice.cell.barrier == "dissemination" and not advice.equals
    (pthread,) = advice.peers
    assert pthread.ratio.low > 3 and pthread.surely_slower


def test_between_equals_the_first_word_is_taken_and_nothing_is_sure(cell):
    found = samples(cell, {"central": 1.001, "dissemination": 1.0}, spread=0.02)
    (advice,) = recommend(found, KINDS)
    assert advice.cell.barrier == "central" and not advice.sure
    assert [equal.barrier for equal in advice.equals] == ["dissemination"]
    assert advice.reason() == "Tie with dissemination/spin: chosen as the simplest"


def test_what_may_be_slower_by_more_than_the_margin_is_no_equal(cell):
    found = samples(cell, {"central": 1.0, "dissemination": 1.0}, spread=0.3)
    (advice,) = recommend(found, KINDS)
    assert not advice.sure and not advice.equals
    assert "Not clearly faster" in advice.reason()


def test_a_lead_within_the_margin_is_taken_but_not_called_sure(cell):
    found = samples(cell, {"central": 1.03, "dissemination": 1.0}, spread=0.005)
    (advice,) = recommend(found, KINDS)
    assert advice.cell.barrier == "dissemination" and not advice.sure
    assert "Not clearly faster than central/spin by 5% (95% CI)" in advice.reason()


def in_regimes(cell, regimes, factors):
    """Launches of some cells, each with its regime in each repetition: how many times L is 28 ns."""
    draw = random.Random(3)
    found = []
    for barrier, regime in regimes.items():
        for repetition, times in enumerate(regime):
            took = 28 * times * factors[barrier] * math.exp(draw.gauss(0, 0.02))
            metrics = dict.fromkeys(TIMES, took) | dict.fromkeys(PROBES, 28.0 * times)
            found.append(Sample(repetition, cell(barrier), metrics))
    return found


def test_where_regimes_fall_unlike_on_the_launches_the_pairs_decide(cell):
    regimes = {"dissemination": [1] * 9 + [8] * 12, "central": [1] * 12 + [8] * 9}
    found = in_regimes(cell, regimes, {"dissemination": 0.7, "central": 1.0})
    central, dissemination = rows(found, KINDS)
    assert central.lalr_p50.value < dissemination.lalr_p50.value
    (advice,) = recommend(found, KINDS)
    assert advice.cell.barrier == "dissemination"
    low, high = advice.regimes
    assert (round(low.value), low.launches) == (28, 21)
    assert (round(high.value), high.launches) == (224, 21)
    assert "L is 28 ns in 21 launches and 220 ns in 21" in describe_regimes(advice.regimes)


@pytest.mark.parametrize("spread", [0.05, 0.2, 0.5])
def test_a_machine_of_one_regime_is_not_said_to_have_two(spread):
    draw = random.Random(4)
    for _ in range(50):
        assert regimes([100 * math.exp(draw.gauss(0, spread)) for _ in range(60)]) is None


def test_a_single_odd_launch_is_no_regime():
    assert regimes([30.0] * 30 + [225.0]) is None and regimes([30.0, 225.0]) is None
    assert regimes([]) is None and regimes([30.0]) is None


def random_tables(cell):
    """Launches of barriers in configurations of any kind: equal or not, steady or not, in regimes that fall
    alike or unlike, with launches missing, few or many."""
    for seed in range(40):
        draw = random.Random(seed)
        spread, share = draw.choice([0.01, 0.1, 0.5]), draw.choice([0.0, 0.1, 0.5])
        factors = {barrier: draw.choice([1.0, 1.04, 1.3, 3.0]) for barrier in (*KINDS, *OTHERS)}
        found = []
        for repetition in range(draw.choice([1, 4, 6, 8, 20])):
            for barrier, factor in factors.items():
                regime = 8.0 if draw.random() < share else 1.0
                took = 100 * regime * factor * math.exp(draw.gauss(0, spread))
                if draw.random() < 0.9:
                    metrics = dict.fromkeys(TIMES, took) | dict.fromkeys(PROBES, 28 * regime)
                    policy = "own" if barrier == "pthread" else "spin"
                    found.append(Sample(repetition, cell(barrier, policy), metrics))
        yield draw, found


def test_what_is_said_is_what_is_shown(cell):
    """No candidate is surely quicker than the recommended one unless each is beaten by some other;
    and the words, the document and the order of the table agree with the ratios."""
    kinds = KINDS | dict.fromkeys(OTHERS, "algorithm")
    for draw, found in random_tables(cell):
        for advice in recommend(found, kinds):
            document, reason = advice.document(), advice.reason()
            quicker = [each for each in advice.candidates if each.surely_quicker]
            candidates = [advice.cell, *(each.row.cell for each in advice.candidates)]
            if quicker:
                assert "No barrier is fastest against all others" in reason
                for one in candidates:
                    ratios = [compare(found, one, other) for other in candidates if other != one]
                    assert any(Compared(None, each).surely_slower for each in ratios)
            assert advice.sure == reason.startswith("Fastest by more than")
            assert not advice.sure or all(each.surely_slower for each in advice.candidates)
            assert document["sure"] == advice.sure
            unclear = {each["barrier"] for each in document["no_clear_difference_from"]}
            for each in advice.candidates:
                clear = each.surely_slower or each.surely_quicker
                assert clear != (each.row.cell.barrier in unclear)
            shown = [each.ratio.value for each in advice.others if each.ratio]
            assert shown == sorted(shown)
            shuffled = draw.sample(found, len(found))
            assert recommend(shuffled, kinds)[0].cell == advice.cell


def test_what_is_set_aside_is_counted_and_kept_out(cell):
    found = samples(cell, {"central": 1.0}, repetitions=40, unsteady=0.3)
    (row,) = rows(found, KINDS)
    aside = [sample for sample in found if not sample.is_kept]
    assert 0 < row.set_aside == len(aside) and row.lalr_p50.launches == 40 - len(aside)


def test_a_machine_too_noisy_for_an_answer_says_so_and_gives_the_interval(cell):
    found = samples(cell, {"central": 1.0, "dissemination": 3.0}, unsteady=0.9)
    (advice,) = recommend(found, KINDS)
    assert not advice.sure and "too noisy" in advice.reason()
    assert advice.runner_up.ratio.low is not None


def test_too_few_launches_are_never_sure(cell):
    found = samples(cell, {"central": 1.0, "dissemination": 5.0}, repetitions=ENOUGH - 1)
    (advice,) = recommend(found, KINDS)
    assert not advice.sure and "Too few launches" in advice.reason()


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
    rounded = Estimate(value, low, high, 9).round()
    assert (rounded.value, rounded.low, rounded.high) == shown


def test_the_inverse_of_a_ratio_is_the_ratio_the_other_way_round():
    one, other = [1.0, 2.0, 3.0, 5.0, 8.0, 9.0, 4.0], [2.0, 2.5, 2.0, 4.0, 9.0, 12.0, 3.0]
    there, back = ratio(one, other).inverse(), ratio(other, one)
    assert (there.value, there.low, there.high) == pytest.approx((back.value, back.low, back.high))


def test_a_ratio_is_of_pairs():
    assert ratio([2.0, 20.0, 200.0], [1.0, 10.0, 100.0]).value == pytest.approx(2.0)
