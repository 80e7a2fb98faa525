"""What lies between the process and the machine: hypervisor, container, control group, mask."""

from functools import partial
from pathlib import Path
from typing import Iterator

from barriers_tools.host.sysinfo.files import (
    ROOT,
    Unavailable,
    lines,
    number,
    or_else,
    parse_pus,
    text,
)
from barriers_tools.host.sysinfo.kernel import clock_sources
from barriers_tools.host.sysinfo.processor import flags, is_x86

NO_VM = "none"

# What the firmware, a clock or the device tree of a machine says where a hypervisor has made it up.
MADE_UP = {
    "qemu": "kvm",
    "kvm": "kvm",
    "amazon ec2": "kvm",
    "google compute engine": "kvm",
    "openstack": "kvm",
    "vmware": "vmware",
    "virtualbox": "virtualbox",
    "innotek": "virtualbox",
    "xen": "xen",
    "parallels": "parallels",
    "bochs": "bochs",
    "bhyve": "bhyve",
    "apple virtualization": "apple",
    "virtual machine": "hyper-v",
    "hyperv": "hyper-v",
}
# How clouds name machines that they lend without a hypervisor.
BARE = ".metal"
FIRMWARE = ("sys_vendor", "product_name", "bios_vendor")


def virtualisation(root: Path = ROOT) -> str:
    """The hypervisor's kind, "unknown" where it hides it, or "none"."""
    told = _hints(root)
    known = [kind for word, kind in MADE_UP.items() if word in told]
    if is_x86(root):
        # The PU says whether there is one; the rest, which.
        return (known or ["unknown"])[0] if "hypervisor" in flags(root) else NO_VM
    if known and BARE not in told:
        return known[0]
    if not told:
        raise Unavailable("neither the firmware nor the device tree names one")
    return NO_VM


def _hints(root: Path) -> str:
    sources = [
        *(f"sys/class/dmi/id/{name}" for name in FIRMWARE),
        "sys/hypervisor/type",
        "proc/device-tree/hypervisor/compatible",
    ]
    told = [or_else(partial(text, root, path), "") for path in sources]
    clocks = or_else(lambda: " ".join(clock_sources(root)) if is_x86(root) else "", "")
    return " ".join([*told, clocks]).lower().strip()


def is_virtual(root: Path = ROOT) -> bool:
    return virtualisation(root) != NO_VM


CONTAINERS = ("docker", "kubepods", "libpod", "lxc", "containerd", "garden", "nspawn")


def container(root: Path = ROOT) -> str:
    """The kind of container that the process runs in, or "none"."""
    if (root / "run/.containerenv").exists():
        return "podman"
    if (root / ".dockerenv").exists():
        return "docker"
    told = or_else(lambda: text(root, "run/systemd/container"), "")
    groups = or_else(lambda: lines(root, "proc/1/cgroup"), "")
    found = [kind for kind in CONTAINERS if kind in groups]
    return told or (found[0] if found else "none")


def allowed_pus(root: Path = ROOT) -> list[int]:
    """The PUs that the process may run on."""
    for line in lines(root, "proc/self/status").splitlines():
        name, _, value = line.partition(":")
        if name == "Cpus_allowed_list":
            return parse_pus(value.strip())
    raise Unavailable("/proc/self/status does not list them")


def cgroup_quota(root: Path = ROOT) -> float | None:
    """How many PUs' worth of time the process may use; None where nothing limits it."""
    limits = [quota_of(root, group) for group in groups(root)]
    return min((each for each in limits if each is not None), default=None)


def throttled_periods(root: Path = ROOT) -> int:
    """In how many periods a control group was stopped because its time was used up."""
    return max(_throttled_periods_of(root, group) for group in groups(root))


def groups(root: Path = ROOT) -> list[str]:
    """The folders of the control groups that may limit the time of the process: its own, and those
    around it, of either version. Relative to the root."""
    mounts = list(_mounts(root))
    if not mounts:
        raise Unavailable("no control groups are mounted")
    return [
        folder.relative_to(root).as_posix()
        for mount, inside in mounts
        for folder in _upwards(root / mount, inside)
    ]


def _upwards(mount: Path, inside: str) -> Iterator[Path]:
    """The group, and those around it. A container may be told of groups that it cannot see."""
    folder = mount / inside.strip("/")
    while folder != mount:
        if folder.is_dir():
            yield folder
        folder = folder.parent
    yield mount


def _mounts(root: Path) -> Iterator[tuple[str, str]]:
    """Where the groups of each version are mounted, and which of them the process is in."""
    inside = dict(_memberships(root))
    for line in lines(root, "proc/self/mounts").splitlines():
        fields = line.split()
        if len(fields) < 4:
            continue
        where, kind, options = fields[1].lstrip("/"), fields[2], fields[3].split(",")
        if kind == "cgroup2" and "" in inside:
            yield where, inside[""]
        elif kind == "cgroup" and "cpu" in options and "cpu" in inside:
            yield where, inside["cpu"]


def _memberships(root: Path) -> Iterator[tuple[str, str]]:
    """The groups of the process by controller; that of version 2 has no name."""
    for line in lines(root, "proc/self/cgroup").splitlines():
        number_, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        parts = path.split("/")
        if number_.isdecimal() and ".." not in parts:
            yield from ((controller, path) for controller in controllers.split(","))


# In version 1 a quota of all the time is -1.
ALL = -1
USUAL_PERIOD_US = 100_000


def quota_of(root: Path, group: str) -> float | None:
    try:
        time, period = _limit(root, group)
    except Unavailable:
        return None
    return time / period if time > 0 and period > 0 else None


def _microseconds(said: str, otherwise: int) -> int:
    return int(said) if said.isdecimal() else otherwise


def _limit(root: Path, group: str) -> tuple[int, int]:
    """The time of a period, and its length."""
    if (root / group / "cpu.max").exists():
        time, _, period = text(root, f"{group}/cpu.max").partition(" ")
        return _microseconds(time, ALL), _microseconds(period, USUAL_PERIOD_US)
    quota = number(root, f"{group}/cpu.cfs_quota_us")
    return quota, number(root, f"{group}/cpu.cfs_period_us")


def _throttled_periods_of(root: Path, group: str) -> int:
    for line in or_else(lambda: lines(root, f"{group}/cpu.stat"), "").splitlines():
        name, _, value = line.partition(" ")
        if name == "nr_throttled" and value.isdecimal():
            return int(value)
    return 0
