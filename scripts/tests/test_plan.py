"""The order of launches, and what is measured by default."""

from itertools import islice

from lab.plan import cells, sensible_policies, sensible_teams, sweeps


def test_a_pair_of_sweeps_goes_there_and_back(cell):
    all_ = [cell(word) for word in ("central", "tournament", "dissemination", "pthread")]
    first, second, third, fourth = islice(sweeps(all_, seed=1), 4)
    assert second == first[::-1] and fourth == third[::-1]
    assert sorted(map(str, first)) == sorted(map(str, third)) == sorted(map(str, all_))


def test_the_order_is_drawn_and_the_seed_draws_it_again(cell):
    all_ = [cell("central", team=team) for team in range(1, 9)]
    orders = {tuple(next(sweeps(all_, seed))) for seed in range(5)}
    assert len(orders) == 5
    assert next(sweeps(all_, 3)) == next(sweeps(all_, 3))


def test_teams_are_the_powers_of_two_the_pus_and_twice_the_pus():
    assert sensible_teams(1) == [2]
    assert sensible_teams(2) == [2, 4]
    assert sensible_teams(6) == [2, 4, 6, 12]
    assert sensible_teams(8) == [2, 4, 8, 16]


def test_nobody_spins_where_ranks_share_a_pu():
    assert "spin" in sensible_policies(team=4, pus=4)
    assert "spin" not in sensible_policies(team=5, pus=4)


def test_a_peer_waits_in_its_own_way():
    found = cells({"central": "algorithm", "pthread": "peer"}, [2], [], ["compact"], ["empty"], 2)
    assert [(each.word, each.policy) for each in found] == [
        ("central", "park"),
        ("central", "spin"),
        ("pthread", "own"),
    ]
