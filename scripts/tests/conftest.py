"""The commands, run on executables that invent what they say."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any, Callable

import pytest

from barriers_tools.host import variables
from barriers_tools.schemas.plan import Cell

HERE = Path(__file__).resolve().parent
SCRIPTS = HERE.parent

# What is set around the tests themselves is no matter of theirs.
variables.clear(os.environ)

# The commands as scripts/barriers starts them, but for the build and the folder of the results.
COMMANDS = """
import signal
import sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a background job does not have
from barriers_tools import paths
from barriers_tools.measure import build
fake = Path(sys.argv[1])
build.bench = build.all_of_bench = build.calibration = lambda: [fake]
paths.ROOT = Path(sys.argv[2])
paths.RESULTS = paths.ROOT / "results"
paths.MEASURED = paths.ROOT / "measured"
paths.VERIFICATION = paths.RESULTS / "verification.json"
paths.CONFORMANCE = paths.RESULTS / "conformance.json"
paths.REPORT = paths.ROOT / "REPORT.md"
build.model = lambda: {each.name: each for each in sorted((paths.ROOT / "model").iterdir())}
del sys.argv[1:3]
from barriers_tools.cli.main import main
main()
"""


# What the build would list; each is the same fake under another name.
MODELS = (
    "model_central",
    "model_parking",
    "model_wrong",
    "mutants_central",
    "mutants_parking",
    "explorer_central",
    "explorer_parking",
    "explorer_mutants_parking",
    "explorer_wrong",
    "explorer_mutants_central",
    "litmus_random",
)


class Commands:
    """Runs `scripts/barriers ARGUMENTS` on the fake, in a tree of its own."""

    def __init__(self, tree: Path):
        self.tree = tree
        (tree / "model").mkdir()
        for name in MODELS:
            (tree / "model" / name).symlink_to(HERE / "fake_model")

    def start(
        self, *arguments: str, stdout: Any = subprocess.PIPE, **fake: Any
    ) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            ["/usr/bin/python3", "-s", "-c", COMMANDS, HERE / "fake_bench", self.tree, *arguments],
            cwd=self.tree,
            env={**os.environ, "PYTHONPATH": str(SCRIPTS), "FAKE": json.dumps(fake)},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def __call__(self, *arguments: str, **fake: Any) -> "subprocess.CompletedProcess[str]":
        process = self.start(*arguments, **fake)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def json(self, *arguments: str, **fake: Any) -> Any:
        done = self(*arguments, "--json", **fake)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def barriers(tmp_path: Path) -> Commands:
    return Commands(tmp_path)


@pytest.fixture
def cell() -> Callable[..., Cell]:
    def make(word: str, policy: str = "spin", team: int = 2, company: int = 0) -> Cell:
        return Cell(word, policy, "empty", "compact", team, company)

    return make
