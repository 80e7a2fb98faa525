"""The JSON Schemas are generated from the models, and say what those say."""

import json

import jsonschema
import pytest

from barriers_tools import paths
from barriers_tools.errors import ResultRejected
from barriers_tools.measure.validate import validated
from barriers_tools.schemas import validation
from barriers_tools.schemas.old_journal import upgrade

CONFORMANCE = json.loads(paths.CONFORMANCE.read_text(encoding="utf-8"))


def records():
    """A few records of each kind, of a journal that is kept."""
    *_, journal = sorted(paths.RESULTS.glob("*/*.jsonl"))
    lines = journal.read_text(encoding="utf-8").splitlines()
    return [upgrade(json.loads(line)) for line in [*lines[:5], *lines[-3:]]]


def agree(name, content, hold):
    """Whether the model takes a content; the schema has to say the same."""
    schema = validation.json_schema(name)
    by_schema = jsonschema.Draft7Validator(schema).is_valid(content)
    try:
        hold(content)
        by_model = True
    except ResultRejected:
        by_model = False
    assert by_schema == by_model, content
    return by_model


def hold_record(content):
    validation.record(json.dumps(content).encode(), "here")


def hold_conformance(content):
    validation.hold(content, "conformance", "here")


def test_what_is_kept_is_valid_by_both():
    found = records()
    assert {"plan", "launch"} <= {each["record"] for each in found}
    assert all(agree("sweep", each, hold_record) for each in found)
    assert agree("conformance", CONFORMANCE, hold_conformance)


@pytest.mark.parametrize(
    "path, value",
    [
        (("seed",), -1),
        (("seed",), "1"),
        (("seed",), True),
        (("cells", 0, "team"), 0),
        (("cells", 0, "team"), "2"),
        (("cells", 0, "barrier"), 5),
        (("cells", 0, "policy"), "doze"),
        (("cells", 0, "extra"), 1),
        (("precision",), 2),
        (("most",), "many"),
    ],
)
def test_what_nobody_can_have_written_is_refused_by_both(path, value):
    plan = json.loads(json.dumps(records()[0]))
    at = plan["plan"]
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert agree("sweep", records()[0], hold_record) and not agree("sweep", plan, hold_record)


@pytest.mark.parametrize("metric", ["lalr_p50_ns", "period_p50_ns", "unheard_of"])
@pytest.mark.parametrize("value", [None, "100", True, -1e13, 10**400, []])
def test_a_metric_is_a_number_that_can_be_measured(metric, value):
    (launch, *_) = [each for each in records() if each["record"] == "launch"]
    launch["metrics"] = {**launch["metrics"], metric: value}
    assert not agree("sweep", launch, hold_record)


def test_the_place_of_a_fault_is_named():
    verdict = {**CONFORMANCE["verdicts"][0], "team": -1}
    with pytest.raises(
        ResultRejected, match="^here, verdicts/0/team: .*greater than or equal to 0"
    ):
        hold_conformance({**CONFORMANCE, "verdicts": [verdict]})


@pytest.mark.parametrize("name", validation.NAMES)
def test_every_schema_can_be_printed(barriers, name):
    done = barriers("schema", name)
    assert done.returncode == 0 and json.loads(done.stdout) == validation.json_schema(name)


def test_there_is_no_other_schema(barriers):
    assert barriers("schema", "poem").returncode == 2


@pytest.mark.parametrize("name", ["conformance", "verification"])
def test_the_documents_that_are_kept_are_what_their_schemas_say(name):
    assert validated(paths.RESULTS / f"{name}.json")["kind"] == name
