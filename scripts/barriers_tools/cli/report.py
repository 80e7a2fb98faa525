"""The commands that check files and write the report."""

from pathlib import Path
from typing import Any

import click

from barriers_tools import options, paths
from barriers_tools.cli.output import print_json, short
from barriers_tools.errors import MeasurementFailed
from barriers_tools.schemas import validation


@click.command()
@click.option("--system", "names", type=options.names, metavar="NAME,...", help="Only these.")
@click.option("--save", is_flag=True, help="Keep the record as results/conformance.json.")
@options.as_json
def conformance(names: tuple[str, ...] | None, save: bool, as_json: bool) -> None:
    """Finds out who keeps which promise: ours, and the barriers that people know.

    Each promise is an experiment, made on each system in a process of its own with a time limit. Then
    the scenarios that ours have to pass are run on the peers. What is broken is a finding, and no
    failure of this command.
    """
    from barriers_tools.conformance import record
    from barriers_tools.conformance.systems import SYSTEMS
    from barriers_tools.measure import results

    options.require_known("system", names or (), tuple(SYSTEMS))
    if names and save:
        raise click.UsageError("--save keeps the record of all systems; leave out --system.")
    document = record.run([SYSTEMS[name] for name in names or SYSTEMS])
    if as_json:
        click.echo(results.render(document), nl=False)
    else:
        _show(document)
    if save:
        saved = paths.replace(paths.CONFORMANCE, results.render(document))
        click.echo(f"saved: {short(saved)}", err=True)


def _show(document: dict[str, Any]) -> None:
    from barriers_tools.conformance import guarantees, promises
    from barriers_tools.console.tables import show

    for system, why in promises.missing(document):
        click.echo(f"{system} is not installed: {why}", err=True)
    for subject, systems in promises.systems_by_subject(document).items():
        lines = promises.lines(document, subject, "promise")
        show(f"Promises of a {subject}", ("promise", *systems), lines)
    show("Promised and not kept", promises.FAULT_COLUMNS, promises.faults(document))
    show("Not promised, and found", promises.TRAP_COLUMNS, promises.traps(document))
    if document["verdicts"]:
        columns = guarantees.columns(document)
        show(
            "Guarantees of the peers, the worst over the teams", columns, guarantees.lines(document)
        )
        show("What was not kept", guarantees.FAULT_COLUMNS, guarantees.faults(document))


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
    from barriers_tools.conformance import record
    from barriers_tools.measure.results import load_all
    from barriers_tools.report import report as writing
    from barriers_tools.verify import verification

    results = load_all()
    text = writing.report(results, verification.load(), record.load())
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
