"""How far the measuring can be believed: what it says where the truth is known.

The executable of the calibration knows three barriers, all of one algorithm: `control`;
`aa_control`, the same machine code under another name; and `slowed`, in which a line moves once more
in each episode. A comparison takes as many pairs of launches as one would measure with; the
repetitions are cut into such blocks, and each block is one comparison.
"""

from collections import defaultdict
from typing import Any, Callable, Iterable, Iterator, Sequence

from barriers_tools.analysis.pairs import compare
from barriers_tools.analysis.statistics import (
    CONFIDENCE,
    Estimate,
    surely_above_one,
    surely_below_one,
)
from barriers_tools.schemas import plan as plans
from barriers_tools.schemas.plan import Configuration, Plan
from barriers_tools.schemas.sample import Sample

PAIRS = 25
COMPARISONS = 30
CELL_MS = 10
CONTROL, AA_CONTROL, SLOWED = "control", "aa_control", "slowed"
# The most of A against A that may be called different.
TOLERATED = 0.02
POLICY = "spin"


def plan(pus: int, budget: float | None, seed: int) -> Plan:
    """Pairs of launches for every comparison. With one PU no line moves, and nothing is found."""
    configurations = [
        Configuration(workload, "compact", min(2, pus)) for workload in ("empty", "uniform_500ns")
    ]
    kinds = {barrier: plans.ALGORITHM for barrier in (CONTROL, AA_CONTROL, SLOWED)}
    launches = PAIRS * COMPARISONS
    return Plan(
        cells=tuple(plans.cells(kinds, configurations, (POLICY,), pus)),
        seed=seed,
        cell_ms=CELL_MS,
        least=launches,
        most=launches,
        budget_s=budget,
    )


def verdicts(samples: Sequence[Sample]) -> list[dict[str, Any]]:
    """For each configuration: of how many comparisons, how often A was called different from A, and how
    often the slowed one was found, by the median and by the interval."""
    by_configuration: dict[Configuration, list[Sample]] = defaultdict(list)
    for sample in samples:
        by_configuration[sample.cell.configuration].append(sample)
    return [_verdict(*each) for each in by_configuration.items()]


def is_one(barriers: Iterable[str]) -> bool:
    return set(barriers) == {CONTROL, AA_CONTROL, SLOWED}


COLUMNS: dict[str, Callable[[dict[str, Any]], str]] = {
    "configuration": lambda verdict: verdict["configuration"],
    "pairs": lambda verdict: str(verdict["pairs"]),
    "comparisons": lambda verdict: str(verdict["comparisons"]),
    "A called different from A": lambda verdict: str(verdict["called_different"]),
    "of 100, at most": lambda verdict: f"{100 * _at_most(verdict):.1f}",
    "slowed missed": lambda verdict: str(verdict["slowed_missed"]),
    "slowed takes": lambda verdict: "-"
    if verdict["slowed_least"] is None
    else f"{verdict['slowed_least']:.2f} to {verdict['slowed_most']:.2f} x",
}


def faults(found: Sequence[dict[str, Any]]) -> list[str]:
    """What the measuring got wrong, in words."""
    of, different, missed, unanswered = (
        sum(each[name] for each in found)
        for name in ("comparisons", "called_different", "slowed_missed", "unanswered")
    )
    if of == 0:
        return ["not one comparison was finished"]
    wrong = []
    if different >= TOLERATED * of:
        wrong.append(f"A was called different from A in {different} of {of} comparisons")
    if missed:
        wrong.append(f"the slowed barrier was missed in {missed} of {of} comparisons")
    if unanswered:
        wrong.append(f"{unanswered} comparisons had too few launches left to say anything")
    return wrong


def _at_most(verdict: dict[str, Any]) -> float:
    """The share of such comparisons that may be called different, as far as these can tell."""
    from scipy.stats import binomtest

    if verdict["comparisons"] == 0:
        return 1.0
    tried = binomtest(verdict["called_different"], verdict["comparisons"], alternative="less")
    return tried.proportion_ci(CONFIDENCE, method="exact").high


def _verdict(configuration: Configuration, samples: Sequence[Sample]) -> dict[str, Any]:
    aa_controls = list(_comparisons(configuration, samples, AA_CONTROL))
    slowed = list(_comparisons(configuration, samples, SLOWED))
    answered = [ratio for ratio in aa_controls if _answers(ratio)]
    shares = [ratio.value for ratio in slowed if ratio is not None]
    return {
        "configuration": str(configuration),
        "pairs": PAIRS,
        "comparisons": len(answered),
        "called_different": sum(surely_above_one(r) or surely_below_one(r) for r in answered),
        "slowed_missed": sum(_answers(ratio) and not surely_above_one(ratio) for ratio in slowed),
        "unanswered": sum(not _answers(ratio) for ratio in (*aa_controls, *slowed)),
        "slowed_least": min(shares, default=None),
        "slowed_most": max(shares, default=None),
    }


def _answers(ratio: Estimate | None) -> bool:
    return ratio is not None and ratio.low is not None


def _comparisons(
    configuration: Configuration, samples: Sequence[Sample], barrier: str
) -> Iterator[Estimate | None]:
    """The ratio to the control in each block of repetitions that is whole."""
    control, other = (configuration.cell(each, POLICY) for each in (CONTROL, barrier))
    blocks: dict[int, list[Sample]] = defaultdict(list)
    for sample in samples:
        blocks[sample.repetition // PAIRS].append(sample)
    for block in blocks.values():
        if sum(sample.cell in (other, control) for sample in block) == 2 * PAIRS:
            yield compare([sample for sample in block if sample.is_kept], other, control)
