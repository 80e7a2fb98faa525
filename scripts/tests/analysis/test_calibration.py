"""The calibration: it notices a tool that calls equals different, and one that is blind."""

import math
import random

from barriers_tools.analysis import calibration
from barriers_tools.schemas.sample import Sample

SETTING = calibration.plan(2, None, 1).configurations[0]


def samples(slowed, aa_control=1.0, spread=0.05, comparisons=20):
    """Launches of the three barriers on a machine whose speed drifts."""
    draw = random.Random(7)
    cells = [cell for cell in calibration.plan(2, None, 1).cells if cell.configuration == SETTING]
    factors = {"control": 1.0, "aa_control": aa_control, "slowed": slowed}
    return [
        Sample(
            repetition,
            cell,
            {"lalr_p50_ns": drift * factors[cell.barrier] * math.exp(draw.gauss(0, spread))},
        )
        for repetition in range(calibration.PAIRS * comparisons)
        for drift in [draw.choice([100.0, 250.0])]
        for cell in cells
    ]


def test_an_honest_machine_has_no_faults():
    (verdict,) = calibration.verdicts(samples(slowed=1.4))
    assert (verdict["comparisons"], verdict["pairs"]) == (20, 25)
    assert (verdict["called_different"], verdict["slowed_missed"]) == (0, 0)
    assert 1.3 < verdict["slowed_least"] <= 1.4 <= verdict["slowed_most"] < 1.5
    assert verdict["unanswered"] == 0
    assert calibration.faults([verdict]) == []


def test_how_much_twenty_comparisons_can_tell_is_said():
    (verdict,) = calibration.verdicts(samples(slowed=1.4))
    assert calibration.COLUMNS["of 100, at most"](verdict) == "13.9"  # 1 - 0.05 ** (1 / 20)


def test_a_comparison_with_too_few_launches_left_says_nothing():
    unsteady = [
        Sample(
            each.repetition, each.cell, {**each.metrics, "l_before_ns": 50.0, "l_after_ns": 90.0}
        )
        if each.repetition % 25 < 22
        else each
        for each in samples(slowed=1.4)
    ]
    (verdict,) = calibration.verdicts(unsteady)
    assert (verdict["comparisons"], verdict["unanswered"]) == (0, 40)


def test_an_aa_control_that_is_called_different_is_a_fault():
    (verdict,) = calibration.verdicts(samples(slowed=1.4, aa_control=1.2))
    assert verdict["called_different"] == 20
    assert "different from A in 20 of 20" in calibration.faults([verdict])[0]


def test_a_slowed_barrier_that_is_not_seen_is_a_fault():
    (verdict,) = calibration.verdicts(samples(slowed=1.02))
    assert "missed in 20 of 20" in calibration.faults([verdict])[0]


def test_a_calibration_that_came_to_nothing_is_a_fault():
    assert calibration.faults(calibration.verdicts(samples(1.4)[:30])) == [
        "not one comparison was finished"
    ]
