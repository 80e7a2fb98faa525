"""Who else uses the PUs, and who may take them away."""

from barriers_tools.host.checks.check import (
    BAD,
    GOOD,
    NOT_FROM_INSIDE,
    TOLERABLE,
    Check,
    Grade,
    Hidden,
    Machine,
    Seen,
)
from barriers_tools.host.sysinfo import activity, confinement, kernel, processor
from barriers_tools.host.sysinfo.files import Unavailable, listed

# Up to so many PUs' worth of foreign work: a quiet machine, and one that is quiet enough.
QUIET_PUS, QUIET_ENOUGH_PUS = 0.05, 0.25
# The same for the share of the time that a hypervisor takes away.
LITTLE_STOLEN, NOT_TOO_MUCH_STOLEN = 0.005, 0.05


def _graded(value: float, good: float, tolerable: float) -> Grade:
    return GOOD if value <= good else TOLERABLE if value <= tolerable else BAD


def _load(machine: Machine) -> Seen:
    background = machine.background
    one_minute = activity.load(machine.root)[0]
    found = f"others keep {background.foreign_pus:.2f} PUs busy; load {one_minute}"
    grade = _graded(background.foreign_pus, QUIET_PUS, QUIET_ENOUGH_PUS)
    if grade is GOOD:
        return Seen(found, grade)
    names = ", ".join(str(each) for each in background.processes)
    return Seen(found, grade, f"wait for these to end, or end them: {names or 'none can be seen'}")


def _quota(machine: Machine) -> Seen:
    quota = confinement.cgroup_quota(machine.root)
    if quota is None:
        return Seen("none", GOOD)
    stopped = confinement.throttled(machine.root)
    pus = len(confinement.allowed(machine.root))
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


def _virtualisation(machine: Machine) -> Seen:
    kind = confinement.virtualisation(machine.root)
    if kind == confinement.NO_VM:
        return Seen(kind, GOOD)
    return Seen(kind, TOLERABLE, NOT_FROM_INSIDE)


def _steal(machine: Machine) -> Seen:
    share = machine.background.stolen_share
    found = f"{share:.1%} of the time"
    grade = _graded(share, LITTLE_STOLEN, NOT_TOO_MUCH_STOLEN)
    return Seen(found, grade, None if grade is GOOD else NOT_FROM_INSIDE)


def _isolation(machine: Machine) -> Seen:
    ours = set(confinement.allowed(machine.root))
    isolated = kernel.isolated(machine.root)
    found = f"PUs {listed(isolated)}"
    if not isolated:
        return Seen("no PUs", TOLERABLE, _how_to_isolate(processor.online(machine.root)[1:]))
    if not ours <= set(isolated):
        fix = f"measure under taskset -c {listed(isolated)}"
        return Seen(f"{found}, and others are used", TOLERABLE, fix)
    if not ours <= set(_tickless(machine)):
        return Seen(f"{found}, but with a tick", TOLERABLE, _how_to_isolate(isolated))
    return Seen(f"{found}, without a tick", GOOD)


def _tickless(machine: Machine) -> list[int]:
    try:
        return kernel.tickless(machine.root)
    except Unavailable:
        return []


def _how_to_isolate(pus: list[int]) -> str:
    if not pus:
        return "nothing can be done with one PU"
    some = listed(pus)
    return (
        f"add isolcpus={some} nohz_full={some} rcu_nocbs={some} to GRUB_CMDLINE_LINUX in "
        f"/etc/default/grub; sudo update-grub; sudo reboot; then measure under taskset -c {some}"
    )


def _interrupts(machine: Machine) -> Seen:
    if machine.is_contained:
        reason = "inside a container the daemons of the machine are not to be seen"
        raise Hidden(reason, "ask outside of the container: pgrep irqbalance")
    if activity.is_running("irqbalance", machine.root):
        return Seen("irqbalance moves them", TOLERABLE, "sudo systemctl stop irqbalance")
    return Seen("nobody moves them", GOOD)


def _watchdog(machine: Machine) -> Seen:
    if not kernel.nmi_watchdog(machine.root):
        return Seen("off", GOOD)
    return Seen("on", TOLERABLE, "sudo sysctl kernel.nmi_watchdog=0")


CHECKS = (
    Check(
        "load",
        "A rank whose PU is taken away is late, and all others wait for it: the tail, and soon the "
        "median, is that of the scheduler.",
        _load,
    ),
    Check(
        "cgroup_quota",
        "When the quota is used up all ranks stop until the next period, for up to 100 ms, in the "
        "middle of an episode.",
        _quota,
    ),
    Check(
        "virtualisation",
        "The host moves virtual PUs between cores, and L with them, by a factor of ten; ratios "
        "carry over to other machines better than times.",
        _virtualisation,
    ),
    Check(
        "steal",
        "While the hypervisor runs somebody else a rank stands still without knowing it, and all "
        "others wait for it.",
        _steal,
    ),
    Check(
        "isolation",
        "On PUs that are not isolated the scheduler, its tick and the kernel's threads interrupt "
        "ranks, which shows in p99 and above.",
        _isolation,
    ),
    Check(
        "interrupts",
        "Interrupts that wander from PU to PU reach the ranks' PUs sooner or later, which shows in "
        "p99.9.",
        _interrupts,
    ),
    Check(
        "nmi_watchdog",
        "It interrupts each PU now and then, and keeps one hardware counter for itself.",
        _watchdog,
    ),
)
