"""Measurements as files: nothing is lost, what is read is checked, and the report is a function of it."""

import json
import shutil

import pytest

from barriers_tools import paths
from barriers_tools.conformance import record
from barriers_tools.errors import NotKept, ResultRejected
from barriers_tools.measure import journal
from barriers_tools.measure.bench import Launched
from barriers_tools.measure.results import load_all
from barriers_tools.measure.validate import validate
from barriers_tools.report.report import report
from barriers_tools.schemas import validation
from barriers_tools.schemas.sample import Failure, Sample
from barriers_tools.verify import verification
from commands import Commands


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
    (path,) = (tmp_path / "results").glob("*/*.jsonl")
    return path


def records(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def change(path, edit):
    """Edits the records; by number, or whole."""
    found = records(path)
    edit(found)
    path.write_text("".join(json.dumps(each) + "\n" for each in found))


PLAN = 0
# After the plan and the context of its barrier.
LAUNCH = 2


def test_what_was_saved_is_read_back(saved, tmp_path):
    (result,) = load_all(tmp_path / "results")
    kinds = [each["record"] for each in records(saved)]
    assert kinds[:3] == ["plan", "context", "launch"] and kinds[-1] == "end"
    assert len(result.samples) == kinds.count("launch") == 42
    assert result.ended == "complete" and not result.failures
    assert result.file == f"{saved.parent.name}/{saved.name}"


def test_every_file_that_a_command_wrote_is_valid(saved, barriers):
    done = barriers("validate", str(saved), "--json")
    (found,) = json.loads(done.stdout)
    assert done.returncode == 0 and found["kind"] == "sweep" and "42 launches" in found["holds"]
    assert validate(paths.VERIFICATION)["kind"] == "verification"


def test_each_word_has_the_context_that_it_was_measured_in(saved, tmp_path):
    (result,) = load_all(tmp_path / "results")
    assert result.contexts.keys() == {
        each["barrier"] for each in records(saved)[0]["plan"]["cells"]
    }
    assert result.contexts["pthread"]["compiler"] == "fake 1.0"
    assert {sample.metrics["stamp_cost_ns"] for sample in result.samples} == {25.5}
    assert "stamp_cost_ns" not in result.contexts["pthread"]


def test_a_context_is_written_again_only_where_it_changed(tmp_path, cell):
    plan = journal.Plan(cells=(cell("central"),), seed=1, cell_ms=1)
    sink = journal.Journal(lambda around: tmp_path / "one.jsonl", plan, (), {}, lambda context: {})
    for number, (language, reason) in enumerate(
        [("Go", "r"), ("Go", "s"), ("Go", "r"), ("C", "s")]
    ):
        context = {"language": language, "flags": "-O2"}
        launched = Launched({}, {"cycles": reason}, context)
        sink.keep(Sample(number, cell("central"), {}), launched)
    said = [
        (each["facts"], each["unavailable"])
        for each in records(tmp_path / "one.jsonl")
        if each["record"] == "context"
    ]
    assert said == [
        ({"language": "Go", "flags": "-O2"}, {"cycles": "r"}),
        ({}, {"cycles": "s"}),
        ({"language": "C"}, {}),
    ]


def test_whatever_an_executable_says_the_file_can_be_read_again(tmp_path, cell):
    plan = journal.Plan(cells=(cell("central"), cell("pthread")), seed=1, cell_ms=1)
    path = tmp_path / "one.jsonl"
    sink = journal.Journal(lambda around: path, plan, (), {}, lambda context: {})
    metrics = {"period_p50_ns": 1.0, "lalr_p50_ns": 1.0}
    said = {"said": "red \x1b[31m\n" + "x" * 5000}
    sink.keep(Sample(0, cell("central"), metrics), Launched(metrics, said, said))
    sink.keep_failure(
        Failure(0, cell("pthread"), "/home/somebody/x says \x00 and \x1b[2J\n" + "y" * 5000)
    )
    for number, line in enumerate(path.read_bytes().splitlines()[1:]):
        validation.record(line, f"line {number}")
    assert "/home/somebody" not in path.read_text()


def test_a_metric_that_an_executable_describes_is_kept_and_reported(barriers, tmp_path):
    extra = {"name": "joules", "unit": "J", "kind": "energy", "sign": "positive"}
    fake = {**extra, "column": "energy", "value": 0.25}
    document = barriers.json("run", "--team=2", "--launches=7", "--save", extra=fake)
    assert {cell["joules"] for cell in document["cells"]} == {0.25}
    (result,) = load_all(tmp_path / "results")
    assert {sample.metrics["joules"] for sample in result.samples} == {0.25}
    rows = [line.split("|") for line in report([result]).splitlines() if line.startswith("|")]
    (head,) = [row for row in rows if " energy " in row]
    (central,) = [row for row in rows if len(row) == len(head) and " central/spin " in row]
    assert central[head.index(" energy ")].strip() == "0.25"


def test_a_metric_that_cannot_be_is_not_believed(barriers):
    extra = {"name": "joules", "unit": "J", "kind": "energy", "sign": "positive", "column": ""}
    done = barriers("run", "--team=2", "--launches=1", extra={**extra, "value": 0})
    assert done.returncode == 1 and "joules is 0, which is impossible" in done.stderr


def test_what_an_executable_says_of_somebody_is_not_kept(saved):
    assert "nobody's business" not in saved.read_text()
    assert "there are no counters in a fake" in saved.read_text()


def test_a_torn_last_line_is_left_out_with_a_note(saved, tmp_path, capsys):
    whole = saved.read_bytes()
    saved.write_bytes(whole[:-40])
    (result,) = load_all(tmp_path / "results")
    assert result.ended == "cut off" and len(result.samples) in (41, 42)
    assert "half a record" in capsys.readouterr().err


def test_half_a_record_in_the_middle_is_refused(saved, tmp_path):
    lines = saved.read_text().splitlines(keepends=True)
    lines[5] = lines[5][:30] + "\n"
    saved.write_text("".join(lines))
    with pytest.raises(ResultRejected, match="line 6"):
        load_all(tmp_path / "results")


@pytest.mark.parametrize("cut", [1, 40, 400, 1500])
def test_a_sweep_goes_on_wherever_it_was_cut(saved, barriers, cut):
    """Nothing is measured twice, and nothing is missing in the end."""
    before = records(saved)
    saved.write_bytes(saved.read_bytes()[:-cut])
    done = barriers("sweep", "--resume", str(saved), "--json", lalr={"pthread": 900})
    assert done.returncode == 0, done.stderr
    after = records(saved)
    launches = [(each["repetition"], each["cell"]) for each in after if each["record"] == "launch"]
    assert len(launches) == len(set(launches)) == 42
    whole = [(each["repetition"], each["cell"]) for each in before if each["record"] == "launch"]
    assert sorted(launches) == sorted(whole)
    assert validate(saved)["kind"] == "sweep"


def test_what_is_complete_is_not_touched_by_going_on(saved, barriers):
    before = saved.read_bytes()
    assert barriers("sweep", "--resume", str(saved), "--json").returncode == 0
    assert saved.read_bytes() == before


def test_nobody_goes_on_with_the_sweep_of_another_commit(saved, barriers):
    change(saved, at(PLAN, "environment", "commit", "0123456789ab"))
    done = barriers("sweep", "--resume", str(saved))
    assert done.returncode == 1 and "start a new sweep" in done.stderr


def at(*path):
    """An edit that puts the last of its arguments where the others point."""

    def edit(document):
        *steps, last, value = path
        for step in steps:
            document = document[step]
        document[last] = value

    return edit


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pus_allowed", [0]),
        ("cgroup_quota_pus", 0.5),
        ("kernel", "Linux 1.0 x86_64"),
        ("cpu", "Another"),
        ("microcode", "of another processor"),
        ("executables", {"fake_bench": "0" * 16}),
        ("variables", {"OMP_NUM_THREADS": "2"}),
    ],
)
def test_launches_of_another_machine_or_build_are_not_mixed(saved, barriers, name, value):
    before = saved.read_text()
    change(saved, at(PLAN, "environment", name, value))
    changed = saved.read_text()
    assert changed != before
    done = barriers("sweep", "--resume", str(saved))
    assert done.returncode == 1 and "start a new sweep" in done.stderr
    assert name.replace("_", " ") in done.stderr and saved.read_text() == changed


def test_a_file_that_does_not_tell_what_was_measured_is_not_gone_on_with(saved, barriers):
    def forget(records):
        del records[PLAN]["environment"]["executables"]

    change(saved, forget)
    done = barriers("sweep", "--resume", str(saved))
    assert done.returncode == 1 and "executables: not recorded there" in done.stderr


@pytest.mark.parametrize(
    "edit",
    [
        at(PLAN, "schema", 1),
        at(PLAN, "metrics", 0, "sign", "imaginary"),
        at(PLAN, "environment", "machine", "../../etc"),
        at(PLAN, "environment", "machine", "elsewhere"),
        at(PLAN, "environment", "time", "yesterday"),
        at(PLAN, "environment", "commit", "HEAD; rm -rf /"),
        at(PLAN, "environment", "cpu", "x\x1b[2J"),
        at(PLAN, "barriers", {"<b>": {"kind": "peer", "title": "t"}}),
        at(PLAN, "plan", "cells", 0, "barrier", "| <script>"),
        at(PLAN, "plan", "cells", 0, "barrier", "unlisted"),
        at(PLAN, "plan", "cells", 0, "team", 0),
        lambda all_: all_[PLAN]["plan"]["cells"].append(all_[PLAN]["plan"]["cells"][0]),
        at(LAUNCH, "metrics", "lalr_p50_ns", -1e6),
        at(LAUNCH, "metrics", "period_p50_ns", 0),
        at(LAUNCH, "metrics", "period_p50_ns", None),
        at(LAUNCH, "metrics", "lalr_p50_ns", "100"),
        at(LAUNCH, "metrics", "lalr_p50_ns", 10**400),
        at(LAUNCH, "metrics", "extra", 1),
        at(LAUNCH, "cell", 99),
        at(LAUNCH, "repetition", -1),
        at(LAUNCH, "record", "lunch"),
        at(-1, "ended", "well"),
        lambda all_: all_.append(all_[LAUNCH]),
        lambda all_: all_.append(all_[PLAN]),
        lambda all_: all_.pop(PLAN),
    ],
)
def test_a_result_that_is_not_what_it_should_be_is_refused(saved, tmp_path, edit):
    change(saved, edit)
    with pytest.raises(ResultRejected, match="results/"):
        load_all(tmp_path / "results")


NO_RESULTS = {
    "empty": "",
    "cut off": "{\n",
    "list": "[]\n",
    "deep": "[" * 100_000 + "\n",
    "not a number": '{"record": NaN}\n',
    "binary": "\x00\n",
}


@pytest.mark.parametrize("text", NO_RESULTS.values(), ids=NO_RESULTS.keys())
def test_what_is_no_result_at_all_is_refused(saved, tmp_path, text):
    saved.write_text(text)
    with pytest.raises(ResultRejected, match="results/"):
        load_all(tmp_path / "results")


def test_a_link_is_not_followed(saved, tmp_path):
    saved.with_name("link.jsonl").symlink_to("/etc/passwd")
    with pytest.raises(ResultRejected, match="no plain file"):
        load_all(tmp_path / "results")


def test_a_document_of_no_kind_is_refused(tmp_path):
    (tmp_path / "some.json").write_text('{"schema": 1}')
    with pytest.raises(ResultRejected, match="no document"):
        validate(tmp_path / "some.json")


def test_text_from_a_file_stays_text(saved, tmp_path):
    change(saved, at(PLAN, "environment", "cpu", "a | b <img src=x> `c` [d](e)"))
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
    results = load_all(paths.RESULTS)
    assert results
    assert paths.REPORT.read_text(encoding="utf-8") == report(
        results, verification.load(), record.load()
    )


def test_the_file_of_a_journal_is_never_written_over(tmp_path):
    path = tmp_path / "there.jsonl"
    path.write_text("somebody's")
    sink = journal.Journal(lambda around: path, EMPTY, (), {}, lambda context: {})
    with pytest.raises(NotKept):
        sink.keep_failure(None)
    assert path.read_text() == "somebody's"


EMPTY = journal.Plan(cells=(), seed=1, cell_ms=1)
