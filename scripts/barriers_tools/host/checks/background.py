"""What else uses the PUs, or may take them away."""

from barriers_tools.host.check import (
    BAD,
    GOOD,
    NOT_FROM_INSIDE,
    TOLERABLE,
    Hidden,
    Machine,
    Seen,
    check,
)
from barriers_tools.host.sysinfo import activity, confinement, kernel, processor
from barriers_tools.host.sysinfo.files import Unavailable, format_pus
from barriers_tools.schemas.doctor import Grade

# Up to so many PUs' worth of foreign work: a quiet machine, and one that is quiet enough.
QUIET_PUS, QUIET_ENOUGH_PUS = 0.05, 0.25
# The same for the share of the time that a hypervisor takes away.
LITTLE_STOLEN, NOT_TOO_MUCH_STOLEN = 0.005, 0.05


def _grade(value: float, good: float, tolerable: float) -> Grade:
    return GOOD if value <= good else TOLERABLE if value <= tolerable else BAD


@check
def load(machine: Machine) -> Seen:
    """A rank whose PU is taken away is late, and all others wait for it: the tail, and soon
    the median, is that of the scheduler."""
    background = machine.background
    one_minute = activity.load(machine.root)[0]
    found = f"others keep {background.foreign_pus:.2f} PUs busy; load {one_minute}"
    grade = _grade(background.foreign_pus, QUIET_PUS, QUIET_ENOUGH_PUS)
    if grade is GOOD:
        return Seen(found, grade)
    names = ", ".join(str(each) for each in background.processes)
    return Seen(found, grade, f"wait for these to end, or end them: {names or 'none can be seen'}")


@check
def cgroup_quota(machine: Machine) -> Seen:
    """When the quota is used up all ranks stop until the next period, for up to 100 ms, in the
    middle of an episode."""
    quota = confinement.cgroup_quota(machine.root)
    if quota is None:
        return Seen("none", GOOD)
    stopped = confinement.throttled_periods(machine.root)
    pus = len(confinement.allowed_pus(machine.root))
    found = f"{quota:g} PUs for {pus}; stopped in {stopped} periods so far"
    grade = BAD if stopped or quota < pus else TOLERABLE
    return Seen(found, grade, _without_quota(machine))


def _without_quota(machine: Machine) -> str:
    if machine.is_contained:
        return "start the container without --cpus, --cpu-quota and CPU limits"
    tight = [g for g in confinement.groups(machine.root) if confinement.quota_of(machine.root, g)]
    return "; ".join(
        f"echo max | sudo tee /{group}/cpu.max"
        if (machine.root / group / "cpu.max").exists()
        else f"echo -1 | sudo tee /{group}/cpu.cfs_quota_us"
        for group in tight
    )


@check
def virtualisation(machine: Machine) -> Seen:
    """The host moves virtual PUs between cores, and L with them, by a factor of ten; ratios
    carry over to other machines better than times."""
    kind = confinement.virtualisation(machine.root)
    if kind == confinement.NO_VM:
        return Seen(kind, GOOD)
    return Seen(kind, TOLERABLE, NOT_FROM_INSIDE)


@check
def steal(machine: Machine) -> Seen:
    """While the hypervisor runs another guest, a rank stands still without knowing it, and all
    others wait for it."""
    share = machine.background.stolen_share
    found = f"{share:.1%} of the time"
    grade = _grade(share, LITTLE_STOLEN, NOT_TOO_MUCH_STOLEN)
    return Seen(found, grade, None if grade is GOOD else NOT_FROM_INSIDE)


@check
def isolation(machine: Machine) -> Seen:
    """On PUs that are not isolated the scheduler, its tick and the kernel's threads interrupt
    ranks, which shows in p99 and above."""
    ours = set(confinement.allowed_pus(machine.root))
    isolated = kernel.isolated_pus(machine.root)
    found = f"PUs {format_pus(isolated)}"
    if not isolated:
        return Seen("no PUs", TOLERABLE, _how_to_isolate(processor.online_pus(machine.root)[1:]))
    if not ours <= set(isolated):
        fix = f"measure under taskset -c {format_pus(isolated)}"
        return Seen(f"{found}, and others are used", TOLERABLE, fix)
    if not ours <= set(_tickless(machine)):
        return Seen(f"{found}, but with a tick", TOLERABLE, _how_to_isolate(isolated))
    return Seen(f"{found}, without a tick", GOOD)


def _tickless(machine: Machine) -> list[int]:
    try:
        return kernel.tickless_pus(machine.root)
    except Unavailable:
        return []


def _how_to_isolate(pus: list[int]) -> str:
    if not pus:
        return "nothing can be done with one PU"
    some = format_pus(pus)
    return (
        f"add isolcpus={some} nohz_full={some} rcu_nocbs={some} to GRUB_CMDLINE_LINUX in "
        f"/etc/default/grub; sudo update-grub; sudo reboot; then measure under taskset -c {some}"
    )


@check
def interrupts(machine: Machine) -> Seen:
    """Interrupts that wander from PU to PU reach the ranks' PUs sooner or later, which shows
    in p99.9."""
    if machine.is_contained:
        reason = "inside a container the daemons of the machine cannot be seen"
        raise Hidden(reason, "ask outside of the container: pgrep irqbalance")
    if activity.is_running("irqbalance", machine.root):
        return Seen("irqbalance moves them", TOLERABLE, "sudo systemctl stop irqbalance")
    return Seen("no daemon moves them", GOOD)


@check
def nmi_watchdog(machine: Machine) -> Seen:
    """It interrupts each PU now and then, and keeps one hardware counter for itself."""
    if not kernel.nmi_watchdog(machine.root):
        return Seen("off", GOOD)
    return Seen("on", TOLERABLE, "sudo sysctl kernel.nmi_watchdog=0")
