"""A program of another language, and what it is told to do.

It is started with the number of ranks, 1 where they are busy before they arrive (else 0), and the
path of the shared memory, and says `ready`. Then each line of its input is an order, which the whole team
carries out:

    period BATCHES EPISODES 0         all pass the barrier once, then BATCHES times EPISODES times;
                                      rank 0 writes down how long each batch took
    stamped BATCHES EPISODES FILLING  all pass the barrier once, then BATCHES times: FILLING
                                      episodes as they come, then EPISODES in which each rank
                                      stamps its arrival and its release
    cost 1 STAMPS 0                   rank 0 takes pairs of stamps with nothing in between

Each is answered by the line `done`. At the end of its input the program ends.
"""

import math
import os
import select
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from typing import Any, Callable, Sequence

import numpy as np

from barriers_languages.errors import CouldNotMeasure, TookTooLong
from barriers_languages.shared_memory import SharedMemory

LINES_SHOWN = 8
STARTS_WITHIN_S = 120
# Whatever else is set for a runtime where we are started would be a condition that nobody recorded.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}


@dataclass(frozen=True)
class Order:
    """What the whole team carries out once."""

    kind: str
    batches: int
    episodes: int
    filling: int = 0

    def __str__(self) -> str:
        return f"{self.kind} {self.batches} {self.episodes} {self.filling}"

    @property
    def passes(self) -> int:
        """How often each rank passes the barrier in the batches."""
        return self.batches * (self.episodes + self.filling)


@dataclass(frozen=True)
class Launch:
    """What a launch is asked for."""

    # The whole identity of the cell, by which messages name it.
    name: str
    workload: str
    team: int
    # The process is bound to these PUs.
    pus: Sequence[int]
    seed: int
    cell_ms: int
    # How long the team may make no progress before the cell is said to hang.
    hang_timeout_s: float = 20.0
    # Then the launch is given up, however well it goes.
    timeout_s: float = math.inf


class Program:
    """The program of a launch, running; to be used in a `with`, which ends it. `draw_delays` draws how
    long each rank is busy before it arrives, by rank and episode; none: not at all."""

    def __init__(
        self,
        launch: Launch,
        command: Sequence[str],
        draw_delays: Callable[[], np.ndarray] | None = None,
    ):
        self.launch, self._draw_delays = launch, draw_delays
        self.memory = SharedMemory(launch.team)
        self._deadline = time.monotonic() + launch.timeout_s
        self._errors = tempfile.TemporaryFile()
        busy = draw_delays is not None
        # Bound before the runtime counts the PUs and starts its threads, which inherit the mask.
        bound = ("/usr/bin/taskset", "--cpu-list", ",".join(map(str, launch.pus)))
        self._process = subprocess.Popen(
            [*bound, *command, str(launch.team), str(int(busy)), self.memory.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            bufsize=0,
            env=ENVIRONMENT,
            pass_fds=(self.memory.descriptor,),
            # A session of its own holds the processes that it starts, too.
            start_new_session=True,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._commands, self._answers = self._process.stdin, self._process.stdout

    def __enter__(self) -> "Program":
        """Waits until the program is ready."""
        try:
            self._await_start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: Any) -> None:
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        for file in (self._commands, self._answers, self._errors):
            file.close()
        self.memory.close()
        self._process.wait()

    @property
    def session(self) -> int:
        """The session of all processes of the program."""
        return self._process.pid

    def periods(self, order: Order) -> np.ndarray:
        """Carries out a period order: the time of an episode in each batch, in ns."""
        self._carry_out(order)
        durations = self.memory.durations(order.batches)
        if durations.min() <= 0:
            raise CouldNotMeasure(f"{self.launch.name}: a batch took {durations.min()} ns")
        return durations / order.episodes

    def stamps(self, order: Order) -> np.ndarray:
        """Carries out a stamped order: by rank, episode, and arrival or release, in ns."""
        self._carry_out(order)
        stamps = self.memory.stamps(order.batches * order.episodes)
        if stamps.min() <= 0:
            raise CouldNotMeasure(
                f"{self.launch.name}: a rank did not stamp all that it was told to"
            )
        if (stamps[:, :, 1] < stamps[:, :, 0]).any():
            raise CouldNotMeasure(
                f"{self.launch.name}: a rank was released before it arrived itself"
            )
        return stamps

    def gaps(self, order: Order) -> np.ndarray:
        """Carries out a cost order: how far apart two stamps in a row are, in ns."""
        self._carry_out(order)
        arrivals, releases = self.memory.stamps(order.episodes)[0].T
        if arrivals.min() <= 0:
            raise CouldNotMeasure(
                f"{self.launch.name}: rank 0 did not stamp all that it was told to"
            )
        return releases - arrivals

    def _carry_out(self, order: Order) -> None:
        self.memory.clear()
        if self._draw_delays:
            self.memory.delay(self._draw_delays())
        try:
            self._commands.write(f"{order}\n".encode())
        except BrokenPipeError:
            raise self._exit_error() from None
        marks, changed = self.memory.marks, time.monotonic()
        while not self._says_something(within_s=self.launch.hang_timeout_s / 8):
            if marks != self.memory.marks:
                marks, changed = self.memory.marks, time.monotonic()
            elif time.monotonic() - changed >= self.launch.hang_timeout_s:
                raise CouldNotMeasure(describe_hang(self.launch.name, marks))
        self._expect(b"done\n", f"to '{order}'")

    def _await_start(self) -> None:
        began = time.monotonic()
        while not self._says_something(within_s=STARTS_WITHIN_S):
            if time.monotonic() - began >= STARTS_WITHIN_S:
                raise CouldNotMeasure(f"{self.launch.name}: not ready in {STARTS_WITHIN_S} s")
        self._expect(b"ready\n", "at its start")

    def _says_something(self, within_s: float) -> bool:
        left_s = self._deadline - time.monotonic()
        if left_s <= 0:
            raise TookTooLong(f"{self.launch.name}: the time for the launch is over")
        return bool(select.select([self._answers], [], [], min(within_s, left_s))[0])

    def _expect(self, answer: bytes, when: str) -> None:
        """Reads the answer, which has begun to come."""
        said = b""
        while said != answer:
            chunk = self._answers.read(len(answer) - len(said))
            if not chunk:
                raise self._exit_error()
            said += chunk
            if not answer.startswith(said):
                raise CouldNotMeasure(f"{self.launch.name}: the program wrote {said!r} {when}")

    def _exit_error(self) -> CouldNotMeasure:
        """The exit code of the program, which ended too early, and its last lines."""
        code = self._process.wait()
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").splitlines()[-LINES_SHOWN:]
        said = "\n".join(f"  | {line}" for line in lines or ["no output"])
        return CouldNotMeasure(f"{self.launch.name}: the program ended with {code}:\n{said}")


def describe_hang(cell: str, marks: Sequence[int]) -> str:
    """Which ranks of a team that makes no progress are blocked, and in which episode."""
    least = min(marks)
    ranks = " ".join(str(rank) for rank, left in enumerate(marks) if left == least)
    return (
        f"the cell {cell} hangs: blocked in episode {least + 1} (rank {ranks} of team {len(marks)})"
    )
