"""The command that verifies."""

from typing import Any

import click

from barriers_tools import options, paths
from barriers_tools.cli.output import short
from barriers_tools.errors import VerificationFailed


@click.command()
@click.argument("barrier", required=False)
@options.of_verifying
def verify(
    barrier: str | None, as_json: bool, save: bool, budget: float | None, **asked: Any
) -> None:
    """Checks BARRIER (default: all) under the Relacy Race Detector and in every execution that
    RC11 allows, then its mutants and the wrong barriers, which have to fail.

    A search that failed is shown with its seed, its trace and the command that repeats it. Without
    --budget it runs to the end; with --full for at most 60 minutes. --save keeps the record of a
    whole verification as results/verification.json, from which `report` makes a section.
    """
    from barriers_tools.measure.results import render
    from barriers_tools.verify import verification, verify_console
    from barriers_tools.verify.jobs import Scope

    request = Scope(barrier=barrier, **asked)
    if save and not request.whole:
        raise click.UsageError("--save keeps the record of everything; leave the choices out.")
    document = verification.verify(request, budget)
    if as_json:
        click.echo(render(document), nl=False)
    else:
        verify_console.show_all(document)
    verify_console.explain(document)
    if save and document["ended"] not in ("complete", "interrupted"):
        raise VerificationFailed("not saved: a record is of a verification that came to its end")
    if save and document["ended"] == "complete":
        saved = paths.replace(paths.VERIFICATION, render(document))
        click.echo(f"saved: {short(saved)}", err=True)
    if faults := verification.faults(document):
        raise VerificationFailed(f"{len(faults)} faults were found")
    if document["ended"] == "interrupted":
        raise KeyboardInterrupt
