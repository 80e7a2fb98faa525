"""Where and when it was measured. What cannot be read is null, and `unavailable` says why."""

import os
import platform
import re
import subprocess
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Any, Callable, Sequence

from lab import tree

# What decides the machine code that is measured: changes elsewhere do not make a commit dirty.
MEASURED = ("CMakeLists.txt", "CMakePresets.json", "impls", "bench")

# What decides what is verified.
VERIFIED = ("CMakeLists.txt", "CMakePresets.json", "impls", "verify")
MODEL_FLAGS = ("CMAKE_CXX_FLAGS", "CMAKE_CXX_FLAGS_RELEASE")

# What the bench executable knows better: how it was built, and what it reads the time from.
OF_CONTEXT = (
    "compiler",
    "flags",
    "build_type",
    "clock",
    "stamp_cost_ns",
    "clock_offset_bound_ns",
)


class Unavailable(Exception):
    """Something about the machine that it does not tell; the message says why."""


def commit() -> str | None:
    """The commit that is measured, with "-dirty" where the measured sources were changed."""
    try:
        return _commit()
    except Unavailable:
        return None


def load() -> list[float]:
    """How busy the machine was in the last 1, 5 and 15 minutes; to be asked before measuring."""
    return [round(each, 2) for each in os.getloadavg()]


def describe(
    context: dict[str, Any], topology: dict[str, Any], seed: int, load: list[float]
) -> dict[str, Any]:
    """The environment of a measurement: what the bench executable says, and the machine."""
    cpu = _cpu_model()
    readings: dict[str, Callable[[], Any]] = {
        "cpu": _cpu_model,
        "commit": _commit,
        "version": _version,
        "virtualised": _virtualised,
        "governor": _governor,
        "cgroup_quota_pus": lambda: _cgroup_quota(topology),
        **{name: partial(_of_context, context, name) for name in OF_CONTEXT},
    }
    found: dict[str, Any] = {
        "machine": machine(cpu, os.cpu_count() or 0),
        "time": _now(),
        "kernel": _kernel(),
        "seed": seed,
        "load": load,
        "topology": topology,
    }
    return _read(readings, found)


def describe_model() -> dict[str, Any]:
    """The environment of a verification: what was compiled, with what, and where it ran."""
    readings: dict[str, Callable[[], Any]] = {
        "commit": partial(_commit, VERIFIED),
        "cpu": _cpu_model,
        "compiler": _model_compiler,
        "flags": lambda: " ".join(_cached(tree.MODEL, name) for name in MODEL_FLAGS).strip(),
        "relacy": partial(_package, "relacy-dev"),
    }
    found: dict[str, Any] = {
        "time": _now(),
        "kernel": _kernel(),
        "pus": len(os.sched_getaffinity(0)),
    }
    return _read(readings, found)


def machine(cpu: str, pus: int) -> str:
    """A name for this kind of machine, good for a folder; it identifies no particular one."""
    plain = re.sub(r"\((r|tm)\)|\bcpu\b|@.*", " ", cpu.lower())
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"{slug[:40].strip('-') or 'unknown'}-{pus}pu"


def _read(readings: dict[str, Callable[[], Any]], found: dict[str, Any]) -> dict[str, Any]:
    """Adds the readings to what was found; where one fails, its reason."""
    unavailable: dict[str, str] = {}
    for name, read in readings.items():
        try:
            found[name] = read()
        except (Unavailable, OSError) as why:
            found[name], unavailable[name] = None, str(why)
    return {**found, "unavailable": unavailable}


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _kernel() -> str:
    return f"{platform.system()} {platform.release()} {platform.machine()}"


def _cpu_model() -> str:
    facts = _cpuinfo()
    name = facts.get("model name") or facts.get("cpu model") or platform.machine()
    numbers = [facts[key] for key in ("cpu family", "model", "stepping") if key in facts]
    return f"{name} ({'-'.join(numbers)})" if numbers else name


def _cpuinfo() -> dict[str, str]:
    """The first PU in /proc/cpuinfo."""
    first = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("\n\n", 1)[0]
    pairs = (line.split(":", 1) for line in first.splitlines() if ":" in line)
    return {key.strip(): value.strip() for key, value in pairs}


def _commit(sources: Sequence[str] = MEASURED) -> str:
    head = _git("rev-parse", "--short=12", "HEAD")
    return f"{head}-dirty" if _git("status", "--porcelain", "--", *sources) else head


def _git(*arguments: str) -> str:
    # Root measures in a user's tree as well: git would refuse a tree that belongs to another.
    return _said("git", "-c", f"safe.directory={tree.ROOT}", "-C", str(tree.ROOT), *arguments)


def _said(*command: str) -> str:
    """What a program says of the machine."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise Unavailable(f"{command[0]} is not installed") from error
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise Unavailable(f"{command[0]} failed: {said[-1]}")
    return done.stdout.strip()


def _version() -> str:
    return _cached(tree.BUILD, "CMAKE_PROJECT_VERSION")


def _cached(build: Path, name: str) -> str:
    """What the build folder was configured with."""
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    found = re.search(rf"^{name}:\w+=(.*)$", cache, re.MULTILINE)
    if not found:
        raise Unavailable("the build folder does not tell it")
    return found[1]


def _model_compiler() -> str:
    return _said(_cached(tree.MODEL, "CMAKE_CXX_COMPILER"), "--version").splitlines()[0]


def _package(name: str) -> str:
    return _said("dpkg-query", "--show", "--showformat=${Version}", name)


def _virtualised() -> bool:
    flags = _cpuinfo().get("flags")
    if flags is None:
        raise Unavailable(f"a {platform.machine()} does not tell it in /proc/cpuinfo")
    return "hypervisor" in flags.split()


def _governor() -> str:
    file = Path("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
    if not file.exists():
        raise Unavailable("there is no cpufreq here, as in most virtual machines and containers")
    return file.read_text(encoding="utf-8").strip()


def _cgroup_quota(topology: dict[str, Any]) -> float:
    """How many PUs' worth of time the process may use."""
    if topology["cgroup_quota_pus"] is None:
        raise Unavailable(topology["cgroup_quota_reason"])
    return topology["cgroup_quota_pus"]


def _of_context(context: dict[str, Any], key: str) -> Any:
    if key not in context:
        raise Unavailable("the bench executable did not state it")
    return context[key]
