"""How fast the PUs go, and whether they keep to it."""

from barriers_tools.host.check import BAD, GOOD, NOT_FROM_INSIDE, TOLERABLE, Machine, Seen, check
from barriers_tools.host.sysinfo import activity, processor
from barriers_tools.host.sysinfo.files import Unavailable

PERFORMANCE = "performance"
# A governor that keeps the frequency low, whatever there is to do.
POWERSAVE = "powersave"
# What a PU may take to wake before it shows in the time of a rank that parks.
WAKES_AT_ONCE_US = 10


@check
def governor(machine: Machine) -> Seen:
    """A governor that follows the load changes the frequency while a cell runs, and with it
    every time that is measured."""
    found = processor.governors(machine.root)
    if found == (PERFORMANCE,):
        return Seen(PERFORMANCE, GOOD)
    fix = "echo performance | sudo tee /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor"
    return Seen(", ".join(found), BAD if POWERSAVE in found else TOLERABLE, fix)


@check
def turbo(machine: Machine) -> Seen:
    """The more cores are busy, and the warmer they are, the slower each runs: small teams seem
    better than they are."""
    if not processor.turbo(machine.root):
        return Seen("off", GOOD)
    path, _, off = processor.turbo_switch(machine.root)
    return Seen("on", TOLERABLE, f"echo {off} | sudo tee /{path}")


@check
def smt(machine: Machine) -> Seen:
    """Ranks on the two PUs of a core compete for it, and a line moves between them in a
    fraction of the usual L."""
    if processor.smt(machine.root):
        off = "echo off | sudo tee /sys/devices/system/cpu/smt/control"
        fix = NOT_FROM_INSIDE if machine.is_virtual else off
        return Seen("on: PUs share cores", TOLERABLE, fix)
    if machine.is_virtual:
        raise Unavailable("the hypervisor need not tell which virtual PUs share a core")
    return Seen("off, or not there", GOOD)


@check
def idle_states(machine: Machine) -> Seen:
    """A PU whose rank sleeps takes that much longer until the rank runs again, which adds to
    the LALR under park."""
    latency = processor.wake_up_us(machine.root)
    found = f"the deepest takes {latency} us to wake from"
    if latency <= WAKES_AT_ONCE_US:
        return Seen(found, GOOD)
    return Seen(found, TOLERABLE, f"sudo cpupower idle-set --disable-by-latency {WAKES_AT_ONCE_US}")


@check
def power(machine: Machine) -> Seen:
    """On battery the firmware holds the frequency down, and changes it as it likes."""
    found = activity.power(machine.root)
    return Seen(found, GOOD) if found == "mains" else Seen(found, BAD, "connect the charger")
