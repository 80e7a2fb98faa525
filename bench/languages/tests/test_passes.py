"""The parts of the package, each against a truth of its own."""

import os
import subprocess
import time

import numpy as np
import pytest

from barriers_languages import metrics, resource_usage
from barriers_languages.passes import Conditions, Periods, Stamps, latency_pass, period_pass
from barriers_languages.program import Launch, Order, Program, describe_hang
from barriers_languages.workloads import uniform_2us


class Team:
    """A team whose episodes take one time, always; it keeps what it was told to do."""

    session = 0

    def __init__(self, episode_ns):
        self.episode_ns, self.orders = episode_ns, []

    def periods(self, order):
        self.orders.append(order)
        return np.full(order.batches, float(self.episode_ns))

    def stamps(self, order):
        self.orders.append(order)
        return np.ones((2, order.batches * order.episodes, 2))


@pytest.mark.parametrize("episode_ns, fits", [(100, 500), (1_000, 50), (80_000, 1)])
def test_a_batch_takes_about_50_us(episode_ns, fits):
    team = Team(episode_ns)
    period_pass(team, Conditions(duration_ns=2_000_000, warm_up_episodes=2_000))
    assert team.orders[0] == Order("period", 1, 1)
    assert team.orders[-1].episodes == fits


def test_what_is_warmed_up_is_not_measured():
    team = Team(1_000)
    seen = period_pass(team, Conditions(duration_ns=1_000_000, warm_up_episodes=5_000))
    assert sum(order.passes for order in team.orders) - seen.episodes >= 5_000
    team = Team(1_000)
    stamps = latency_pass(team, Conditions(1_000_000, warm_up_episodes=5_000), episode_ns=1_000)
    measured = stamps.arrivals.shape[1] // (team.orders[0].batches * team.orders[0].episodes)
    assert (len(team.orders) - measured) * team.orders[0].passes >= 5_000


@pytest.mark.parametrize(
    "episode_ns, order",
    [
        (100, Order("stamped", 32, 64, 1_000_000 // 3_200 - 64)),
        (1_000, Order("stamped", 32, 31, 0)),
        (100_000, Order("stamped", 10, 1, 0)),
        (50_000_000, Order("stamped", 1, 1, 0)),
    ],
)
def test_stamped_batches_are_spread_over_the_pass(episode_ns, order):
    team = Team(episode_ns)
    latency_pass(team, Conditions(8_000_000, warm_up_episodes=0), episode_ns)
    assert set(team.orders) == {order}


def test_lalr_goes_from_the_last_arrival_to_the_last_release():
    # By rank and episode.
    seen = Stamps(np.array([[10, 50], [30, 20]]), np.array([[35, 90], [45, 51]]))
    assert seen.raw_lalrs_ns.tolist() == [15, 40]
    assert seen.skews_ns.tolist() == [10, 39]
    assert seen.earliest_release_ns == 1


@pytest.mark.parametrize(
    "size, held",
    [
        (1, {"p50"}),
        (49, {"p50"}),
        (50, {"p50", "p90"}),
        (499, {"p50", "p90"}),
        (500, {"p50", "p90", "p99"}),
        (4999, {"p50", "p90", "p99"}),
        (6000, {"p50", "p90", "p99", "p999"}),
    ],
)
def test_a_percentile_is_reported_where_five_values_lie_beyond(size, held):
    periods = Periods(np.arange(size), size, resource_usage.Usage(0, 0, 0))
    stamps = Stamps(np.zeros((2, size)), np.ones((2, size)))
    seen, unavailable = metrics.of(periods, stamps, 0)
    for metric in ("period", "lalr", "skew"):
        names = {"p50", "p90", "p99", "p999"}
        assert {name for name in names if f"{metric}_{name}_ns" in seen} == held
        assert {name for name in names if f"{metric}_{name}_ns" in unavailable} == names - held


def test_delays_are_drawn_by_the_seed():
    first, again, other = (uniform_2us(np.random.default_rng(seed), 3) for seed in (7, 7, 8))
    assert (first == again).all() and (first != other).any()
    assert first.min() >= 0 and first.max() <= 2000
    assert (first[0] != first[1]).any()


def test_resource_usage_is_that_of_all_processes_of_the_session():
    work = """
import os, sys, time
sys.stdin.readline()
if os.fork() == 0:
    while time.process_time() < 0.2:
        pass
else:
    for _ in range(50):
        time.sleep(0.001)
os.write(1, b".")
sys.stdin.readline()
"""
    with subprocess.Popen(
        ["/usr/bin/python3", "-s", "-c", work],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        before = resource_usage.read(process.pid)
        process.stdin.write(b"begin\n")
        process.stdin.flush()
        process.stdout.read(2)
        seen = resource_usage.between(before, resource_usage.read(process.pid))
        process.stdin.close()
    assert seen.cpu_ns >= 200_000_000 and seen.voluntary_switches >= 50
    assert seen.shared_by(100).cpu_ns == seen.cpu_ns / 100


def test_the_blocked_ranks_are_those_that_are_behind():
    assert describe_hang("a cell", [8, 7, 7]).endswith("blocked in episode 8 (rank 1 2 of team 3)")


def becomes(true):
    """Whether it does before anybody would doubt it."""
    for _ in range(1000):
        if true():
            return True
        time.sleep(0.01)
    return False


def test_a_program_that_is_left_is_ended_with_its_children():
    pu = min(os.sched_getaffinity(0))
    launch = Launch("a cell", "empty", 1, [pu], seed=1, cell_ms=1, hang_timeout_s=1)
    command = ("/bin/sh", "-c", "echo ready; sleep 60 & sleep 60 & wait")
    with Program(launch, command) as program:
        session = program.session
        assert becomes(lambda: len(resource_usage.read(session).switches) == 3)
    assert becomes(lambda: not resource_usage.read(session).switches)
