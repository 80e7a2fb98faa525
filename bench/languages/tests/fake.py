"""Stands in for a program of another language: its truth is known, and it can go wrong.

An episode takes 1000 ns (3000 in every tenth batch), and longer by what rank 0 is busy on average.
Ranks arrive 100 ns after each other. After the last, in a team of 2, the one is released 500 ns and
the other 510 ns later (1500 and 1510 in every tenth episode). A stamp costs 20 ns.
"""

import mmap
import os
import sys
import time

MARK, DELAYS, PAGE, SHEET = 0, 16, 4112, 8208

behaviour, team, busy = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "1"
with open(sys.argv[4], "r+b") as file:
    memory = memoryview(mmap.mmap(file.fileno(), 0)).cast("q")
sheets = [memory[rank * SHEET : (rank + 1) * SHEET] for rank in range(team)]


def in_every_tenth(n: int, value: int) -> int:
    return value if n % 10 == 9 else 0


def period(batches: int, episodes: int, _: int) -> None:
    delays = sheets[0][DELAYS:PAGE]
    episode_ns = 1000 + (sum(delays) // len(delays) if busy else 0)
    for batch in range(batches):
        sheets[0][PAGE + batch] = episodes * (episode_ns + in_every_tenth(batch, 2000))
    if behaviour == "timeless":
        sheets[0][PAGE] = 0


def stamped(batches: int, episodes: int, _: int) -> None:
    for episode in range(batches * episodes):
        begin = 10_000 * (1 + episode)
        opened = begin + 100 * (team - 1) + 500 + in_every_tenth(episode, 1000)
        for rank, sheet in enumerate(sheets):
            sheet[PAGE + 2 * episode] = begin + 100 * rank
            sheet[PAGE + 2 * episode + 1] = opened + 10 * rank
    spoil()


def spoil() -> None:
    """In the first episode."""
    arrival, release = PAGE, PAGE + 1
    if behaviour == "unstamped":
        sheets[1][arrival] = 0
    if behaviour == "backwards":
        sheets[1][release] = sheets[1][arrival] - 1
    if behaviour == "early":
        sheets[0][release] = sheets[1][arrival] - 70


def cost(_: int, stamps: int, __: int) -> None:
    for stamp in range(stamps):
        sheets[0][PAGE + 2 * stamp] = 50
        sheets[0][PAGE + 2 * stamp + 1] = 70


if behaviour == "crash":
    print(f"may use the PUs {sorted(os.sched_getaffinity(0))}", file=sys.stderr)
    sys.exit(5)
sheets[0][MARK] = 7 if behaviour == "hang" else 0
print("ready", flush=True)
for line in sys.stdin:
    kind, *numbers = line.split()
    if behaviour == "hang":
        time.sleep(60)
    {"period": period, "stamped": stamped, "cost": cost}[kind](*map(int, numbers))
    print("what" if behaviour == "garbage" else "done", flush=True)
