"""Barriers of other languages, as the launcher measures them."""

import json
import subprocess

import pytest

from barriers_tools import paths
from barriers_tools.errors import MeasurementFailed
from barriers_tools.measure.bench import LaunchOptions
from barriers_tools.measure.languages import Languages
from barriers_tools.schemas.plan import Cell

FAKE = paths.LANGUAGES_PACKAGE / "tests" / "fake.py"
OPTIONS = LaunchOptions(cell_ms=5, commit="0000000")


@pytest.fixture
def languages(tmp_path):
    def build(behaviour="true"):
        command = ["/usr/bin/python3", "-I", "-S", str(FAKE), behaviour]
        facts = dict.fromkeys(("language", "runtime", "compiler", "flags"), "made up")
        manifest = {"go": {**facts, "artefact": str(FAKE), "command": command}}
        (tmp_path / "languages.json").write_text(json.dumps(manifest), encoding="utf-8")
        return Languages(tmp_path, {"compact": [0, 1], "unpinned": []})

    return build


def go(workload="empty", placement="compact", **load):
    return Cell("go", "own", workload, placement, 2, **load)


@pytest.mark.parametrize("placement", ["compact", "unpinned"])
def test_a_launch_says_what_was_measured_and_what_could_not_be(languages, placement):
    launched = languages().launch(go(placement=placement), OPTIONS, seed=1, timeout=60)
    assert launched.metrics["period_p50_ns"] == 1000 and launched.context["language"] == "made up"
    assert "runtime" in launched.unavailable["futex_waits"]


def test_what_goes_wrong_is_a_failed_measurement_and_a_timeout_is_one(languages):
    with pytest.raises(MeasurementFailed, match="go/own/empty/compact/2: a batch took 0 ns"):
        languages("timeless").launch(go(), OPTIONS, seed=1, timeout=60)
    with pytest.raises(subprocess.TimeoutExpired):
        languages("hang").launch(go(), OPTIONS, seed=1, timeout=1)
    with pytest.raises(MeasurementFailed, match="without background load"):
        languages().launch(go(background_load=1), OPTIONS, seed=1, timeout=60)
