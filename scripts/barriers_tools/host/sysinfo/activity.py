"""The load of other processes on the machine."""

import re
from dataclasses import dataclass
from pathlib import Path

from barriers_tools.host.sysinfo.files import ROOT, Unavailable, lines, one_line, or_else, text

# A process that uses less than this much of a PU is not worth naming.
WORTH_NAMING = 0.02
MOST_NAMED = 5
SUPPLIES = "sys/class/power_supply"


@dataclass(frozen=True)
class Process:
    """A process, and how many PUs' worth of time it has used, in ticks or in PUs."""

    pid: int
    name: str
    used: float

    def __str__(self) -> str:
        return f"{self.name} (process {self.pid}, {self.used:.2f} PUs)"


@dataclass(frozen=True)
class Snapshot:
    """The ticks that all PUs have spent so far."""

    pus: int
    busy: int
    stolen: int
    total: int
    own: int
    processes: dict[int, Process]


@dataclass(frozen=True)
class Interval:
    """What went on between two samples."""

    foreign_pus: float  # that others kept busy
    stolen_share: float  # of the time that the hypervisor kept for others
    processes: tuple[Process, ...]  # the busiest of the others


def sample(root: Path = ROOT) -> Snapshot:
    rows = [line.split() for line in lines(root, "proc/stat").splitlines()]
    whole = [row for row in rows if row[:1] == ["cpu"]]
    pus = [row for row in rows if row[0].startswith("cpu") and row[0] != "cpu"]
    if not whole or not pus or len(whole[0]) < 9 or not all(f.isdecimal() for f in whole[0][1:]):
        raise Unavailable("/proc/stat cannot be understood")
    user, nice, system, idle, waiting, interrupts, soft, stolen = map(int, whole[0][1:9])
    busy = user + nice + system + interrupts + soft
    own = _process(root, "self")
    others = (_process(root, each.name) for each in root.glob("proc/[0-9]*"))
    return Snapshot(
        pus=len(pus),
        busy=busy,
        stolen=stolen,
        total=busy + idle + waiting + stolen,
        own=int(own.used) if own else 0,
        processes={p.pid: p for p in others if p and not (own and p.pid == own.pid)},
    )


def _process(root: Path, name: str) -> Process | None:
    """A process; None where it has ended meanwhile."""
    try:
        pid, _, rest = text(root, f"proc/{name}/stat").partition(" (")
        called, _, fields = rest.rpartition(")")
        user, system = fields.split()[11:13]
        return Process(int(pid), one_line(called)[:40], float(int(user) + int(system)))
    except (Unavailable, ValueError):
        return None


def between(before: Snapshot, after: Snapshot) -> Interval:
    elapsed = (after.total - before.total) / after.pus
    if elapsed <= 0:
        raise Unavailable("the times in /proc/stat have not moved")
    foreign = after.busy - before.busy - (after.own - before.own)
    used = [
        Process(pid, now.name, (now.used - before.processes[pid].used) / elapsed)
        for pid, now in after.processes.items()
        if pid in before.processes
    ]
    worth = sorted((p for p in used if p.used >= WORTH_NAMING), key=lambda p: -p.used)
    return Interval(
        foreign_pus=max(0.0, foreign / elapsed),
        stolen_share=(after.stolen - before.stolen) / (elapsed * after.pus),
        processes=tuple(worth[:MOST_NAMED]),
    )


def load(root: Path = ROOT) -> list[float]:
    """How many threads wanted to run, on average over 1, 5 and 15 minutes."""
    return _decimals(root, "proc/loadavg", 3)


def uptime_s(root: Path = ROOT) -> int:
    return int(_decimals(root, "proc/uptime", 1)[0])


def _decimals(root: Path, path: str, count: int) -> list[float]:
    """The decimal numbers that a file begins with."""
    fields = text(root, path).split()[:count]
    if len(fields) < count or not all(re.fullmatch(r"\d{1,12}(\.\d{1,6})?", f) for f in fields):
        raise Unavailable(f"/{path} cannot be understood")
    return [float(each) for each in fields]


def is_running(name: str, root: Path = ROOT) -> bool:
    names = []
    for each in root.glob("proc/[0-9]*"):
        try:
            names.append(text(root, f"proc/{each.name}/comm"))
        except Unavailable:
            continue
    if not names:
        raise Unavailable("the processes of the machine cannot be seen")
    return name in names


def power(root: Path = ROOT) -> str:
    """What the machine is fed by: mains, or battery."""
    if not (root / SUPPLIES).is_dir():
        raise Unavailable("the kernel lists no power supplies")
    supplies = [_supply(root, each.name) for each in sorted((root / SUPPLIES).iterdir())]
    mains = [each for each in supplies if each["type"] in ("Mains", "USB")]
    # Mice and keyboards have batteries too.
    batteries = [e for e in supplies if e["type"] == "Battery" and e["scope"] != "Device"]
    if not batteries or any(each["online"] == "1" for each in mains):
        return "mains"
    discharging = any(each["status"] == "Discharging" for each in batteries)
    return "battery" if mains or discharging else "mains"


def _supply(root: Path, name: str) -> dict[str, str]:
    facts = ("type", "scope", "online", "status")
    return {fact: or_else(lambda: text(root, f"{SUPPLIES}/{name}/{fact}"), "") for fact in facts}
