"""The commands that check files and write the report."""

from pathlib import Path

import click

from barriers_tools import options, paths
from barriers_tools.cli.output import print_json, short
from barriers_tools.errors import MeasurementFailed
from barriers_tools.schemas import validation


@click.command()
@click.option("--save", is_flag=True, help="Keep the record as results/conformance.json.")
@options.as_json
def conformance(save: bool, as_json: bool) -> None:
    """Runs our scenarios on the peers, and shows which guarantees each keeps.

    Each trial is a process of its own, so that a peer that hangs or crashes ends no other trial.
    A broken guarantee is a finding, and no failure of this command.
    """
    from barriers_tools.console import tables
    from barriers_tools.measure import results
    from barriers_tools.report import conformance as trying

    document = trying.run_peers()
    if as_json:
        click.echo(results.render(document), nl=False)
    else:
        tables.show(
            "Verdicts, the worst over the teams", trying.columns(document), trying.lines(document)
        )
        tables.show("What was not kept", trying.FAULT_COLUMNS, trying.faults(document))
    if save:
        saved = paths.replace(paths.CONFORMANCE, results.render(document))
        click.echo(f"saved: {short(saved)}", err=True)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.as_json
def validate(files: tuple[Path, ...], as_json: bool) -> None:
    """Checks FILES that this tool wrote against their schemas, and says what they hold.

    The first invalid file ends the command, with the place of the fault.
    """
    from barriers_tools.measure import validate as checking

    found = [{"file": str(path), **checking.validate(path)} for path in files]
    if as_json:
        return print_json(found)
    for each in found:
        click.echo(f"{each['file']}: valid, {each['holds']}")


@click.command()
@click.argument("name", type=click.Choice(validation.NAMES))
def schema(name: str) -> None:
    """Prints the JSON Schema of the documents that this tool writes, or of the records of a sweep."""
    print_json(validation.json_schema(name))


@click.command()
@click.option("--check", is_flag=True, help="Only check that REPORT.md is up to date.")
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
            raise MeasurementFailed("REPORT.md is out of date; run scripts/barriers report")
    else:
        paths.REPORT.write_text(text, encoding="utf-8")
    if as_json:
        return print_json({"report": str(paths.REPORT), "results": [each.file for each in results]})
    state = "is up to date" if check else "written"
    click.echo(f"{paths.REPORT.name} {state}, from {len(results)} results", err=True)
