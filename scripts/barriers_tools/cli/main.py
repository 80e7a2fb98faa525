"""The commands."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import click
from click_didyoumean import DYMGroup

from barriers_tools import options, paths, signals
from barriers_tools.analysis import statistics
from barriers_tools.errors import FAILED, MeasurementFailed, VerificationFailed, refused
from barriers_tools.host import variables
from barriers_tools.measure.session import Request, Session

# What `run` does for each cell: one more than an interval needs.
LAUNCHES = statistics.ENOUGH + 1

EPILOG = """\b
Exit codes:
  0    done
  1    a measurement or a check failed, or the output could not be written
  2    a usage error
  3    the set-up or the build failed
  4    the machine is not as fit as doctor --require wants it
  130  interrupted (Ctrl-C); what was measured until then is shown and kept
  129  the same by SIGHUP
  143  the same by SIGTERM; a second of these two signals ends at once

Data goes to stdout, progress to stderr."""


@click.group(cls=DYMGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--install", is_flag=True, expose_value=False, help="Install first what the command needs."
)
def barriers() -> None:
    """Lists, measures, recommends and verifies barriers on this machine."""


@barriers.command("list")
@options.as_json
def list_(as_json: bool) -> None:
    """The algorithms and their peers."""
    described = Session.with_all().described
    if as_json:
        return _print_json(described)
    from barriers_tools.report import run_console

    run_console.barriers(described)


@barriers.command()
@click.option("--latency", is_flag=True, help="Also measure L between each two PUs.")
@options.as_json
def topology(latency: bool, as_json: bool) -> None:
    """The PUs of this machine, and who sits where in each placement. PUs are listed as --pus takes them:
    0-6:2,1 are 0, 2, 4, 6 and 1.

    With --latency, a matrix: in how many ns a line moves from one PU to another. This is the L that
    scales every ratio.
    """
    session = Session.opened()
    found = {**session.topology, **({"latency": session.launcher.latency()} if latency else {})}
    if as_json:
        return _print_json(found)
    from barriers_tools.report import run_console

    run_console.topology(found)


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
    from barriers_tools.host import doctor as examining
    from barriers_tools.host.checks.check import this_machine

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
def run(words: tuple[str, ...], as_json: bool, dry_run: bool, save: bool, **asked: Any) -> None:
    """Measures WORDS (default: all) and shows period and LALR of each cell.

    Without --team: a team of all PUs. Without --placement or --pus: `compact`. Without --policy:
    spin and park where each rank has a PU to itself; yield and park where not (an episode of
    spinning ranks that share a PU takes a tick of the scheduler, some 10 ms). Without --launches:
    7 of each cell; with --budget alone: as many as fit.
    """
    if asked["launches"] is None and asked["budget"] is None:
        asked["launches"] = LAUNCHES
    session = Session.with_all()
    plan = session.plan(Request(words=words, **asked))
    _carry_out(session, plan, dry_run, as_json, save, "run")


@barriers.command()
@click.option("--quick", is_flag=True, help="Measure for at most 60 s.")
@options.of_measuring
def recommend(quick: bool, as_json: bool, dry_run: bool, save: bool, **asked: Any) -> None:
    """Measures all barriers and says which to use for each team size, and how sure that is.

    Barriers are compared by LALR, the time from the last arrival to the last release, at p50.
    Period is shown beside it, but rewards a barrier for hoarding a line. A launch of a process is
    one sample. Ratios are those of launches in the same sweep; their 95 % intervals are
    bootstrapped, and count as a difference where they lie beyond 5 %.

    Without --team: the powers of two up to the PUs, all PUs, and twice as many. Without --placement
    or --pus: `cores`, one rank for each core, neighbours first. Without --budget: 60 s with --quick,
    else 5 minutes. Without --launches: as many as fit.
    """
    if quick and asked["budget"] is not None:
        raise click.UsageError("--quick has a budget of its own; give one or the other.")
    asked["budget"] = asked["budget"] or (60.0 if quick else 300.0)
    session = Session.opened()
    plan = session.plan(Request(survey=True, **asked))
    _carry_out(session, plan, dry_run, as_json, save, "recommend")


@barriers.command()
@click.option("--quick", is_flag=True, help="Fewer workloads and crowds, for at most 5 minutes.")
@click.option("--full", is_flag=True, help="Launch until intervals are within 2 % (else: 5 %).")
@click.option(
    "--resume",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Go on with the plan of this file, in this file.",
)
@options.of_launching
def sweep(
    quick: bool,
    full: bool,
    resume: Path | None,
    as_json: bool,
    dry_run: bool,
    budget: float | None,
    seed: int,
) -> None:
    """Measures everything: all barriers, peers and programs, workloads, placements and crowds.

    What is measured goes to results/<machine>/ launch by launch, so that nothing is lost when a sweep
    is interrupted: --resume goes on where it stopped. A cell that hangs or fails is given up and
    recorded, and the rest goes on. A setting is launched until the interval of the LALR of each of
    its cells is narrow enough, 8 times at least, 30 times at most (with --full: 100).
    """
    if sum((quick, full, resume is not None)) > 1:
        raise click.UsageError("--quick, --full and --resume exclude each other.")
    session = Session.with_all()
    if resume is not None:
        if dry_run:
            raise click.UsageError("--resume has its plan in the file; leave --dry-run out.")
        return _finish(session.resume(resume, budget), as_json, "sweep")
    _carry_out(session, session.sweep(quick, full, budget, seed), dry_run, as_json, True, "sweep")


@barriers.command()
@options.of_launching
def calibrate(as_json: bool, dry_run: bool, **asked: Any) -> None:
    """Measures what is known beforehand, to find out how far the measuring can be believed.

    A barrier against its twin, which is the same code: how often are the two called different? And
    against itself with one more transfer of a line in each episode: is that always found? Each
    comparison has 25 pairs of launches. The launches are kept under results/.
    """
    from barriers_tools.analysis import calibration
    from barriers_tools.console import tables
    from barriers_tools.measure.results import rendered

    session = Session.of_calibration()
    plan = calibration.plan(session.pus, **asked)
    if dry_run:
        return _carry_out(session, plan, dry_run, as_json, True, "calibrate")
    measured = session.measure(plan, save=True)
    verdicts = calibration.verdicts(measured.found.standing)
    if as_json:
        click.echo(rendered({"ended": measured.found.ended, "verdicts": verdicts}), nl=False)
    else:
        tables.show(
            "Comparisons of what is known beforehand",
            calibration.COLUMNS,
            map(calibration.line, verdicts),
        )
    _end(measured)
    if faults := calibration.faults(verdicts):
        raise MeasurementFailed("; ".join(faults))


@barriers.command()
@click.option("--save", is_flag=True, help="Keep the record as results/conformance.json.")
@options.as_json
def conformance(save: bool, as_json: bool) -> None:
    """Runs the scenarios that ours have to pass on the peers, and says who keeps which promise.

    Each trial is a process of its own, so that a peer that hangs or crashes takes nobody along. What
    a peer breaks is a finding, and no failure of this command.
    """
    from barriers_tools.console import tables
    from barriers_tools.measure import results
    from barriers_tools.report import conformance as trying

    document = trying.tried()
    if as_json:
        click.echo(results.rendered(document), nl=False)
    else:
        tables.show(
            "Verdicts, the worst over the teams", trying.columns(document), trying.lines(document)
        )
        tables.show("What was not kept", trying.FAULT_COLUMNS, trying.faults(document))
    if save:
        click.echo(f"saved: {_short(trying.save(document))}", err=True)


@barriers.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.as_json
def validate(files: tuple[Path, ...], as_json: bool) -> None:
    """Checks FILES that this tool wrote against their schemas, and says what they hold.

    Nothing in a file is believed before that. The first that is not what it should be ends the
    command, with the place of the fault.
    """
    from barriers_tools.measure.validate import validated

    found = [{"file": str(path), **validated(path)} for path in files]
    if as_json:
        return _print_json(found)
    for each in found:
        click.echo(f"{each['file']}: valid, {each['holds']}")


@barriers.command()
@click.option("--check", is_flag=True, help="Only say whether REPORT.md is what it would be.")
@options.as_json
def report(check: bool, as_json: bool) -> None:
    """Generates REPORT.md from the files under results/."""
    from barriers_tools.measure.results import load_all
    from barriers_tools.report import conformance
    from barriers_tools.report import report as writing
    from barriers_tools.verify import verification

    results = load_all()
    text = writing.report(results, verification.load(), conformance.load())
    if check:
        current = paths.REPORT.read_text(encoding="utf-8") if paths.REPORT.exists() else ""
        if text != current:
            raise MeasurementFailed(
                "REPORT.md is not what results/ yields; run scripts/barriers report"
            )
    else:
        paths.REPORT.write_text(text, encoding="utf-8")
    if as_json:
        return _print_json(
            {"report": str(paths.REPORT), "results": [each.file for each in results]}
        )
    state = "is up to date" if check else "written"
    click.echo(f"{paths.REPORT.name} {state}, from {len(results)} results", err=True)


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
    from barriers_tools.verify import verification
    from barriers_tools.verify.jobs import Request

    request = Request(word=word, **asked)
    if save and not request.whole:
        raise click.UsageError("--save keeps the record of everything; leave the choices out.")
    document, subjects = verification.verify(request, budget)
    _show_verdicts(document, subjects, as_json)
    if save and document["ended"] not in ("complete", "interrupted"):
        raise VerificationFailed("not saved: a record is of a verification that came to its end")
    if save and document["ended"] == "complete":
        path = verification.save(document)
        click.echo(f"saved: {path.relative_to(paths.ROOT)}", err=True)
    if faults := verification.faults(document):
        raise VerificationFailed(f"not all is as it should be: {len(faults)} faults")
    if document["ended"] == "interrupted":
        raise KeyboardInterrupt


def _show_verdicts(document: dict[str, Any], subjects: Any, as_json: bool) -> None:
    from barriers_tools.measure.results import rendered
    from barriers_tools.verify import verify_console

    if as_json:
        click.echo(rendered(document), nl=False)
    else:
        verify_console.show_all(document)
    verify_console.explain(document, subjects)


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, indent=2, allow_nan=False))


def _carry_out(
    session: Session, plan: Any, dry_run: bool, as_json: bool, save: bool, command: str
) -> None:
    """Measures by the plan, or only says what that would be."""
    from barriers_tools.report import run_console

    if dry_run and as_json:
        return _print_json(run_console.plan_document(session, plan))
    if dry_run:
        return run_console.plan(session, plan)
    _finish(session.measure(plan, save), as_json, command)


def _finish(measured: Any, as_json: bool, command: str) -> None:
    """Shows what was measured."""
    from barriers_tools.measure import results
    from barriers_tools.report import run_console

    if as_json:
        document = measured.document(with_recommendations=command == "recommend")
        click.echo(results.rendered(document), nl=False)
    elif command == "recommend":
        run_console.recommendations(measured)
    else:
        run_console.rows(measured)
    _end(measured)


def _end(measured: Any) -> None:
    """Says where the launches are, and ends as the measuring ended."""
    if measured.found.not_kept:
        raise MeasurementFailed(measured.found.not_kept)
    click.echo(f"every launch is in {_short(measured.file)}", err=True)
    if measured.found.ended == "interrupted":
        raise KeyboardInterrupt
    if failures := measured.found.failures:
        listed = "\n".join(f"{each.cell}: {each.message}" for each in failures)
        raise MeasurementFailed(f"{len(failures)} cells failed and were given up:\n{listed}")


def _short(path: Path) -> Path:
    return path.relative_to(paths.ROOT) if path.is_relative_to(paths.ROOT) else path


def main() -> None:
    """Runs the command that the command line names, and ends with its exit code."""
    signals.listen()
    if cleared := variables.clear(os.environ):
        click.echo(f"not taken from the environment: {', '.join(cleared)}", err=True)
    try:
        barriers.main(prog_name="scripts/barriers", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(signals.exit_code())
    except BrokenPipeError:
        _discard_output()
        sys.exit(FAILED)
    except OSError as fault:
        _discard_output()
        click.echo(f"Error: {refused(fault, 'the output')}", err=True)
        sys.exit(FAILED)
    except MemoryError:
        click.echo("Error: out of memory; free some, or raise the limit (ulimit -v)", err=True)
        sys.exit(FAILED)


def _discard_output() -> None:
    """What could not be written is not tried again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
