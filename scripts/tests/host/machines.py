"""Machines that one does not have: what their /proc and /sys say, below a folder."""

from pathlib import Path
from typing import Any

from barriers_tools.host.check import Machine
from barriers_tools.host.doctor import examine
from barriers_tools.host.sysinfo.files import Unavailable
from barriers_tools.schemas.doctor import Finding

CPU = "sys/devices/system/cpu"
KERNEL = "proc/sys/kernel"
CLOCK = "sys/devices/system/clocksource/clocksource0"
FLAGS = "fpu tsc constant_tsc nonstop_tsc"

# A server that was made ready for measuring: nothing there is to be objected to.
SERVER = {
    "proc/cpuinfo": (
        "processor : 0\ncpu family : 6\nmodel : 106\nmodel name : Intel(R) Xeon(R) Gold 6338 CPU\n"
        f"stepping : 6\nmicrocode : 0xd0003a5\nflags : {FLAGS}\n\nprocessor : 1\n"
    ),
    "proc/meminfo": "MemTotal:       263000000 kB\nMemFree: 1 kB\n",
    "proc/stat": "cpu 100 0 100 9000 0 0 0 0 0 0\n" + "".join(f"cpu{n} 1 2 3\n" for n in range(4)),
    "proc/loadavg": "0.00 0.01 0.05 1/200 4242\n",
    "proc/uptime": "86400.12 300000.00\n",
    "proc/cmdline": (
        "root=UUID=2f-77 isolcpus=2-3 nohz_full=2-3 ro quiet user=joe idle=poll -- isolcpus=1"
    ),
    "proc/self/status": "Name:\tpython3\nCpus_allowed_list:\t2-3\n",
    "proc/self/stat": "77 (python3) R 1 1 1 0 -1 0 0 0 0 0 10 10 0 0\n",
    "proc/self/personality": "00000000\n",
    "proc/self/cgroup": "0::/user.slice/measuring.scope\n",
    "proc/self/mounts": "cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0\n",
    "proc/1/cgroup": "0::/init.scope\n",
    "proc/1/comm": "systemd\n",
    "sys/fs/cgroup/cpu.stat": "usage_usec 1\n",
    "sys/fs/cgroup/user.slice/cpu.max": "max 100000\n",
    "sys/fs/cgroup/user.slice/measuring.scope/cpu.max": "max 100000\n",
    f"{CPU}/online": "0-3\n",
    f"{CPU}/isolated": "2-3\n",
    f"{CPU}/nohz_full": "2-3\n",
    f"{CPU}/smt/active": "0\n",
    f"{CPU}/intel_pstate/no_turbo": "1\n",
    f"{CPU}/cpuidle/current_driver": "intel_idle\n",
    f"{CPU}/cpuidle/current_governor_ro": "menu\n",
    f"{CPU}/cpu0/cpuidle/state0/latency": "0\n",
    f"{CPU}/cpu0/cpuidle/state0/disable": "0\n",
    f"{CPU}/cpu0/cpuidle/state1/latency": "190\n",
    f"{CPU}/cpu0/cpuidle/state1/disable": "1\n",
    **{f"{CPU}/cpu{n}/cpufreq/scaling_governor": "performance\n" for n in range(4)},
    f"{CPU}/cpu0/cpufreq/scaling_driver": "intel_cpufreq\n",
    f"{CPU}/cpu0/cpufreq/scaling_min_freq": "2000000\n",
    f"{CPU}/cpu0/cpufreq/scaling_max_freq": "2000000\n",
    f"{CPU}/cpu0/cpufreq/cpuinfo_min_freq": "800000\n",
    f"{CPU}/cpu0/cpufreq/cpuinfo_max_freq": "3200000\n",
    f"{CPU}/cpu0/cache/index0/level": "1\n",
    f"{CPU}/cpu0/cache/index0/type": "Data\n",
    f"{CPU}/cpu0/cache/index0/size": "48K\n",
    f"{CPU}/cpu0/cache/index0/coherency_line_size": "64\n",
    f"{CPU}/cpu0/cache/index0/shared_cpu_list": "0\n",
    f"{CPU}/vulnerabilities/meltdown": "Not affected\n",
    "sys/devices/system/node/node0/cpulist": "0-1\n",
    "sys/devices/system/node/node1/cpulist": "2-3\n",
    f"{KERNEL}/numa_balancing": "0\n",
    f"{KERNEL}/randomize_va_space": "2\n",
    f"{KERNEL}/nmi_watchdog": "0\n",
    f"{KERNEL}/perf_event_paranoid": "2\n",
    f"{KERNEL}/version": "#1 SMP PREEMPT_DYNAMIC Debian 6.1\n",
    "sys/kernel/mm/transparent_hugepage/enabled": "always [madvise] never\n",
    f"{CLOCK}/current_clocksource": "tsc\n",
    f"{CLOCK}/available_clocksource": "tsc hpet acpi_pm\n",
    "sys/class/power_supply/hid-mouse/type": "Battery\n",
    "sys/class/power_supply/hid-mouse/scope": "Device\n",
    "sys/class/power_supply/hid-mouse/status": "Discharging\n",
    "sys/class/dmi/id/sys_vendor": "Dell Inc.\n",
    "sys/class/dmi/id/product_name": "PowerEdge R750\n",
    "etc/os-release": 'NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
}
# The same machine, made up by a hypervisor.
VIRTUAL = {
    "proc/cpuinfo": SERVER["proc/cpuinfo"].replace(FLAGS, f"{FLAGS} hypervisor"),
    f"{CLOCK}/available_clocksource": "tsc kvm-clock acpi_pm\n",
}
# One whose processor is an ARM, with nothing that only x86 has.
ARM = {
    "proc/cpuinfo": (
        "processor : 0\nBogoMIPS : 50.00\nFeatures : fp asimd atomics\nCPU implementer : 0x41\n"
        "CPU architecture: 8\nCPU variant : 0x3\nCPU part : 0xd0c\nCPU revision : 1\n"
    ),
    f"{CLOCK}/current_clocksource": "arch_sys_counter\n",
    f"{CLOCK}/available_clocksource": "arch_sys_counter\n",
}


def write(root: Path, *machines: dict[str, str | None]) -> Path:
    """Writes what the machines say, the later over the earlier; None is no file, and no folder that
    held nothing else."""
    for machine in machines:
        for path, said in machine.items():
            file = root / path
            if said is None:
                file.unlink()
                remove_empty(file.parent)
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(said, encoding="utf-8")
    return root


def remove_empty(folder: Path) -> None:
    while not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def refuse(why: str) -> Any:
    def refused() -> None:
        raise Unavailable(why)

    return refused


def allow() -> None:
    """What the kernel allows does nothing here."""


def a_second(root: Path, stat: str = "cpu 102 0 100 9398 0 0 0 0 0 0", **files: str) -> Any:
    """A second in which /proc/stat moves on, and other files with it. It has 400 ticks of four PUs,
    two of them our own, where nobody says otherwise."""

    def pass_time() -> None:
        pus = SERVER["proc/stat"].split("\n", 1)[1]
        write(root, {"proc/stat": f"{stat}\n{pus}"})
        write(root, {"proc/self/stat": "77 (python3) R 1 1 1 0 -1 0 0 0 0 0 11 11 0 0\n"}, files)

    return pass_time


def findings(root: Path, *machines: dict[str, str | None], **tried: Any) -> dict[str, Finding]:
    """What the doctor finds on a server that differs by `machines`, by check."""
    write(root, SERVER, *machines)
    usual = {"pin": allow, "count": allow, "pass_time": a_second(root)}
    made = examine(Machine(root=root, **{**usual, **tried}))
    return {finding.check: finding for finding in made}
