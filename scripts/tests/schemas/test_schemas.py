"""The JSON Schemas are generated from the models, and say what those say."""

import json

import jsonschema
import pytest

from barriers_tools import paths
from barriers_tools.errors import ResultRejected
from barriers_tools.measure.validate import validate
from barriers_tools.schemas import validation
from barriers_tools.schemas.old_conformance import upgrade as upgrade_conformance
from barriers_tools.schemas.old_journal import upgrade
from barriers_tools.schemas.old_records import upgrade as upgrade_document

CONFORMANCE = upgrade_conformance(json.loads(paths.CONFORMANCE.read_text(encoding="utf-8")))
VERIFICATION = upgrade_document(json.loads(paths.VERIFICATION.read_text(encoding="utf-8")))


def records():
    """A few records of each kind, of a journal that is kept."""
    *_, journal = sorted(paths.RESULTS.glob("*/*.jsonl"))
    lines = journal.read_text(encoding="utf-8").splitlines()
    return [upgrade(json.loads(line)) for line in [*lines[:5], *lines[-3:]]]


def is_valid(name, content):
    """Whether the model takes a content; the schema has to say the same."""
    schema = validation.json_schema(name)
    by_schema = jsonschema.Draft7Validator(schema).is_valid(content)
    try:
        if name == "sweep":
            validation.record(json.dumps(content).encode(), "here")
        else:
            validation.hold(content, name, "here")
        by_model = True
    except ResultRejected:
        by_model = False
    assert by_schema == by_model, content
    return by_model


def test_committed_records_are_valid_by_both():
    found = records()
    assert {"plan", "launch"} <= {each["record"] for each in found}
    assert all(is_valid("sweep", each) for each in found)
    assert is_valid("conformance", CONFORMANCE) and is_valid("verification", VERIFICATION)


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
def test_an_impossible_plan_is_refused_by_both(path, value):
    plan = json.loads(json.dumps(records()[0]))
    at = plan["plan"]
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert is_valid("sweep", records()[0]) and not is_valid("sweep", plan)


@pytest.mark.parametrize(
    "name, value",
    [("team", 0), ("engine", "genmc"), ("search", "bound-"), ("seconds", -1), ("extra", 1)],
)
def test_an_impossible_search_is_refused_by_both(name, value):
    runs = VERIFICATION["runs"][:3]
    assert not is_valid("verification", {**VERIFICATION, "runs": [*runs, {**runs[0], name: value}]})


@pytest.mark.parametrize("metric", ["lalr_p50_ns", "period_p50_ns", "unheard_of"])
@pytest.mark.parametrize("value", [None, "100", True, -1e13, 10**400, []])
def test_a_metric_is_a_number_that_can_be_measured(metric, value):
    (launch, *_) = [each for each in records() if each["record"] == "launch"]
    launch["metrics"] = {**launch["metrics"], metric: value}
    assert not is_valid("sweep", launch)


def test_the_place_of_a_fault_is_named():
    verdict = {**CONFORMANCE["verdicts"][0], "team": -1}
    fault = "^here, verdicts/0/team: .*greater than or equal to 1"
    with pytest.raises(ResultRejected, match=fault):
        validation.hold({**CONFORMANCE, "verdicts": [verdict]}, "conformance", "here")


@pytest.mark.parametrize("name", validation.NAMES)
def test_every_schema_can_be_printed(barriers, name):
    done = barriers("schema", name)
    assert done.returncode == 0 and json.loads(done.stdout) == validation.json_schema(name)


def test_there_is_no_other_schema(barriers):
    assert barriers("schema", "poem").returncode == 2


@pytest.mark.parametrize("name", ["conformance", "verification"])
def test_the_documents_that_are_kept_are_what_their_schemas_say(name):
    assert validate(paths.RESULTS / f"{name}.json")["kind"] == name
