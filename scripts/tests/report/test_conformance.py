"""What the peers guarantee: a mistake that is not survived breaks no guarantee."""

import json

import pytest

from barriers_tools import paths
from barriers_tools.report import conformance

MISTAKES = ("team_of_none", "over_arrival", "early_destruction")


def verdict(scenario, said):
    whole = {"peer": "pthread", "scenario": scenario, "team": 2, "phases": 1}
    return {**whole, "verdict": said, "promises": [] if said == "kept" else ["p"]}


def recorded(folder, *verdicts):
    document = {"schema": 1, "environment": {"time": "t", "commit": "c"}, "peers": {"pthread": "P"}}
    (folder / "conformance.json").write_text(json.dumps({**document, "verdicts": verdicts}))
    return folder / "conformance.json"


@pytest.fixture
def load(tmp_path, monkeypatch):
    def loaded(*verdicts):
        monkeypatch.setattr(paths, "CONFORMANCE", recorded(tmp_path, *verdicts))
        return conformance.load()

    return loaded


@pytest.mark.parametrize("scenario", MISTAKES)
@pytest.mark.parametrize("said", ["broken", "hangs"])
def test_what_no_standard_guarantees_is_not_broken(load, scenario, said):
    document = load(verdict(scenario, said))
    assert list(conformance.lines(document)) == [("pthread", "not required")]
    assert conformance.faults(document) == []


def test_what_is_survived_all_the_same_is_kept(load):
    assert list(conformance.lines(load(verdict("over_arrival", "kept")))) == [("pthread", "kept")]


def test_a_guarantee_stays_one(load):
    document = load(verdict("visibility", "broken"), verdict("team_of_none", "broken"))
    assert list(conformance.lines(document)) == [("pthread", "broken", "not required")]
    assert [fault[1] for fault in conformance.faults(document)] == ["visibility"]
