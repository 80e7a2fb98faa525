"""What the process may do and see."""

from barriers_tools.host.check import BAD, GOOD, NOT_FROM_INSIDE, TOLERABLE, Machine, Seen, check
from barriers_tools.host.sysinfo import confinement, kernel, processor
from barriers_tools.host.sysinfo.files import Unavailable, format_pus

# Up to this level a process may count its own events.
MOST_PARANOID = 2


@check
def pinning(machine: Machine) -> Seen:
    """Ranks that cannot be bound to PUs wander, so that no placement is what it says; nothing
    can be measured then but unpinned."""
    try:
        machine.pin()
    except Unavailable as why:
        fix = "start without the sandbox or seccomp profile that forbids sched_setaffinity"
        return Seen(str(why), BAD, fix)
    return Seen("allowed", GOOD)


@check
def affinity(machine: Machine) -> Seen:
    """The PUs that the process may not use cannot be measured, and what runs there is not under
    control."""
    online, allowed = processor.online_pus(machine.root), confinement.allowed_pus(machine.root)
    found = f"{len(allowed)} of {len(online)} PUs: {format_pus(allowed)}"
    if set(online) <= set(allowed):
        return Seen(found, GOOD)
    if set(allowed) <= set(kernel.isolated_pus(machine.root)):
        return Seen(f"{found}, the isolated ones", GOOD)
    fix = f"taskset -cp {format_pus(online)} $$, in the shell that starts scripts/barriers"
    if machine.is_contained:
        fix = f"start the container with --cpuset-cpus={format_pus(online)}"
    return Seen(found, TOLERABLE, fix)


@check
def counters(machine: Machine) -> Seen:
    """Cycles, instructions and cache misses are unavailable in the record; times are not
    affected."""
    try:
        machine.count()
    except Unavailable as why:
        return Seen(f"do not open: {why}", TOLERABLE, _what_opens_counters(machine))
    return Seen("open", GOOD)


def _what_opens_counters(machine: Machine) -> str:
    if kernel.perf_event_paranoid(machine.root) > MOST_PARANOID:
        return f"sudo sysctl kernel.perf_event_paranoid={MOST_PARANOID}"
    if machine.is_virtual:
        return NOT_FROM_INSIDE
    if machine.is_contained:
        return "start the container with --cap-add PERFMON"
    return "nothing can be done with this processor and kernel"
