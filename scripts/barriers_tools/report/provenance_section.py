"""Where a result is from, and which metrics are unavailable there."""

from typing import Any

from barriers_tools.console.markdown import listing, plain, table
from barriers_tools.measure.journal_reader import Result


def missing_counters(result: Result) -> str:
    """The metrics that are unavailable here, each reason once."""
    reasons = {
        each: None for of_barrier in result.unavailable.values() for each in sorted(of_barrier)
    }
    if not reasons:
        return ""
    lines = [(name, plain(reason)) for name, reason in reasons]
    return "\nUnavailable here:\n\n" + listing(("metric", "why"), lines)


def provenance(result: Result) -> str:
    environment = result.environment
    resumed = f", after it was resumed {result.resumed} times" if result.resumed else ""
    aside = sum(not sample.is_kept for sample in result.samples)
    facts = [
        ("file", f"`results/{result.file}`"),
        *((name, _fact(environment, name)) for name in PROVENANCE),
        ("launches", f"{len(result.samples)}, of which {aside} set aside"),
        ("ended", f"{result.ended}{resumed}"),
    ]
    return table(("", ""), facts)


PROVENANCE = (
    "cpu kernel kernel_options virtualised virtualisation container smt turbo governor "
    "huge_pages clock_source cgroup_quota_pus load compiler flags build_type clock "
    "stamp_cost_ns clock_offset_bound_ns version seed"
).split()


def _fact(environment: dict[str, Any], name: str) -> str:
    known = environment.get(name)
    if known is None:
        return f"unknown: {plain(environment['unavailable'].get(name, 'not recorded'))}"
    if isinstance(known, bool):
        return "yes" if known else "no"
    if isinstance(known, list):
        return ", ".join(
            plain(f"{each:g}" if isinstance(each, float) else str(each)) for each in known
        )
    return plain(str(known))
