"""A system as it was built, asked for what it promises and for what is known of it; by CTest, which says
which and where."""

import os
from pathlib import Path

import pytest

from barriers_tools.conformance.probe import probe
from barriers_tools.conformance.systems import SYSTEMS, programs

SYSTEM = SYSTEMS[os.environ["SYSTEM"]]
COMMAND = programs(Path(os.environ["BUILT"]) / "promises.json")[SYSTEM.name].command
PROMISES = {promise.name: promise for promise in SYSTEM.promises}

# What each does, whether it has promised it or not: seen here, and by many users before.
STANDARD = {
    "refuses_negative_parties": "crashes",
    "over_arrival_is_an_error": "hangs",
    "action_runs_once": "kept",
    "action_error_hangs_nobody": "hangs",
    "action_may_abort": "not offered",
    "old_token_does_not_block": "hangs",
    "party_can_leave": "kept",
}
KNOWN = {
    "libstdcxx": STANDARD | {"refuses_zero_parties": "crashes"},
    "libcxx": STANDARD,
    "pthread": {
        "refuses_zero_parties": "kept",
        "one_leader": "kept",
        "destruction_after_own_wait": "kept",
        "index_is_distinct": "not offered",
    },
    "boost": {
        "refuses_negative_parties": "hangs",
        "one_leader": "kept",
        "action_error_hangs_nobody": "hangs",
    },
    "python_threading": {
        "refuses_zero_parties": "hangs",
        "index_is_distinct": "kept",
        "action_error_reaches_all": "kept",
        "action_may_abort": "hangs",
        "abort_never_splits_a_phase": "broken",
        "timed_out_is_told_apart": "broken",
        "reset_makes_new": "kept",
        "late_arrival_keeps_its_timeout": "broken",
    },
    "python_asyncio": {
        "index_is_distinct": "kept",
        "abort_never_splits_a_phase": "broken",
        "withdrawn_arrival_is_gone": "kept",
        "retry_never_passes_alone": "kept",
        "timed_out_is_told_apart": "not offered",
    },
    "tokio": {
        "one_leader": "kept",
        "withdrawn_arrival_is_gone": "broken",
        "retry_never_passes_alone": "broken",
        "abort_ends_every_wait": "not offered",
    },
    "java_cyclic": {
        "refuses_zero_parties": "kept",
        "index_is_distinct": "kept",
        "action_error_reaches_all": "kept",
        "timed_out_is_told_apart": "kept",
        "timeout_never_splits_a_phase": "kept",
        "late_arrival_keeps_its_timeout": "broken",
        "party_can_leave": "not offered",
    },
    "java_phaser": {
        "action_error_hangs_nobody": "hangs",
        "abort_ends_every_wait": "kept",
        "old_token_does_not_block": "kept",
        "party_can_leave": "kept",
        "party_can_join": "kept",
    },
    "go_channel": {
        "request_order": "broken",
        "all_or_nothing": "kept",
        "exceptions_are_failures": "crashes",
        "zero_producers_are_an_error": "broken",
        "nothing_is_left": "broken",
    },
    "go_errgroup": {
        "request_order": "kept",
        "first_failure_stops_siblings": "kept",
        "all_failures_are_kept": "broken",
        "exceptions_are_failures": "crashes",
        "nothing_is_left": "kept",
    },
    "go_waitgroup": {
        "request_order": "broken",
        "first_failure_stops_siblings": "broken",
        "all_failures_are_kept": "broken",
        "invalid_value_is_a_failure": "broken",
        "nothing_is_left": "kept",
    },
}
# Ours keep what they promise.
OURS = {promise.name: "kept" for promise in SYSTEM.promises if SYSTEM.name in promise.made_by}


@pytest.mark.parametrize("name, outcome", KNOWN.get(SYSTEM.name, OURS).items())
def test_what_is_known_of_it_is_found(name, outcome):
    limit_s = 3 if outcome == "hangs" else 60
    assert probe(COMMAND, PROMISES[name], limit_s).outcome == outcome
