"""The kernel: what it is, how it was started, and what it lets pass."""

import re
import shlex
from pathlib import Path

from barriers_tools.host.sysinfo.files import (
    ROOT,
    Unavailable,
    lines,
    number,
    one_line,
    pus,
    switch,
    text,
)
from barriers_tools.host.sysinfo.processor import CPU, flags, is_x86

CLOCK = "sys/devices/system/clocksource/clocksource0"

# The words of the kernel's command line that bear on timing. The others may tell whose machine it
# is.
OPTIONS = re.compile(
    r"(isolcpus|nohz|nohz_full|rcu_nocbs|rcu_nocb_poll|irqaffinity|threadirqs|kthread_cpus"
    r"|skew_tick|mitigations|spectre_v2|spectre_v2_user|spec_store_bypass_disable|l1tf|mds|tsx"
    r"|tsx_async_abort|retbleed|spec_rstack_overflow|pti|nopti|kpti|split_lock_detect"
    r"|intel_pstate|amd_pstate|intel_idle\.max_cstate|processor\.max_cstate|idle|cpuidle\.\w+"
    r"|cpuidle_haltpoll\.\w+|haltpoll\.\w+|cpufreq\.\w+|nosmt|maxcpus|nr_cpus|preempt|sched_\w+"
    r"|rcupdate\.\w+|tsc|clocksource|hpet|highres|nohpet|nmi_watchdog|nowatchdog|nosoftlockup"
    r"|transparent_hugepage|hugepages|hugepagesz|default_hugepagesz|numa|numa_balancing|norandmaps"
    r"|psi|audit|workqueue\.power_efficient)(=[\w.,:+-]{0,100})?"
)


def options(root: Path = ROOT) -> str:
    """How the kernel was started, as far as it bears on timing."""
    words = lines(root, "proc/cmdline").split(" -- ")[0].split()
    return " ".join(word for word in words if OPTIONS.fullmatch(word))


def preemption(root: Path = ROOT) -> str:
    """When the kernel lets itself be interrupted."""
    found = re.search(r"PREEMPT\w*", text(root, "proc/sys/kernel/version"))
    if not found:
        raise Unavailable("the kernel's version does not name it, so it is none or voluntary")
    return found[0]


def isolated_pus(root: Path = ROOT) -> list[int]:
    """The PUs that the scheduler leaves alone."""
    return pus(root, f"{CPU}/isolated")


def tickless_pus(root: Path = ROOT) -> list[int]:
    """The PUs without a tick while one thread runs there."""
    said = text(root, f"{CPU}/nohz_full", "the kernel was built without nohz_full")
    return [] if said == "(null)" else pus(root, f"{CPU}/nohz_full")


def perf_event_paranoid(root: Path = ROOT) -> int:
    return number(root, "proc/sys/kernel/perf_event_paranoid", "the kernel has no perf events")


def aslr(root: Path = ROOT) -> int:
    """How much of the layout of a process is drawn anew: 0 nothing, 1 all but the heap, 2 all."""
    return number(root, "proc/sys/kernel/randomize_va_space")


def lays_out_alike(root: Path = ROOT) -> bool:
    """Whether this process, and those that it starts, are kept from drawing their layout."""
    said = text(root, "proc/self/personality")
    if not re.fullmatch(r"[0-9a-f]{1,16}", said):
        raise Unavailable("/proc/self/personality is no number")
    return bool(int(said, 16) & 0x40000)


def numa_balancing(root: Path = ROOT) -> bool:
    return switch(
        root, "proc/sys/kernel/numa_balancing", "the kernel was built without NUMA balancing"
    )


def nmi_watchdog(root: Path = ROOT) -> bool:
    return switch(root, "proc/sys/kernel/nmi_watchdog", "the kernel has no such watchdog")


def clock_source(root: Path = ROOT) -> str:
    return text(root, f"{CLOCK}/current_clocksource")


def clock_sources(root: Path = ROOT) -> tuple[str, ...]:
    return tuple(text(root, f"{CLOCK}/available_clocksource").split())


# What an x86 processor says of its time-stamp counter.
STEADY = {"constant_tsc": "constant", "nonstop_tsc": "non-stop"}


def counter(root: Path = ROOT) -> str:
    """The counter that times are read from."""
    if not is_x86(root):
        return "the architecture's timer, constant and non-stop by definition"
    words = [word if flag in flags(root) else f"not {word}" for flag, word in STEADY.items()]
    return f"TSC, {' and '.join(words)}"


def is_steady(root: Path = ROOT) -> bool:
    """Whether that counter always runs, and always at the same pace."""
    return not is_x86(root) or STEADY.keys() <= flags(root)


def distribution(root: Path = ROOT) -> str:
    """The operating system, as /etc/os-release names it."""
    for line in lines(root, "etc/os-release").splitlines():
        name, _, value = line.partition("=")
        if name == "PRETTY_NAME":
            try:
                return one_line("".join(shlex.split(value)))
            except ValueError as error:
                raise Unavailable(f"/etc/os-release cannot be understood: {error}") from error
    raise Unavailable("/etc/os-release does not name it")
