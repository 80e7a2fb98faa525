"""Stands in for a program of another language: its truth is known, and it can go wrong.

An episode takes 1000 ns (3000 in every tenth batch), and where ranks are busy as long more as rank 0
is on average. Ranks arrive 100 ns after each other. After the last, in a team of 2, the one is
released 500 ns and the other 510 ns later (1500 and 1510 in every tenth episode). A stamp costs
20 ns.
"""

import mmap
import os
import sys
import time

import numpy as np

from driver.book import DELAYS, MARK, PAGE, SHEET

behaviour, team, busy = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "1"
with open(sys.argv[4], "r+b") as file:
    book = np.frombuffer(mmap.mmap(file.fileno(), 0), np.int64).reshape(team, SHEET)
ranks = np.arange(team)[:, None]


def every_tenth(count: int) -> np.ndarray:
    return np.arange(count) % 10 == 9


def period(batches: int, episodes: int, _: int) -> None:
    own = int(book[0, DELAYS:PAGE].mean()) if busy else 0
    durations = episodes * (1000 + own + 2000 * every_tenth(batches))
    book[0, PAGE : PAGE + batches] = 0 if behaviour == "timeless" else durations


def stamped(batches: int, episodes: int, _: int) -> None:
    count = batches * episodes
    begin = 10_000 * (1 + np.arange(count))
    late = 1000 * every_tenth(count)
    book[:, PAGE : PAGE + 2 * count : 2] = begin + 100 * ranks
    book[:, PAGE + 1 : PAGE + 2 * count : 2] = begin + late + 100 * (team - 1) + 500 + 10 * ranks
    if behaviour == "unstamped":
        book[1, PAGE + 2] = 0
    if behaviour == "backwards":
        book[1, PAGE + 3] = book[1, PAGE + 2] - 1
    if behaviour == "early":
        book[0, PAGE + 3] = book[1, PAGE + 2] - 70


def cost(_: int, stamps: int, __: int) -> None:
    book[0, PAGE : PAGE + 2 * stamps : 2] = 50
    book[0, PAGE + 1 : PAGE + 2 * stamps : 2] = 70


if behaviour == "crash":
    print(f"may use the PUs {sorted(os.sched_getaffinity(0))}", file=sys.stderr)
    sys.exit(5)
book[0, MARK] = 7 if behaviour == "stuck" else 0
print("ready", flush=True)
for line in sys.stdin:
    kind, *numbers = line.split()
    if behaviour == "stuck":
        time.sleep(60)
    {"period": period, "stamped": stamped, "cost": cost}[kind](*map(int, numbers))
    book[:, MARK] += 1
    print("what" if behaviour == "garbage" else "done", flush=True)
