"""Who keeps what: run, recorded, shown and reported."""

import json

import pytest

from barriers_tools import paths
from barriers_tools.conformance import guarantees, promises, record
from barriers_tools.conformance.systems import PROMISES, SYSTEMS, Program
from barriers_tools.errors import MeasurementFailed, ResultRejected
from barriers_tools.report import conformance
from barriers_tools.schemas import validation
from test_promises import TEXTBOOK

PTHREAD, BOOST, GO = (SYSTEMS[name] for name in ("pthread", "boost", "go_channel"))


def cell(outcome, reference, seen="as seen"):
    whole = {"system": "pthread", "promise": "one_leader", "seen": seen}
    return {**whole, "reference": reference, "outcome": outcome}


def document(*cells, verdicts=()):
    return {
        "schema": 2,
        "environment": {"time": "t", "commit": "c"},
        "peers": {"pthread": "P"},
        "verdicts": list(verdicts),
        "promises": [{"promise": "one_leader", "subject": "barrier", "sentence": "One leads."}],
        "systems": [{"system": "pthread", "subject": "barrier", "title": "P"}],
        "cells": list(cells),
    }


@pytest.mark.parametrize("outcome", ["kept", "broken", "hangs", "crashes", "not offered"])
def test_nobody_breaks_what_was_never_promised(outcome):
    assert promises.verdict(cell(outcome, None)) == "not promised"


@pytest.mark.parametrize("outcome", ["kept", "broken", "hangs", "crashes"])
def test_what_was_promised_has_its_outcome(outcome):
    assert promises.verdict(cell(outcome, "POSIX")) == outcome


@pytest.mark.parametrize("reference", ["POSIX", None])
def test_what_is_not_installed_is_not_judged(reference):
    assert promises.verdict(cell("not installed", reference)) == "not installed"


@pytest.mark.parametrize("reference, lists", [("POSIX", (1, 0)), (None, (0, 1))])
@pytest.mark.parametrize("outcome", ["broken", "hangs", "crashes"])
def test_a_fault_is_told_from_what_users_trip_over(outcome, reference, lists):
    found = document(cell(outcome, reference))
    assert (len(promises.faults(found)), len(promises.traps(found))) == lists


@pytest.mark.parametrize("outcome", ["kept", "not offered", "not installed"])
def test_what_is_no_fault_is_in_neither_list(outcome):
    found = document(cell(outcome, "POSIX"), cell(outcome, None))
    assert promises.faults(found) == promises.traps(found) == []


def test_each_system_is_asked_for_all_promises_of_its_kind():
    programs = {name: Program(missing="it is not there") for name in SYSTEMS}
    found = promises.run([PTHREAD, BOOST, GO], programs, lambda share: None)
    asked = [(each["system"], each["promise"]) for each in found["cells"]]
    assert asked == [
        (system.name, promise.name)
        for system in (PTHREAD, BOOST, GO)
        for promise in PROMISES[system.subject]
    ]
    assert {each["outcome"] for each in found["cells"]} == {"not installed"}


def test_a_program_that_lacks_what_its_system_promises_is_a_mistake_of_ours():
    lacks = Program(("/bin/sh", "-c", "echo barrier >&2; exit 3"))
    with pytest.raises(MeasurementFailed, match="pthread promises .* does not offer 'barrier'"):
        promises.run([PTHREAD], {"pthread": lacks}, lambda share: None)


def test_whoever_promises_is_a_system_that_can_be_asked():
    for subject, all_of_them in PROMISES.items():
        names = {name for name, system in SYSTEMS.items() if system.subject == subject}
        assert {each for promise in all_of_them for each in promise.made_by} <= names


def test_the_report_shows_both_tables_and_both_lists():
    text = conformance.section(
        document(
            cell("broken", "POSIX", seen="two <lead>"),
            verdicts=[
                {
                    "peer": "pthread",
                    "scenario": "visibility",
                    "team": 2,
                    "phases": 1,
                    "verdict": "hangs",
                    "promises": [],
                }
            ],
        )
    )
    assert "| One leads. | broken |" in text
    assert "| pthread | one\\_leader | broken | two &lt;lead&gt; | POSIX |" in text
    assert "| pthread | hangs |" in text and text.count("Nothing.") == 1


def test_the_worst_over_the_teams_counts():
    verdicts = [
        {"peer": "pthread", "scenario": "visibility", "team": team, "verdict": verdict}
        for team, verdict in ((1, "kept"), (2, "hangs"), (3, "not offered"))
    ]
    assert list(guarantees.lines(document(verdicts=verdicts))) == [("pthread", "hangs")]


def test_without_a_record_the_report_says_how_to_make_one():
    assert "conformance --save" in conformance.section(None)


def test_a_record_is_checked_before_it_is_believed(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "CONFORMANCE", tmp_path / "conformance.json")
    assert record.load() is None
    paths.CONFORMANCE.write_text(json.dumps(document(cell("splendid", None))))
    with pytest.raises(ResultRejected, match="cells/0/outcome"):
        record.load()


def test_a_record_of_schema_1_is_read_without_its_probes(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "CONFORMANCE", tmp_path / "conformance.json")
    rows = [
        {"peer": "pthread", "scenario": scenario, "team": team, "phases": 1, "verdict": verdict}
        for scenario, team, verdict in (("team_of_none", 0, "kept"), ("visibility", 2, "kept"))
    ]
    old = document(verdicts=[{**row, "promises": []} for row in rows])
    for name in ("promises", "systems", "cells"):
        del old[name]
    paths.CONFORMANCE.write_text(json.dumps({**old, "schema": 1}))
    (row,) = record.load()["verdicts"]
    assert row["scenario"] == "visibility"


@pytest.fixture
def manifest(tmp_path):
    """Every system is missing, but boost, which is the textbook's."""
    entries = {name: {"missing": "there is no such package"} for name in SYSTEMS}
    entries["boost"] = {"command": [*TEXTBOOK, "none"]}
    path = tmp_path / "promises.json"
    path.write_text(json.dumps(entries))
    return path


def test_the_command_shows_and_prints_what_was_found(barriers, manifest):
    found = barriers.json("conformance", "--system", "boost,go_channel")
    validation.hold(found, "conformance", "here")
    outcomes = {(each["system"], each["outcome"]) for each in found["cells"]}
    assert outcomes == {("boost", "kept"), ("go_channel", "not installed")}
    shown = barriers("conformance", "--system", "go_channel")
    assert shown.returncode == 0 and "not installed" in shown.stdout
    assert "go_channel is not installed: there is no such package" in shown.stderr


def test_all_systems_are_asked_unless_some_are_named_and_their_record_is_kept(barriers, tmp_path):
    missing = {name: {"missing": "there is no such package"} for name in SYSTEMS}
    (tmp_path / "promises.json").write_text(json.dumps(missing))
    assert barriers("conformance", "--save").returncode == 0
    kept = json.loads((tmp_path / "results" / "conformance.json").read_text())
    assert [each["system"] for each in kept["systems"]] == list(SYSTEMS)


def test_the_command_knows_its_systems_and_keeps_no_part_of_a_record(barriers, manifest):
    misspelt = barriers("conformance", "--system", "pthreat")
    assert misspelt.returncode == 2 and "Did you mean 'pthread'?" in misspelt.stderr
    partial = barriers("conformance", "--system", "pthread", "--save")
    assert partial.returncode == 2 and "--system" in partial.stderr
