"""The barriers of threading and multiprocessing, carrying out the orders of barriers_languages/program.py."""

import mmap
import multiprocessing
import queue
import sys
import threading
from time import monotonic_ns as now
from typing import Any

# Where things stand in a sheet of the memory, and how large it is: barriers_languages/shared_memory.py.
MARK = 0
DELAYS = 16
DELAY_COUNT = 4096
PAGE = DELAYS + DELAY_COUNT
SHEET = PAGE + 4096


class Rank:
    """One rank of the team, with its sheet of the memory."""

    def __init__(self, barrier: Any, sheet: memoryview, first: bool, busy: bool):
        self.sheet, self.first, self.busy = sheet, first, busy
        self.wait = barrier.wait

    def work(self) -> None:
        """Busy for as long as the memory says."""
        if self.busy:
            end = now() + self.sheet[DELAYS + self.sheet[MARK] % DELAY_COUNT]
            while now() < end:
                pass

    def pass_barrier(self) -> None:
        self.work()
        self.wait()
        self.sheet[MARK] += 1

    def stamp(self, at: int) -> None:
        self.work()
        arrival = now()
        self.wait()
        release = now()
        self.sheet[at], self.sheet[at + 1] = arrival, release
        self.sheet[MARK] += 1

    def period(self, batches: int, episodes: int, _: int) -> None:
        begin = now()
        for batch in range(batches):
            for _ in range(episodes):
                self.pass_barrier()
            end = now()
            if self.first:
                self.sheet[PAGE + batch] = end - begin
            begin = end

    def stamped(self, batches: int, episodes: int, filling: int) -> None:
        at = PAGE
        for _ in range(batches):
            for _ in range(filling):
                self.pass_barrier()
            for _ in range(episodes):
                self.stamp(at)
                at += 2

    def cost(self, _: int, stamps: int, __: int) -> None:
        for at in range(PAGE, PAGE + 2 * stamps if self.first else PAGE, 2):
            arrival = now()
            release = now()
            self.sheet[at], self.sheet[at + 1] = arrival, release

    def carry_out(self, order: str) -> None:
        kind, *numbers = order.split()
        self.pass_barrier()
        ORDERS[kind](self, *map(int, numbers))


ORDERS = {"period": Rank.period, "stamped": Rank.stamped, "cost": Rank.cost}

forking = multiprocessing.get_context("fork")
# What a rank lives in, what orders and answers go through, and the barrier.
BARRIERS: dict[str, tuple[Any, Any, Any]] = {
    "python_threading": (threading.Thread, queue.SimpleQueue, threading.Barrier),
    "python_multiprocessing": (forking.Process, forking.SimpleQueue, forking.Barrier),
}


def serve(rank: Rank, orders: Any, answers: Any) -> None:
    while order := orders.get():
        rank.carry_out(order)
        answers.put("done")


def main(barrier_name: str, team: int, busy: bool, path: str) -> None:
    with open(path, "r+b") as file:
        shared = mmap.MAP_SHARED | mmap.MAP_POPULATE
        memory = memoryview(mmap.mmap(file.fileno(), team * SHEET * 8, flags=shared)).cast("q")
    live, line, meet = BARRIERS[barrier_name]
    barrier, answers, orders = meet(team), line(), [line() for _ in range(team)]
    for rank, mine in enumerate(orders):
        sheet = memory[rank * SHEET : (rank + 1) * SHEET]
        serving = (Rank(barrier, sheet, rank == 0, busy), mine, answers)
        live(target=serve, args=serving, daemon=True).start()
    print("ready", flush=True)
    for order in sys.stdin:
        for each in orders:
            each.put(order)
        for _ in orders:
            answers.get()
        print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3] == "1", sys.argv[4])
