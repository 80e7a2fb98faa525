"""What the numbers support: which launches count, and how sure an estimate is."""

import math
from dataclasses import dataclass
from typing import Any, Callable, Iterable, Sequence

CONFIDENCE = 0.95
RESAMPLES = 2000
SEED = 20210
# With fewer launches there is no interval, and nothing is called sure: the range of five holds the
# median with a probability of 94 % only, the range of six with 97 %.
ENOUGH = 6
# A difference is called one when its whole interval lies beyond this ratio.
DIFFERENCE = 1.05
# A machine has two regimes where its launches fall into two groups so far apart, each of such a share.
REGIMES_APART = 2.0
SHARE_OF_A_REGIME = 0.1


@dataclass(frozen=True)
class Estimate:
    """A median over launches, with its bootstrap interval; none where the launches are too few."""

    value: float
    low: float | None
    high: float | None
    launches: int

    @property
    def half_width(self) -> float | None:
        """Half the width of the interval, as a share of the value."""
        if self.low is None or self.high is None or self.value == 0:
            return None
        return (self.high - self.low) / 2 / abs(self.value)

    @property
    def decimals(self) -> int:
        """How many decimals the interval supports; below zero: tens, hundreds, ..."""
        half = 0.0 if self.low is None or self.high is None else (self.high - self.low) / 2
        if half <= 0:
            return decimals_of(self.value, digits=2)
        # The rule of the Particle Data Group: two digits of the half width up to 35, else one. And
        # never more than three of the value, nor less than one.
        decimals = -math.floor(math.log10(half / 3.55))
        least, most = (decimals_of(self.value, digits) for digits in (1, 3))
        return min(max(decimals, least), most)

    def inverse(self) -> "Estimate":
        low = None if self.high is None else 1 / self.high
        high = None if self.low is None else 1 / self.low
        return Estimate(1 / self.value, low, high, self.launches)

    def round(self) -> "Estimate":
        """The same with no more digits than the interval supports."""
        low = None if self.low is None else _round(self.low, self.decimals)
        high = None if self.high is None else _round(self.high, self.decimals)
        return Estimate(_round(self.value, self.decimals), low, high, self.launches)


def _round(value: float, decimals: int) -> float:
    """Never rounded away to nothing; whole where it has no decimals, so that none are written."""
    decimals = max(decimals, decimals_of(value, digits=1))
    return round(value, decimals) if decimals > 0 else int(round(value, decimals))


def decimals_of(value: float, digits: int) -> int:
    """How many decimals show that many digits of a value; below zero: tens, hundreds, ..."""
    return digits - 1 - math.floor(math.log10(abs(value))) if value else 0


def median(values: Sequence[float]) -> Estimate:
    import numpy

    middle = float(numpy.median(values))
    low, high = _interval((values,), numpy.median)
    return Estimate(middle, low, high, len(values))


def ratio(numerators: Sequence[float], denominators: Sequence[float]) -> Estimate:
    """The median of the ratios of pairs that were measured in the same repetition."""
    logs = median([math.log(n / d) for n, d in zip(numerators, denominators, strict=True)])
    low = None if logs.low is None else math.exp(logs.low)
    high = None if logs.high is None else math.exp(logs.high)
    return Estimate(math.exp(logs.value), low, high, logs.launches)


def pooled_mean_by_median(
    weights: Sequence[float], means: Sequence[float], medians: Sequence[float]
) -> Estimate:
    """The weighted mean of the launches' means, in units of the median of their medians."""
    import numpy

    def pooled(weight: Any, mean: Any, middle: Any, axis: int = -1) -> Any:
        return numpy.average(mean, axis, weight) / numpy.median(middle, axis)

    columns = (weights, means, medians)
    low, high = _interval(columns, pooled, paired=True)
    return Estimate(float(pooled(*columns)), low, high, len(weights))


def surely_above_one(ratio: Estimate | None) -> bool:
    """Whether a ratio is surely so far above one that it is called a difference."""
    return ratio is not None and ratio.low is not None and ratio.low > DIFFERENCE


def surely_below_one(ratio: Estimate | None) -> bool:
    """Whether a ratio is surely so far below one that it is called a difference."""
    return ratio is not None and ratio.high is not None and ratio.high < 1 / DIFFERENCE


def surely_about_one(ratio: Estimate | None) -> bool:
    """Whether a ratio may be one, and is surely no difference."""
    if ratio is None or ratio.low is None or ratio.high is None:
        return False
    return 1 / DIFFERENCE <= ratio.low <= 1 <= ratio.high <= DIFFERENCE


Regimes = tuple[Estimate, Estimate]


def regimes(values: Sequence[float]) -> Regimes | None:
    """The medians of two groups of launches, the lower first, where the values fall into two: with
    none of them for a factor of two in between, and a tenth of them on either side."""
    ordered = sorted(values)
    steps = [upper / lower for lower, upper in zip(ordered, ordered[1:])]
    if not steps or max(steps) < REGIMES_APART:
        return None
    split = steps.index(max(steps)) + 1
    groups = ordered[:split], ordered[split:]
    if min(map(len, groups)) < max(2.0, SHARE_OF_A_REGIME * len(ordered)):
        return None
    return median(groups[0]), median(groups[1])


def geometric_mean(values: Iterable[float]) -> float:
    logs = [math.log(value) for value in values]
    return math.exp(sum(logs) / len(logs))


def _interval(
    columns: Sequence[Sequence[float]], statistic: Callable[..., Any], paired: bool = False
) -> tuple[float | None, float | None]:
    """The percentile bootstrap of a statistic; `paired` columns are drawn launch by launch. (BCa is
    undefined where a sample is constant, and gains nothing for a median.) The same values always
    give the same interval."""
    import numpy
    from scipy.stats import bootstrap

    if len(columns[0]) < ENOUGH:
        return None, None
    found = bootstrap(
        [numpy.asarray(column, dtype=float) for column in columns],
        statistic,
        paired=paired,
        confidence_level=CONFIDENCE,
        n_resamples=RESAMPLES,
        method="percentile",
        random_state=SEED,
    ).confidence_interval
    return float(found.low), float(found.high)
