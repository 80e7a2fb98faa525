"""What hwloc says of the machine, held against what the kernel says."""

import re
from pathlib import Path
from typing import Any

from barriers_tools.host.sysinfo import processor
from barriers_tools.host.sysinfo.files import ROOT, Unavailable, one_line, or_else

L3_GROUPS = re.compile(r", \d+ L3 groups?")


def correct(topology: dict[str, Any], root: Path = ROOT) -> dict[str, Any]:
    """The same topology with its texts on one line, without blanks around them.

    Where hwloc names no processor, the kernel's name stands for it. Where the kernel lists no
    caches, hwloc asks the processor itself, and a virtual one makes them up: no L3 is then counted.
    """
    told = topology.get("cpu_model", "")
    model = one_line(told) or or_else(lambda: processor.name(root), "")
    summary = topology["summary"].replace(f" ({told})", "") if told else topology["summary"]
    l3_groups = topology.get("l3_groups")
    if not _lists_caches(root):
        summary, l3_groups = L3_GROUPS.sub("", summary), None
    found = {
        **topology,
        "summary": one_line(f"{summary} ({model})" if model else summary),
        "cpu_model": model,
        "l3_groups": l3_groups,
    }
    return {name: fact for name, fact in found.items() if name in topology}


def _lists_caches(root: Path) -> bool:
    try:
        return bool(processor.caches(root))
    except Unavailable:
        return False
