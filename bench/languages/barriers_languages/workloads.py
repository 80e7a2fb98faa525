"""What a rank does between two episodes: how long it is busy, drawn by rank and episode in ns."""

import numpy as np

from barriers_languages.shared_memory import DELAY_COUNT

US = 1000


def uniform_2us(draw: np.random.Generator, team: int) -> np.ndarray:
    """A time that is drawn anew for each rank and episode, uniformly from 0 to 2 us."""
    return draw.integers(0, 2 * US, (team, DELAY_COUNT), endpoint=True)


# By name; none: a rank is not busy at all, all goes back to back.
WORKLOADS = {"empty": None, "uniform_2us": uniform_2us}
