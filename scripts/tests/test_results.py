"""Results as files: what is read is checked, and the report is a function of it."""

import json
import shutil

import pytest
from conftest import Commands
from lab import tree, verification
from lab.errors import ResultRejected
from lab.report import report
from lab.results import load_all, rendered


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """A tree with one result in it."""
    tree_of_one = tmp_path_factory.mktemp("measured")
    done = Commands(tree_of_one)("run", "--launches=7", "--save", lalr={"pthread": 900})
    assert done.returncode == 0, done.stderr
    return tree_of_one


@pytest.fixture
def saved(measured, tmp_path):
    """That result, in the tree of the test."""
    shutil.copytree(measured / "results", tmp_path / "results")
    (path,) = (tmp_path / "results").glob("*/*.json")
    return path


def change(path, edit):
    document = json.loads(path.read_text())
    edit(document)
    path.write_text(rendered(document))


def test_what_was_saved_is_read_back(saved, tmp_path):
    (result,) = load_all(tmp_path / "results")
    document = json.loads(saved.read_text())
    assert len(result.batches) == len(document["batches"]) == 42
    assert result.file == f"{saved.parent.name}/{saved.name}"


def at(*path):
    """An edit that puts the last of its arguments where the others point."""

    def edit(document):
        *steps, last, value = path
        for step in steps:
            document = document[step]
        document[last] = value

    return edit


@pytest.mark.parametrize(
    "edit",
    [
        at("schema", 2),
        at("environment", "machine", "../../etc"),
        at("environment", "machine", "elsewhere"),
        at("environment", "time", "yesterday"),
        at("environment", "commit", "HEAD; rm -rf /"),
        at("environment", "cpu", "x\x1b[2J"),
        at("batches", 0, "lalr_p50_ns", -1e6),
        at("batches", 0, "period_p50_ns", 0),
        at("batches", 0, "period_p50_ns", None),
        at("batches", 0, "lalr_p50_ns", "100"),
        at("batches", 0, "lalr_p50_ns", 10**400),
        at("batches", 0, "word", "| <script>"),
        at("batches", 0, "word", "unlisted"),
        at("batches", 0, "team", 0),
        at("batches", 0, "extra", 1),
        at("barriers", {"<b>": "peer"}),
        at("ended", "well"),
        lambda document: document["batches"].append(document["batches"][0]),
        lambda document: document.pop("batches"),
    ],
)
def test_a_result_that_is_not_what_it_should_be_is_refused(saved, tmp_path, edit):
    change(saved, edit)
    with pytest.raises(ResultRejected, match="results/"):
        load_all(tmp_path / "results")


NO_RESULTS = {
    "empty": "",
    "cut off": "{",
    "list": "[]",
    "deep": "[" * 100_000,
    "not a number": '{"schema": NaN}',
    "binary": "\x00",
}


@pytest.mark.parametrize("text", NO_RESULTS.values(), ids=NO_RESULTS.keys())
def test_what_is_no_result_at_all_is_refused(saved, tmp_path, text):
    saved.write_text(text)
    with pytest.raises(ResultRejected, match="results/"):
        load_all(tmp_path / "results")


def test_a_link_is_not_followed(saved, tmp_path):
    saved.with_name("link.json").symlink_to("/etc/passwd")
    with pytest.raises(ResultRejected, match="link"):
        load_all(tmp_path / "results")


def test_text_from_a_file_stays_text(saved, tmp_path):
    change(saved, at("environment", "cpu", "a | b <img src=x> `c` [d](e)"))
    text = report(load_all(tmp_path / "results"))
    assert "<img" not in text and "[d]" not in text and "a \\| b" in text


def test_the_same_results_give_the_same_report(saved, barriers, tmp_path):
    assert barriers("report").returncode == 0
    first = (tmp_path / "REPORT.md").read_bytes()
    assert barriers("report").returncode == 0
    assert (tmp_path / "REPORT.md").read_bytes() == first
    assert b"pthread" in first and saved.name.encode() in first
    assert barriers("report", "--check").returncode == 0


def test_a_report_that_was_touched_is_noticed(saved, barriers, tmp_path):
    barriers("report")
    path = tmp_path / "REPORT.md"
    path.write_text(path.read_text().replace("1", "2", 1))
    done = barriers("report", "--check")
    assert done.returncode == 1 and "run scripts/barriers report" in done.stderr


def test_the_committed_report_is_what_the_committed_results_yield():
    results = load_all(tree.RESULTS)
    assert results
    assert tree.REPORT.read_text(encoding="utf-8") == report(results, verification.load())
