"""The order of launches, and what is measured by default."""

import json
from collections import Counter

from pydantic import parse_obj_as

from barriers_tools.measure.suites import Available, sweep
from barriers_tools.schemas.plan import (
    Cell,
    Configuration,
    Plan,
    cells,
    sensible_policies,
    sensible_teams,
)

BARRIERS = ("central", "tournament", "dissemination", "pthread")


def plan_of(all_, seed=1):
    return Plan(cells=tuple(all_), seed=seed, cell_ms=10)


def test_a_pass_goes_there_and_back_within_each_configuration(cell):
    plan = plan_of([cell(barrier, team=team) for team in (2, 4) for barrier in BARRIERS])
    launches = list(plan.in_pass(3, plan.configurations))
    assert Counter(launches) == Counter(
        (repetition, one) for repetition in (6, 7) for one in plan.cells
    )
    first = [one for repetition, one in launches[:4]]
    assert {one.configuration for one in first} == {first[0].configuration}
    assert [one for _, one in launches[4:8]] == first[::-1]
    assert [repetition for repetition, _ in launches[:8]] == [6] * 4 + [7] * 4


def test_the_order_is_drawn_and_the_seed_draws_it_again(cell):
    all_ = [cell("central", team=team) for team in range(1, 9)]
    orders = {
        tuple(plan_of(all_, seed).in_pass(0, plan_of(all_).configurations)) for seed in range(5)
    }
    assert len(orders) == 5
    one = plan_of(all_, 3)
    assert list(one.in_pass(0, one.configurations)) == list(one.in_pass(0, one.configurations))
    assert list(one.in_pass(0, one.configurations)) != list(one.in_pass(1, one.configurations))


def test_what_is_done_does_not_change_the_order_of_the_rest(cell):
    plan = plan_of([cell(barrier, team=team) for team in (2, 4, 8) for barrier in BARRIERS])
    left = plan.configurations[1:]
    rest = [each for each in plan.in_pass(0, plan.configurations) if each[1].configuration in left]
    assert list(plan.in_pass(0, left)) == rest


def test_each_launch_has_a_seed_of_its_own(cell):
    plan = plan_of([cell(barrier) for barrier in BARRIERS])
    seeds = {plan.seed_of(repetition, one) for repetition in range(50) for one in plan.cells}
    assert len(seeds) == 200 and max(seeds) < 2**31


def test_a_plan_survives_being_written_down(cell):
    plan = plan_of([cell("central", background_load=1), cell("pthread", "own")])
    assert parse_obj_as(Plan, json.loads(json.dumps(plan.facts()))) == plan


def test_teams_are_the_powers_of_two_the_pus_and_twice_the_pus():
    assert sensible_teams(1) == [2]
    assert sensible_teams(2) == [2, 4]
    assert sensible_teams(6) == [2, 4, 6, 12]
    assert sensible_teams(8) == [2, 4, 8, 16]


def test_nobody_spins_where_threads_share_a_pu():
    assert "spin" in sensible_policies(team=4, pus=4)
    assert "spin" not in sensible_policies(team=5, pus=4)
    assert "spin" not in sensible_policies(team=4, pus=4, background_load=1)


def test_a_peer_waits_in_its_own_way():
    kinds = {"central": "algorithm", "pthread": "peer", "tokio": "language"}
    found = cells(kinds, [Configuration("empty", "compact", 2)], [], 2)
    assert [(each.barrier, each.policy) for each in found] == [
        ("central", "park"),
        ("central", "spin"),
        ("pthread", "own"),
        ("tokio", "own"),
    ]


def machine(**placements):
    def barrier(name, kind, *capabilities):
        return {"barrier": name, "kind": kind, "capabilities": list(capabilities)}

    return Available(
        pus=4,
        placements={"compact": [0, 1, 2, 3], "unpinned": [], **placements},
        workloads=("empty", "uniform_2us", "stencil"),
        descriptions=(
            barrier("central", "algorithm"),
            barrier("pthread", "peer"),
            barrier("ck_mcs", "peer", "only_spins"),
            barrier("tokio", "language"),
        ),
    )


def test_a_sweep_asks_every_question():
    found = sweep(machine(scatter=[0, 2, 1, 3], l3=[0, 2], package=[0]), quick=False)
    assert len(set(found)) == len(found)
    alone = {(one.workload, one.team) for one in found if one.placement == "compact"}
    assert {(w, t) for w in ("empty", "uniform_2us", "stencil") for t in (2, 4)} <= alone
    apart = {(one.placement, one.team) for one in found if one.placement in ("scatter", "l3")}
    assert apart == {("scatter", 2), ("l3", 2)}
    assert {one.placement for one in found} == {"compact", "scatter", "l3", "unpinned"}
    oversubscribed = {
        (one.placement, one.team) for one in found if one.team > 4 and not one.background_load
    }
    assert oversubscribed == {(p, t) for p in ("compact", "unpinned") for t in (8, 16, 32, 128)}
    assert {one.team for one in found if one.background_load} == {4, 8, 16, 32}
    assert {one.workload for one in found if one.barrier == "tokio"} == {"empty", "uniform_2us"}


def test_a_placement_with_the_pus_of_compact_is_not_measured_twice():
    found = sweep(machine(scatter=[0, 1, 2, 3], smt=[0, 1]), quick=False)
    assert {one.placement for one in found} == {"compact", "unpinned"}


def test_a_barrier_that_only_spins_has_no_large_teams_and_no_background_load():
    found = [one for one in sweep(machine(), quick=False) if one.barrier == "ck_mcs"]
    assert {one.team for one in found} == {2, 4, 8}
    assert not any(one.background_load for one in found)


def test_a_quick_sweep_is_part_of_the_whole():
    quick, whole = (sweep(machine(scatter=[0, 2, 1, 3]), quick=q) for q in (True, False))
    assert set(quick) < set(whole) and len(quick) < len(whole) / 2
    assert Cell("central", "spin", "empty", "compact", 4) in quick
