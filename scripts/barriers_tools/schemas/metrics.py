"""What a launch measures: the names of the metrics, and their kinds."""

PERCENTILES = ("p50", "p90", "p99", "p999")
# What every launch says of its cell.
ALWAYS = ("period_p50_ns", "lalr_p50_ns")
TIMES = (*(f"period_{each}_ns" for each in (*PERCENTILES, "mean")), "reference_ns")
# What is left when something is taken off: next to nothing for a team of one.
DIFFERENCES = (*(f"lalr_{each}_ns" for each in (*PERCENTILES, "mean")), "net_ns")
SKEWS = tuple(f"skew_{each}_ns" for each in PERCENTILES)
# Missing where ranks 0 and 1 share a PU, so that no line moves between them.
PROBES = ("l_before_ns", "l_after_ns")
# For each episode, of all ranks together.
WASTE = (
    "cpu_ns",
    "voluntary_switches",
    "involuntary_switches",
    "futex_waits",
    "futex_wakes",
    "cycles",
    "instructions",
    "cache_misses",
)
SAMPLES = ("episodes", "period_samples", "lalr_samples")
# How the clocks were in that launch; the cost of a stamp is taken off already.
CLOCKS = ("stamp_cost_ns", "clock_offset_bound_ns", "clock_ghz")
METRICS = (
    *TIMES,
    *DIFFERENCES,
    "earliest_release_ns",
    *SKEWS,
    *PROBES,
    *WASTE,
    *SAMPLES,
    *CLOCKS,
)
POSITIVE = {*TIMES, *PROBES, *SAMPLES}

# A metric that could not be read is not there.
Metrics = dict[str, float]
