"""Where memory lies, and what moves it."""

from barriers_tools.host.check import BAD, GOOD, TOLERABLE, Machine, Seen, check
from barriers_tools.host.sysinfo import kernel, processor

ALL, NOTHING = 2, 0


@check
def numa_balancing(machine: Machine) -> Seen:
    """The kernel unmaps pages to learn which rank uses them, and moves them: a rank that touches one
    stands still for microseconds."""
    if processor.numa_nodes(machine.root) == 1:
        return Seen("one node", GOOD)
    if not kernel.numa_balancing(machine.root):
        return Seen("off", GOOD)
    return Seen("on", TOLERABLE, "sudo sysctl kernel.numa_balancing=0")


@check
def huge_pages(machine: Machine) -> Seen:
    """A thread of the kernel puts pages together behind the ranks' backs, so that addresses,
    and with them times, differ from launch to launch for no reason of ours."""
    found = processor.huge_pages(machine.root)
    if found != "always":
        return Seen(found, GOOD)
    fix = "echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled"
    return Seen(found, TOLERABLE, fix)


@check
def aslr(machine: Machine) -> Seen:
    """Each launch is a sample because it draws its addresses anew; without that all launches
    share one layout, and times that differ by some 10 % with it are taken for the barrier's."""
    level = kernel.aslr(machine.root)
    if level == NOTHING:
        return Seen("off", BAD, "sudo sysctl kernel.randomize_va_space=2")
    if kernel.lays_out_alike(machine.root):
        return Seen("off for this process", BAD, "do not start it under setarch -R or a debugger")
    if level == ALL:
        return Seen("on", GOOD)
    return Seen("on, but for the heap", TOLERABLE, "sudo sysctl kernel.randomize_va_space=2")
