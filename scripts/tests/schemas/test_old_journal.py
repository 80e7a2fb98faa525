"""A journal of schema 2 holds what one of schema 3 does, under the names of then."""

import json

import pytest

from barriers_tools.measure import journal_reader
from barriers_tools.schemas.old_journal import upgrade

NAMES = {"barrier": "word", "background_load": "company", "repetition": "sweep"}


def aged(value):
    """What schema 2 would have written."""
    if isinstance(value, dict):
        return {NAMES.get(key, key): aged(fact) for key, fact in value.items()}
    return [aged(each) for each in value] if isinstance(value, list) else value


@pytest.fixture
def files(barriers, tmp_path):
    """The same journal twice: as it is written, and as it was."""
    done = barriers("run", "--launches=2", "--seed=1", fail="pthread")
    assert "pthread" in done.stderr
    (new,) = tmp_path.glob("measured/**/*.jsonl")
    records = [json.loads(line) for line in new.read_text().splitlines()]
    assert records[0]["schema"] == 3 and {"launch", "failure"} <= {
        each["record"] for each in records
    }
    old = [aged(each) for each in records]
    old[0]["schema"] = 2
    del old[0]["metrics"]
    for each in old:
        if each["record"] == "context":
            reasons = each.pop("unavailable").items()
            each["facts"] |= {f"lacks_{metric}": reason for metric, reason in reasons}
    (tmp_path / "old.jsonl").write_text("".join(json.dumps(each) + "\n" for each in old))
    return new, tmp_path / "old.jsonl"


def test_an_old_journal_is_read_as_a_new_one(files):
    new, old = (journal_reader.read(each, each.name) for each in files)
    assert {each.name for each in new.metrics} < {each.name for each in old.metrics}
    old.length, old.metrics = new.length, new.metrics
    assert old == new


def test_kinds_and_controls_have_their_names_of_today():
    cell = {"word": "twin", "policy": "spin", "company": 0}
    barriers = {"twin": {"kind": "algorithm"}, "go": {"kind": "program"}}
    plan = upgrade({"record": "plan", "schema": 2, "plan": {"cells": [cell]}, "barriers": barriers})
    assert plan["barriers"] == {"aa_control": {"kind": "algorithm"}, "go": {"kind": "language"}}
    (found,) = plan["plan"]["cells"]
    assert found == {"barrier": "aa_control", "policy": "spin", "background_load": 0}


@pytest.mark.parametrize(
    "record",
    [[], "x", None, {}, {"record": []}, {"record": "plan", "schema": 2, "plan": [], "barriers": 1}]
    + [{"record": "plan", "schema": 2, "plan": {"cells": [1, {}]}, "barriers": {"a": 1}}],
)
def test_nonsense_is_left_to_the_schema(record):
    assert upgrade(record) == record
