"""The commands."""

import json
import sys
from typing import Any

import click
from click_didyoumean import DYMGroup

from lab import options, statistics, tree
from lab.errors import INTERRUPTED, MeasurementFailed, VerificationFailed
from lab.session import Request, Session

# What `run` does for each cell: one more than an interval needs.
LAUNCHES = statistics.ENOUGH + 1

EPILOG = """\b
Exit codes:
  0    done
  1    a measurement or a check failed
  2    a usage error
  3    the set-up or the build failed
  4    the machine is not as fit as doctor --require wants it
  130  interrupted; what was measured until then is shown

Data goes to stdout, progress to stderr."""


@click.group(
    cls=DYMGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]}
)
def barriers() -> None:
    """Lists, measures, recommends and verifies barriers on this machine."""


@barriers.command("list")
@options.as_json
def list_(as_json: bool) -> None:
    """The algorithms and their peers."""
    described = Session.opened().described
    if as_json:
        return _print_json(described)
    from lab import show

    show.barriers(described)


@barriers.command()
@options.as_json
def topology(as_json: bool) -> None:
    """The PUs of this machine, and who sits where in each placement."""
    found = Session.opened().topology
    if as_json:
        return _print_json(found)
    from lab import show

    show.topology(found)


@barriers.command()
@options.as_json
@click.option(
    "--require",
    is_flag=False,
    flag_value="tolerable",
    type=click.Choice(("tolerable", "good")),
    help="End with 4 where a check is bad; with --require=good, where one is not good.",
)
def doctor(as_json: bool, require: str | None) -> None:
    """How fit this machine is for measuring, what that does to the numbers, and what mends it.

    Each check is good; tolerable, which can be measured with, and has to be said with the numbers;
    bad; or unknown, where the machine does not tell. Nothing is changed, and nothing needs root but
    the commands that mend. Takes a second, to see who else is at work.
    """
    from lab import doctor as examining
    from lab.checks.check import this_machine

    findings = examining.examine(this_machine())
    if as_json:
        _print_json(examining.document(findings))
    else:
        examining.show(findings)
    if require:
        examining.require(findings, require)


@barriers.command()
@click.argument("words", nargs=-1)
@options.of_measuring
def run(words: tuple[str, ...], as_json: bool, save: bool, **asked: Any) -> None:
    """Measures WORDS (default: all) and shows period and LALR of each cell.

    Without --team: a team of all PUs. Without --policy: spin and park where each rank has a PU to
    itself; yield and park where not (an episode of spinning ranks that share a PU takes a tick of
    the scheduler, some 10 ms). Without --launches: 7 of each cell; with --budget alone: as many as
    fit.
    """
    if asked["launches"] is None and asked["budget"] is None:
        asked["launches"] = LAUNCHES
    session = Session.opened()
    measured = session.measure(session.request(Request(words=words, **asked)))
    _finish(measured, as_json, save, "run")


@barriers.command()
@click.option("--quick", is_flag=True, help="Measure for at most 60 s.")
@options.of_measuring
def recommend(quick: bool, as_json: bool, save: bool, **asked: Any) -> None:
    """Measures all barriers and says which to use for each team size, and how sure that is.

    Barriers are compared by LALR, the time from the last arrival to the last release, at p50.
    Period is shown beside it, but rewards a barrier for hoarding a line. A launch of a process is
    one sample. Ratios are those of launches in the same sweep; their 95 % intervals are
    bootstrapped, and count as a difference where they lie beyond 5 %.

    Without --team: the powers of two up to the PUs, all PUs, and twice as many. Without --budget:
    60 s with --quick, else 5 minutes. Without --launches: as many as fit.
    """
    if quick and asked["budget"] is not None:
        raise click.UsageError("--quick has a budget of its own; give one or the other.")
    asked["budget"] = asked["budget"] or (60.0 if quick else 300.0)
    session = Session.opened()
    measured = session.measure(session.request(Request(survey=True, **asked)))
    _finish(measured, as_json, save, "recommend")


@barriers.command()
@click.option("--check", is_flag=True, help="Only say whether REPORT.md is what it would be.")
@options.as_json
def report(check: bool, as_json: bool) -> None:
    """Generates REPORT.md from the files under results/."""
    from lab import report as writing
    from lab import verification
    from lab.results import load_all

    results = load_all()
    text = writing.report(results, verification.load())
    if check:
        current = tree.REPORT.read_text(encoding="utf-8") if tree.REPORT.exists() else ""
        if text != current:
            raise MeasurementFailed("REPORT.md is not what results/ yields; run scripts/barriers report")
    else:
        tree.REPORT.write_text(text, encoding="utf-8")
    if as_json:
        return _print_json({"report": str(tree.REPORT), "results": [each.file for each in results]})
    state = "is up to date" if check else "written"
    click.echo(f"{tree.REPORT.name} {state}, from {len(results)} results", err=True)


@barriers.command()
@click.argument("word", required=False)
@options.of_verifying
def verify(word: str | None, as_json: bool, save: bool, budget: float | None, **asked: Any) -> None:
    """Searches what WORD (default: every word) does, under the Relacy Race Detector and by the
    explorer, and tries what has to be convicted: its mutants, and the museum of wrong barriers.

    A search that failed is shown with its seed, its trace and the command that repeats it. Without
    --budget: until all is done; with --full for at most 60 minutes. The record of a whole
    verification is kept where --save asks for it, as results/verification.json, and `report` makes
    a chapter of it.
    """
    from lab import verification
    from lab.searches import Request

    request = Request(word=word, **asked)
    if save and not request.whole:
        raise click.UsageError("--save keeps the record of everything; leave the choices out.")
    document, subjects = verification.verify(request, budget)
    _show_verdicts(document, subjects, as_json)
    if save and document["ended"] not in ("complete", "interrupted"):
        raise VerificationFailed("not saved: a record is of a verification that came to its end")
    if save and document["ended"] == "complete":
        path = verification.save(document)
        click.echo(f"saved: {path.relative_to(tree.ROOT)}", err=True)
    if faults := verification.faults(document):
        raise VerificationFailed(f"not all is as it should be: {len(faults)} faults")
    if document["ended"] == "interrupted":
        raise KeyboardInterrupt


def _show_verdicts(document: dict[str, Any], subjects: Any, as_json: bool) -> None:
    from lab import verdicts
    from lab.results import rendered

    if as_json:
        click.echo(rendered(document), nl=False)
    else:
        verdicts.show_all(document)
    verdicts.explain(document, subjects)


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, indent=2, allow_nan=False))


def _finish(measured: Any, as_json: bool, save: bool, command: str) -> None:
    """Shows what was measured, keeps it if asked, and ends as the measuring ended."""
    from lab import results, show

    document = measured.document(with_recommendations=command == "recommend")
    if as_json:
        click.echo(results.rendered(document), nl=False)
    elif command == "recommend":
        show.recommendations(measured)
    else:
        show.rows(measured)
    if save:
        path = results.save(document)
        click.echo(f"saved: {path.relative_to(tree.ROOT)}", err=True)
    if measured.found.ended == "failed":
        raise MeasurementFailed(measured.found.failure or "a launch failed")
    if measured.found.ended == "interrupted":
        raise KeyboardInterrupt


def main() -> None:
    """Runs the command that the command line names, and ends with its exit code."""
    try:
        sys.exit(barriers.main(prog_name="scripts/barriers", standalone_mode=False))
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(INTERRUPTED)
