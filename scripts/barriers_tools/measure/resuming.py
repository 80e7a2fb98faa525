"""Whether a measurement may be resumed here: launches of two machines or builds are not compared."""

from pathlib import Path
from typing import Any

from barriers_tools.errors import MeasurementFailed
from barriers_tools.number_list import compress

# What has to be the same for launches to be compared.
SAME = (
    "machine commit executables cpu microcode kernel kernel_options smt turbo governor "
    "pus_allowed cgroup_quota_pus topology variables"
).split()


def require_same(before: dict[str, Any], now: dict[str, Any], path: Path) -> None:
    if (before["commit"] or "").endswith("-dirty"):
        raise MeasurementFailed(
            f"{path} was measured in a changed tree, which cannot be restored; start a new sweep"
        )
    differences = [
        f"{name.replace('_', ' ')}: {_fact(before, name)} there, {_fact(now, name)} here"
        for name in SAME
        if name not in before or now[name] != before[name]
    ]
    if differences:
        raise MeasurementFailed(
            f"{path} was measured under other conditions, and launches from both cannot be compared "
            f"({'; '.join(differences)}); restore those, or start a new sweep"
        )


def _fact(around: dict[str, Any], name: str) -> str:
    """A fact of an environment, short enough for a message."""
    if name not in around:
        return "not recorded"
    known = around[name]
    if name == "topology":
        return f"{known['summary']}, PUs {compress(known['pus'])}"
    if name == "executables":
        return ", ".join(f"{each} {digest}" for each, digest in known.items()) or "none"
    return "none" if known in (None, {}) else str(known)
