"""Two records of a verification, compared."""

from barriers_tools.verify.comparison import differences

RUN = {
    "barrier": "central",
    "scenario": "lapping",
    "policy": "spin",
    "team": 2,
    "phases": 3,
    "engine": "rc11",
    "search": "full",
    "executions": 8,
    "complete": True,
    "verdict": "passed",
}
MUTANT = {
    "engine": "relacy",
    "barrier": "central",
    "place": "central.hpp:7:1",
    "operation": "store relaxed",
    "mutation": "dropped",
    "verdict": "killed",
}
WRONG = {"engine": "rc11", "barrier": "two_leaders", "verdict": "detected"}
RECORD = {"runs": [RUN], "mutants": [MUTANT], "wrong": [WRONG]}


def test_the_same_has_no_differences():
    assert list(differences(RECORD, RECORD)) == []


def test_each_difference_is_named():
    relacy = {**RUN, "engine": "relacy"}
    before = {**RECORD, "runs": [RUN, relacy]}
    after = {
        "runs": [{**RUN, "executions": 9}, {**relacy, "executions": 9}],
        "mutants": [{**MUTANT, "verdict": "survived"}],
        "wrong": [{**WRONG, "verdict": "missed"}],
    }
    assert [each.rsplit(": ", 1)[1] for each in differences(before, after)] == [
        "[('passed', 8)] before, [('passed', 9)] after",
        "['killed'] before, ['survived'] after",
        "['detected'] before, ['missed'] after",
    ]


def test_what_is_missing_is_named_but_for_wrong_barriers():
    found = list(differences(RECORD, {"runs": [], "mutants": [], "wrong": []}))
    assert len(found) == 2 and all(each.endswith("missing after") for each in found)


def test_a_mutant_is_the_same_on_another_line():
    moved = {**MUTANT, "place": "central.hpp:8:1"}
    assert list(differences(RECORD, {**RECORD, "mutants": [moved]})) == []
