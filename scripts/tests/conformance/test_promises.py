"""A promise is found kept where it is, and broken where it is: each has a defect that breaks it."""

from pathlib import Path

import pytest

from barriers_tools.conformance.probe import probe
from barriers_tools.conformance.systems import PROMISES

TEXTBOOK = ("/usr/bin/python3", "-S", "-B", str(Path(__file__).with_name("textbook.py")))
ALL = [promise for promises in PROMISES.values() for promise in promises]
# How the defects show that are not found broken.
HANGS = {
    "action_error_hangs_nobody",
    "action_may_abort",
    "old_token_does_not_block",
    "party_can_leave",
}
CRASHES = {"destruction_after_own_wait"}
NAMES = [promise.name for promise in ALL]


def outcome_of_defect(name):
    return "hangs" if name in HANGS else "crashes" if name in CRASHES else "broken"


@pytest.mark.parametrize("promise", ALL, ids=NAMES)
def test_the_textbook_keeps_every_promise(promise):
    assert probe([*TEXTBOOK, "none"], promise, limit_s=60).outcome == "kept"


@pytest.mark.parametrize("promise", ALL, ids=NAMES)
def test_a_planted_defect_is_found(promise):
    expected = outcome_of_defect(promise.name)
    limit_s = 2 if expected == "hangs" else 60
    assert probe([*TEXTBOOK, promise.name], promise, limit_s).outcome == expected
