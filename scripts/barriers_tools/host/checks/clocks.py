"""What the times are read from."""

from barriers_tools.host.check import BAD, GOOD, NOT_FROM_INSIDE, TOLERABLE, Machine, Seen, check
from barriers_tools.host.sysinfo import kernel, processor

# Clock sources that a process can read without a system call, besides the TSC.
READ_DIRECTLY = ("arch_sys_counter", "kvm-clock", "hyperv_clocksource_tsc_page", "timebase")


@check
def clock_source(machine: Machine) -> Seen:
    """A clock that is read by a system call, or from a device, costs a stamp more than the
    barrier that is measured."""
    found = kernel.clock_source(machine.root)
    if found == "tsc" or (found in READ_DIRECTLY and not processor.is_x86(machine.root)):
        return Seen(found, GOOD)
    grade = TOLERABLE if found in READ_DIRECTLY else BAD
    if "tsc" in kernel.clock_sources(machine.root):
        return Seen(found, grade, f"echo tsc | sudo tee /{kernel.CLOCK}/current_clocksource")
    fix = NOT_FROM_INSIDE
    if not machine.is_virtual:
        fix = "see why the kernel has given up the TSC: sudo dmesg | grep -i -e tsc -e clocksource"
    return Seen(found, grade, fix)


@check
def counter(machine: Machine) -> Seen:
    """A counter that stops or changes its pace measures cycles, not time, and differs between
    PUs."""
    found = kernel.counter(machine.root)
    if kernel.is_steady(machine.root):
        return Seen(found, GOOD)
    fix = NOT_FROM_INSIDE
    if not machine.is_virtual:
        fix = "nothing can be done with this processor; the slower steady_clock is used"
    return Seen(found, BAD, fix)
