"""The commands that measure."""

from pathlib import Path
from typing import Any

import click

from barriers_tools import options
from barriers_tools.analysis import statistics
from barriers_tools.cli.output import print_json, short
from barriers_tools.errors import MeasurementFailed
from barriers_tools.measure.journal_reader import Result
from barriers_tools.measure.planning import Request
from barriers_tools.measure.session import Session

# What `run` does for each cell: one more than an interval needs.
LAUNCHES = statistics.ENOUGH + 1


@click.command()
@click.argument("barriers", nargs=-1)
@options.of_measuring
def run(barriers: tuple[str, ...], as_json: bool, dry_run: bool, save: bool, **asked: Any) -> None:
    """Measures BARRIERS (default: all) and shows period and LALR of each cell.

    Without --team: a team of all PUs. Without --placement or --pus: `compact`. Without --policy:
    spin and park where each rank has a PU to itself; yield and park where not (an episode of
    spinning ranks that share a PU takes a tick of the scheduler, some 10 ms). Without --launches:
    7 of each cell; with --budget alone: as many as fit.
    """
    if asked["launches"] is None and asked["budget"] is None:
        asked["launches"] = LAUNCHES
    session = Session.with_all()
    plan = session.plan(Request(barriers=barriers, **asked))
    _carry_out(session, plan, dry_run, as_json, save, "run")


@click.command()
@click.option("--quick", is_flag=True, help="Measure for at most 60 s.")
@options.of_measuring
def recommend(quick: bool, as_json: bool, dry_run: bool, save: bool, **asked: Any) -> None:
    """Measures all barriers and says which to use for each team size, and how sure that is.

    Barriers are compared by LALR, the time from the last arrival to the last release, at p50.
    Period is shown beside it, but rewards a barrier for hoarding a line. A launch of a process is
    one sample. Ratios are those of launches in the same repetition; their 95 % intervals are
    bootstrapped, and count as a difference where they lie beyond 5 %.

    Without --team: the powers of two up to the PUs, all PUs, and twice as many. Without --placement
    or --pus: `cores`, one rank for each core, neighbours first. Without --budget: 60 s with --quick,
    else 5 minutes. Without --launches: as many as fit.
    """
    if quick and asked["budget"] is not None:
        raise click.UsageError("--quick has a budget of its own; give one or the other.")
    asked["budget"] = asked["budget"] or (60.0 if quick else 300.0)
    session = Session.open()
    plan = session.plan(Request(survey=True, **asked))
    _carry_out(session, plan, dry_run, as_json, save, "recommend")


@click.command()
@click.option(
    "--quick", is_flag=True, help="Fewer workloads and smaller teams, for at most 5 minutes."
)
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
    """Measures everything: all barriers, peers and languages, workloads, placements
    and oversubscribed teams.

    What is measured goes to results/<machine>/ launch by launch, so that nothing is lost when a sweep
    is interrupted: --resume goes on where it stopped. A cell that hangs or fails is given up and
    recorded, and the rest goes on. A configuration is launched until the interval of the LALR of each of
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


@click.command()
@options.of_launching
def calibrate(as_json: bool, dry_run: bool, **asked: Any) -> None:
    """Measures barriers with a known result, to find out how far to trust the measurements.

    A barrier is compared with itself (A/A), the same code: how often are the two called different?
    And with itself plus one line transfer in each episode: is the slower one always detected? Each
    comparison has 25 pairs of launches. The launches are kept under results/.
    """
    from barriers_tools.analysis import calibration
    from barriers_tools.console import tables
    from barriers_tools.measure.results import render

    session = Session.of_calibration()
    plan = calibration.plan(session.pus, **asked)
    if dry_run:
        return _carry_out(session, plan, dry_run, as_json, True, "calibrate")
    measured = session.measure(plan, save=True)
    verdicts = calibration.verdicts(measured.samples)
    if as_json:
        click.echo(render({"ended": measured.ended, "verdicts": verdicts}), nl=False)
    else:
        tables.show_each("Comparisons with a known result", calibration.COLUMNS, verdicts)
    _end(measured)
    if faults := calibration.faults(verdicts):
        raise MeasurementFailed("; ".join(faults))


def _carry_out(
    session: Session, plan: Any, dry_run: bool, as_json: bool, save: bool, command: str
) -> None:
    """Measures by the plan, or only says what that would be."""
    from barriers_tools.report import plan_console

    if dry_run and as_json:
        return print_json(plan_console.plan_document(session, plan))
    if dry_run:
        return plan_console.plan(session, plan)
    _finish(session.measure(plan, save), as_json, command)


def _finish(measured: Result, as_json: bool, command: str) -> None:
    from barriers_tools.measure import results, session
    from barriers_tools.report import run_console

    if as_json:
        document = session.document(measured, with_recommendations=command == "recommend")
        click.echo(results.render(document), nl=False)
    elif command == "recommend":
        run_console.recommendations(measured)
    else:
        run_console.rows(measured)
    _end(measured)


def _end(measured: Result) -> None:
    """Says where the launches are, and ends as the measuring ended."""
    if measured.found.not_kept:
        raise MeasurementFailed(measured.found.not_kept)
    click.echo(f"every launch is in {short(Path(measured.file))}", err=True)
    if measured.ended == "interrupted":
        raise KeyboardInterrupt
    if failures := measured.failures:
        listed = "\n".join(f"{each.cell}: {each.message}" for each in failures)
        raise MeasurementFailed(f"{len(failures)} cells failed and were given up:\n{listed}")
