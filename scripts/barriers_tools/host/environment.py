"""Where and when it was measured. What cannot be read is null, and `unavailable` says why.

Nothing of it says whose machine it is: no names of hosts and people, no serial numbers, no paths.
"""

import os
import platform
import re
import sys
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Any, Callable, Mapping, Sequence

from barriers_tools import paths
from barriers_tools.host import provenance, variables
from barriers_tools.host.privacy import command, without_paths
from barriers_tools.host.sysinfo import access, activity, confinement, kernel, processor
from barriers_tools.host.sysinfo.files import ROOT, Unavailable, one_line

BUILD_FLAGS = ("CMAKE_CXX_FLAGS", "CMAKE_CXX_FLAGS_RELEASE")

# What the bench executable knows better: how it was built, and what it reads the time from.
OF_CONTEXT = "compiler flags build_type clock clock_ghz stamp_cost_ns clock_offset_bound_ns".split()

# What is linked into what is measured, and what measures it.
PACKAGES = {"hwloc": "libhwloc-dev", "google_benchmark": "libbenchmark-dev", "papi": "libpapi-dev"}


def describe(
    context: dict[str, Any],
    topology: dict[str, Any],
    seed: int,
    load: list[float],
    root: Path = ROOT,
    executables: dict[str, str] | None = None,
) -> dict[str, Any]:
    """The environment of a measurement: what the bench executable says, and the machine, whose /proc
    and /sys lie below `root`; with the load before the measuring and the digests of the executables.
    schemas.environment describes it."""
    readers: dict[str, Callable[[], Any]] = {
        **{name: partial(read, root) for name, read in OF_MACHINE.items()},
        "counters": _counters,
        "libc": _libc,
        "commit": provenance.commit,
        "described": provenance.describe_commit,
        "version": provenance.version,
        **{name: partial(provenance.package, package) for name, package in PACKAGES.items()},
        **{name: partial(_of_context, context, name) for name in OF_CONTEXT},
    }
    found: dict[str, Any] = {
        "machine": machine(processor.model(root), os.cpu_count() or 0),
        "time": _now(),
        "kernel": _kernel(),
        "command": command(sys.argv[1:]),
        "seed": seed,
        "load": load,
        "topology": topology,
        "variables": variables.record(os.environ),
        "executables": executables or {},
    }
    return _read(readers, found)


def describe_model() -> dict[str, Any]:
    """The environment of a verification: what was compiled, with what, and where it ran."""
    return _describe_build(
        paths.MODEL, provenance.VERIFIED, {"relacy": partial(provenance.package, "relacy-dev")}
    )


def describe_conformance() -> dict[str, Any]:
    """The same of what tries the peers."""
    libraries = "libstdc++6 libc6 libc++1-19 libck-dev libgomp1 libomp5-19 libboost-thread-dev"
    languages = (
        "python3 librust-tokio-dev openjdk-17-jre-headless golang-go golang-golang-x-sync-dev"
    )
    versions = {
        name: partial(provenance.package, name) for name in (libraries + " " + languages).split()
    }
    return _describe_build(paths.NATIVE, provenance.TRIED, versions)


def _describe_build(
    build: Path, sources: Sequence[str], further: Mapping[str, Callable[[], Any]]
) -> dict[str, Any]:
    readers: dict[str, Callable[[], Any]] = {
        "commit": partial(provenance.commit, sources),
        "cpu": processor.model,
        "compiler": partial(provenance.compiler, build),
        "flags": lambda: " ".join(
            provenance.cache_entry(build, name) for name in BUILD_FLAGS
        ).strip(),
        **further,
    }
    found: dict[str, Any] = {
        "time": _now(),
        "kernel": _kernel(),
        "pus": len(os.sched_getaffinity(0)),
    }
    return _read(readers, found)


def machine(cpu: str, pus: int) -> str:
    """A name for this kind of machine, good for a folder; it identifies no particular one."""
    plain = re.sub(r"\((r|tm)\)|\bcpu\b|@.*", " ", cpu.lower())
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"{slug[:40].strip('-') or 'unknown'}-{pus}pu"


def _read(readers: dict[str, Callable[[], Any]], found: dict[str, Any]) -> dict[str, Any]:
    """Adds what the readers find; where one fails, its reason."""
    unavailable: dict[str, str] = {}
    for name, read in readers.items():
        try:
            found[name] = read()
        except (Unavailable, OSError) as why:
            said = str(getattr(why, "strerror", None) or why)
            found[name], unavailable[name] = None, one_line(without_paths(said))
    return {**found, "unavailable": unavailable}


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _kernel() -> str:
    return f"{platform.system()} {platform.release()} {platform.machine()}"


def _cgroup_quota(root: Path) -> float:
    """How many PUs' worth of time the process may use."""
    quota = confinement.cgroup_quota(root)
    if quota is None:
        raise Unavailable("no control group sets a limit")
    return quota


def _counters() -> bool:
    """That hardware counters open."""
    access.count()
    return True


def _libc() -> str:
    said = os.confstr("CS_GNU_LIBC_VERSION")
    if not said:
        raise Unavailable("the C library does not tell its version")
    return said


def _of_context(context: dict[str, Any], key: str) -> Any:
    if key not in context:
        raise Unavailable("the bench executable did not state it")
    value = context[key]
    return without_paths(value) if isinstance(value, str) else value


# What the machine says of itself.
OF_MACHINE: dict[str, Callable[[Path], Any]] = {
    "cpu": processor.model,
    "microcode": processor.microcode,
    "pus_online": processor.online_pus,
    "pus_allowed": confinement.allowed_pus,
    "pus_isolated": kernel.isolated_pus,
    "pus_tickless": kernel.tickless_pus,
    "smt": processor.smt,
    "caches": processor.caches,
    "memory_bytes": processor.memory_bytes,
    "numa_nodes": processor.numa_nodes,
    "numa_balancing": kernel.numa_balancing,
    "huge_pages": processor.huge_pages,
    "governor": processor.governor,
    "frequency": processor.frequency,
    "turbo": processor.turbo,
    "idle": processor.idle,
    "vulnerabilities": processor.vulnerabilities,
    "virtualised": confinement.is_virtual,
    "virtualisation": confinement.virtualisation,
    "container": confinement.container,
    "cgroup_quota_pus": _cgroup_quota,
    "distribution": kernel.distribution,
    "kernel_options": kernel.options,
    "preemption": kernel.preemption,
    "aslr": kernel.aslr,
    "perf_event_paranoid": kernel.perf_event_paranoid,
    "nmi_watchdog": kernel.nmi_watchdog,
    "clock_source": kernel.clock_source,
    "counter": kernel.counter,
    "power": activity.power,
    "uptime_s": activity.uptime_s,
}
