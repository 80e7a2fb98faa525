"""Whether a measurement may go on here: launches of two machines or builds are no sample of anything."""

from pathlib import Path
from typing import Any

from barriers_tools.errors import MeasurementFailed
from barriers_tools.number_list import compress

# What has to be the same for launches to be of one sample.
SAME = (
    "machine commit executables cpu microcode kernel kernel_options smt turbo governor "
    "pus_allowed cgroup_quota_pus topology variables"
).split()


def require_same(before: dict[str, Any], now: dict[str, Any], path: Path) -> None:
    if (before["commit"] or "").endswith("-dirty"):
        raise MeasurementFailed(
            f"{path} was measured in a changed tree, which cannot be restored; begin a sweep "
            "of its own"
        )
    differences = [
        f"{name.replace('_', ' ')}: {_fact(before, name)} there, {_fact(now, name)} here"
        for name in SAME
        if name not in before or now[name] != before[name]
    ]
    if differences:
        raise MeasurementFailed(
            f"{path} was measured elsewhere or otherwise, and launches of both are no sample of "
            f"anything ({'; '.join(differences)}); restore that, or begin a sweep of its own"
        )


def _fact(around: dict[str, Any], name: str) -> str:
    """What an environment says, short enough for a message."""
    if name not in around:
        return "not recorded"
    known = around[name]
    if name == "topology":
        return f"{known['summary']}, PUs {compress(known['pus'])}"
    if name == "executables":
        return ", ".join(f"{each} {digest}" for each, digest in known.items()) or "none"
    return "none" if known in (None, {}) else str(known)
