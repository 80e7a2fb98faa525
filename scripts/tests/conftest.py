"""The commands, run on executables that invent what they say."""

import os
from pathlib import Path
from typing import Callable

import pytest
import rich.table  # noqa: F401  # what each fork would import
import scipy.stats  # noqa: F401

from barriers_tools.host import variables
from barriers_tools.schemas.plan import Cell
from commands import Commands

# What is set around the tests themselves is no matter of theirs.
variables.clear(os.environ)


@pytest.fixture
def barriers(tmp_path: Path) -> Commands:
    return Commands(tmp_path)


@pytest.fixture
def cell() -> Callable[..., Cell]:
    def make(barrier: str, policy: str = "spin", team: int = 2, background_load: int = 0) -> Cell:
        return Cell(barrier, policy, "empty", "compact", team, background_load)

    return make
