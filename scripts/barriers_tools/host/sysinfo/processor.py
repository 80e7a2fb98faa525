"""The PUs: what they are, how fast they go, and when they sleep."""

import platform
from pathlib import Path
from typing import Any

from barriers_tools.host.sysinfo.files import (
    ROOT,
    Unavailable,
    choice,
    folders,
    lines,
    number,
    one_line,
    pus,
    switch,
    text,
)

CPU = "sys/devices/system/cpu"
NO_CPUFREQ = "there is no cpufreq here, as in most virtual machines and containers"
# What tells one model from another, on x86 and on ARM.
MODEL_NUMBERS = (
    "cpu family",
    "model",
    "stepping",
    "CPU implementer",
    "CPU part",
    "CPU variant",
    "CPU revision",
)
UNITS = {"K": 1024, "M": 1024**2, "G": 1024**3}


def cpuinfo(root: Path = ROOT) -> dict[str, str]:
    """The first PU in /proc/cpuinfo."""
    first = lines(root, "proc/cpuinfo").split("\n\n", 1)[0]
    pairs = (line.split(":", 1) for line in first.splitlines() if ":" in line)
    return {key.strip(): one_line(value) for key, value in pairs}


def flags(root: Path = ROOT) -> set[str]:
    """What the first PU can do, in the kernel's words."""
    facts = cpuinfo(root)
    return set((facts.get("flags") or facts.get("Features") or "").split())


def is_x86(root: Path = ROOT) -> bool:
    return "flags" in cpuinfo(root)


def model(root: Path = ROOT) -> str:
    facts = cpuinfo(root)
    numbers = [facts[key] for key in MODEL_NUMBERS if key in facts]
    return f"{name(root)} ({'-'.join(numbers)})" if numbers else name(root)


def name(root: Path = ROOT) -> str:
    facts = cpuinfo(root)
    return facts.get("model name") or facts.get("cpu model") or platform.machine()


def microcode(root: Path = ROOT) -> str:
    told = cpuinfo(root).get("microcode")
    absent = "neither /proc/cpuinfo nor /sys has it, as on most machines other than x86"
    return told or text(root, f"{CPU}/cpu0/microcode/version", absent)


def online_pus(root: Path = ROOT) -> list[int]:
    return pus(root, f"{CPU}/online")


def caches(root: Path = ROOT) -> list[dict[str, Any]]:
    """The caches that PU 0 sees: sizes in bytes, and with how many PUs each is shared."""
    found = [_cache(root, each) for each in folders(root, f"{CPU}/cpu0/cache/index*")]
    if not found:
        raise Unavailable("the kernel does not list the caches of PU 0")
    return found


def _cache(root: Path, folder: Path) -> dict[str, Any]:
    below = folder.relative_to(root).as_posix()
    return {
        "level": number(root, f"{below}/level"),
        "type": text(root, f"{below}/type").lower(),
        "bytes": _bytes(text(root, f"{below}/size")),
        "line_bytes": number(root, f"{below}/coherency_line_size"),
        "pus": len(pus(root, f"{below}/shared_cpu_list")),
    }


def _bytes(said: str) -> int:
    """What 512K is in bytes."""
    digits, unit = (said[:-1], UNITS[said[-1]]) if said[-1:] in UNITS else (said, 1)
    if not digits.isdecimal():
        raise Unavailable(f"{said[:40]!r} is not the size of a cache")
    return int(digits) * unit


def governors(root: Path = ROOT) -> tuple[str, ...]:
    found = {_read_line(each) for each in root.glob(f"{CPU}/cpu[0-9]*/cpufreq/scaling_governor")}
    if not found:
        raise Unavailable(NO_CPUFREQ)
    return tuple(sorted(found))


def governor(root: Path = ROOT) -> str:
    return ", ".join(governors(root))


def frequency(root: Path = ROOT) -> dict[str, Any]:
    """The limits of PU 0's frequency, in kHz, and the driver that keeps them."""
    below = f"{CPU}/cpu0/cpufreq"
    return {
        "driver": text(root, f"{below}/scaling_driver", NO_CPUFREQ),
        "least_khz": number(root, f"{below}/scaling_min_freq", NO_CPUFREQ),
        "most_khz": number(root, f"{below}/scaling_max_freq", NO_CPUFREQ),
        "hardware_least_khz": number(root, f"{below}/cpuinfo_min_freq", NO_CPUFREQ),
        "hardware_most_khz": number(root, f"{below}/cpuinfo_max_freq", NO_CPUFREQ),
    }


# Where the switch of the turbo lies, what it holds when turbo is on, and what turns it off.
TURBO = (
    (f"{CPU}/intel_pstate/no_turbo", False, 1),
    (f"{CPU}/cpufreq/boost", True, 0),
)


def turbo(root: Path = ROOT) -> bool:
    """Whether PUs may run faster than all of them could for long."""
    path, on, _ = turbo_switch(root)
    return switch(root, path) == on


def turbo_switch(root: Path = ROOT) -> tuple[str, bool, int]:
    for each in TURBO:
        if (root / each[0]).exists():
            return each
    raise Unavailable("the kernel has no switch for it, as in most virtual machines")


def smt(root: Path = ROOT) -> bool:
    """Whether two PUs share a core."""
    return switch(root, f"{CPU}/smt/active", "the kernel is too old to tell it")


def idle(root: Path = ROOT) -> str:
    """The driver and the governor of idle PUs."""
    below, absent = f"{CPU}/cpuidle", "there is no cpuidle here"
    driver = text(root, f"{below}/current_driver", absent)
    return f"{driver}, {text(root, f'{below}/current_governor_ro', absent)}"


def wake_up_us(root: Path = ROOT) -> int:
    """How long PU 0 takes to wake from the deepest sleep that is allowed."""
    allowed = [
        number(root, f"{below}/latency")
        for below in (
            each.relative_to(root).as_posix()
            for each in folders(root, f"{CPU}/cpu0/cpuidle/state*")
        )
        if not switch(root, f"{below}/disable")
    ]
    if not allowed:
        raise Unavailable("the kernel lists no states in which PU 0 could sleep")
    return max(allowed)


def vulnerabilities(root: Path = ROOT) -> dict[str, str]:
    """What the kernel does against each weakness of the processor; system calls pay for it."""
    found = {each.name: _read_line(each) for each in sorted(root.glob(f"{CPU}/vulnerabilities/*"))}
    if not found:
        raise Unavailable("the kernel does not list them")
    return found


def numa_nodes(root: Path = ROOT) -> int:
    found = folders(root, "sys/devices/system/node/node*")
    if not found:
        raise Unavailable("the kernel lists no NUMA nodes")
    return len(found)


def memory_bytes(root: Path = ROOT) -> int:
    for line in lines(root, "proc/meminfo").splitlines():
        name, _, rest = line.partition(":")
        if name == "MemTotal" and rest.split()[:1] and rest.split()[0].isdecimal():
            return int(rest.split()[0]) * UNITS["K"]
    raise Unavailable("/proc/meminfo has no MemTotal")


def huge_pages(root: Path = ROOT) -> str:
    """When memory becomes huge pages by itself: always, madvise, never."""
    absent = "the kernel was built without transparent huge pages"
    return choice(root, "sys/kernel/mm/transparent_hugepage/enabled", absent)


def _read_line(path: Path) -> str:
    try:
        return one_line(path.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be read: {error.strerror}") from error
