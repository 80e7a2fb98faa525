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
    """Searches what BARRIER (default: each) does, under the Relacy Race Detector and in every
    execution that RC11 allows, and tries what must fail: its mutants, and wrong barriers.

    A search that failed is shown with its seed, its trace and the command that repeats it. Without
    --budget: until all is done; with --full for at most 60 minutes. The record of a whole
    verification is kept where --save asks for it, as results/verification.json, and `report` makes
    a section of it.
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
        raise VerificationFailed(f"not all is as it should be: {len(faults)} faults")
    if document["ended"] == "interrupted":
        raise KeyboardInterrupt
