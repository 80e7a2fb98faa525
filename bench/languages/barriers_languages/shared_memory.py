"""The memory that a program shares with what measures it.

It is an array of int64, all ns or counts. Each rank has a sheet of SHEET numbers:

    at MARK     how many episodes the rank has left
    at DELAYS   how long it is busy before an arrival, one for each of DELAY_COUNT episodes in turn
    at PAGE     what it times: rank 0 each batch of a period order; every rank its arrival and its
                release in each episode of a stamped order

No two ranks write to one line. What a rank writes is known here once the order is answered.
"""

import mmap
import os

import numpy as np

LINE = 16
DELAY_COUNT = 4096
PAGE_SIZE = 4096

MARK = 0
DELAYS = MARK + LINE
PAGE = DELAYS + DELAY_COUNT
SHEET = PAGE + PAGE_SIZE


class SharedMemory:
    """That of a team. It has no name in the file system, and so nothing is left behind."""

    def __init__(self, team: int):
        size = team * SHEET * np.dtype(np.int64).itemsize
        self.descriptor = os.memfd_create("barriers")
        os.ftruncate(self.descriptor, size)
        memory = mmap.mmap(self.descriptor, size)
        self._sheets = np.frombuffer(memory, np.int64).reshape(team, SHEET)

    @property
    def path(self) -> str:
        """Where a process that has inherited the descriptor opens it."""
        return f"/proc/self/fd/{self.descriptor}"

    @property
    def marks(self) -> list[int]:
        """How many episodes each rank has left."""
        return self._sheets[:, MARK].tolist()

    def delay(self, delays_ns: np.ndarray) -> None:
        """Says how long each rank is busy, by rank and episode; while no order is carried out."""
        self._sheets[:, DELAYS:PAGE] = delays_ns

    def clear(self) -> None:
        """Empties the pages."""
        self._sheets[:, PAGE:] = 0

    def durations(self, batches: int) -> np.ndarray:
        """How long each batch took, in ns."""
        return self._sheets[0, PAGE : PAGE + batches].copy()

    def stamps(self, episodes: int) -> np.ndarray:
        """What each rank has stamped, in ns: by rank, episode, and arrival or release."""
        pages = self._sheets[:, PAGE : PAGE + 2 * episodes]
        return pages.reshape(len(pages), episodes, 2).copy()

    def close(self) -> None:
        os.close(self.descriptor)
