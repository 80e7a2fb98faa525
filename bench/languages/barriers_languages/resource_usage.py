"""What a program uses up, read from outside: no line of it is in what is measured.

Linux only. The CPU time of a process is that of all its threads, ended ones too; the context
switches are those of the threads that run when they are read.
"""

import re
import time
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Iterator

PROC = Path("/proc")
# clock_getcpuclockid(3), which Python does not have: the kernel's name of a process's CPU clock.
CPU_CLOCK = 2
SESSION = 3
SWITCHES = re.compile(r"^(voluntary|nonvoluntary)_ctxt_switches:\s*(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Spent:
    """What the processes of a session have spent until now."""

    cpu_ns: int
    # By thread: voluntary and involuntary context switches.
    switches: dict[int, tuple[int, int]]


@dataclass(frozen=True)
class Usage:
    """What was spent between two readings, or each episode's share of it."""

    cpu_ns: float
    voluntary_switches: float
    involuntary_switches: float

    def shared_by(self, episodes: int) -> "Usage":
        """What each of so many episodes has spent."""
        return Usage(*(total / episodes for total in astuple(self)))


def read(session: int) -> Spent:
    """Reads what all processes of a session have spent."""
    processes = list(_processes(session))
    return Spent(
        sum(time.clock_gettime_ns(~process << 3 | CPU_CLOCK) for process in processes),
        {thread: count for process in processes for thread, count in _switches(process)},
    )


def between(first: Spent, last: Spent) -> Usage:
    """What was spent from the first reading to the last."""
    grown = [
        (voluntary - before[0], involuntary - before[1])
        for thread, (voluntary, involuntary) in last.switches.items()
        for before in [first.switches.get(thread, (0, 0))]
    ]
    return Usage(last.cpu_ns - first.cpu_ns, *(sum(each) for each in zip(*grown)))


def _processes(session: int) -> Iterator[int]:
    for folder in PROC.iterdir():
        if folder.name.isdigit() and _session(folder) == session:
            yield int(folder.name)


def _session(folder: Path) -> int | None:
    """The session of a process; none if it has ended meanwhile."""
    try:
        return int((folder / "stat").read_text().rsplit(")", 1)[1].split()[SESSION])
    except OSError:
        return None


def _switches(process: int) -> Iterator[tuple[int, tuple[int, int]]]:
    for folder in (PROC / str(process) / "task").iterdir():
        try:
            status = (folder / "status").read_text()
        except OSError:  # it has ended meanwhile
            continue
        counts = dict(SWITCHES.findall(status))
        yield int(folder.name), (int(counts["voluntary"]), int(counts["nonvoluntary"]))
