"""What there is to measure with: barriers, PUs, and how fit the machine is."""

import click

from barriers_tools import options
from barriers_tools.cli.output import print_json
from barriers_tools.measure.session import Session


@click.command("list")
@options.as_json
def list_(as_json: bool) -> None:
    """The algorithms and their peers."""
    descriptions = Session.with_all().descriptions
    if as_json:
        return print_json(descriptions)
    from barriers_tools.report import plan_console

    plan_console.barriers(descriptions)


@click.command()
@click.option("--latency", is_flag=True, help="Also measure L between each two PUs.")
@options.as_json
def topology(latency: bool, as_json: bool) -> None:
    """The PUs of this machine, and who sits where in each placement. PUs are listed as --pus takes them:
    0-6:2,1 are 0, 2, 4, 6 and 1.

    With --latency, a matrix: in how many ns a line moves from one PU to another. This is the L that
    scales every ratio.
    """
    session = Session.open()
    found = {**session.topology, **({"latency": session.launcher.latency()} if latency else {})}
    if as_json:
        return print_json(found)
    from barriers_tools.report import plan_console

    plan_console.topology(found)


@click.command()
@options.as_json
@click.option(
    "--require",
    is_flag=False,
    flag_value="tolerable",
    type=click.Choice(("tolerable", "good")),
    help="End with 4 where a check is bad; with --require=good, where one is not good.",
)
def doctor(as_json: bool, require: str | None) -> None:
    """How fit this machine is for measuring, what that does to the numbers, and what fixes it.

    Each check is good; tolerable, which can be measured with, and has to be said with the numbers;
    bad; or unknown, where the machine does not tell. Nothing is changed, and nothing needs root but
    the commands that fix. Takes a second, to see who else is at work.
    """
    from barriers_tools.host import doctor as examining
    from barriers_tools.host.check import this_machine

    findings = examining.examine(this_machine())
    if as_json:
        print_json(examining.document(findings))
    else:
        examining.show(findings)
    if require:
        examining.require(findings, require)
