"""The commands that show the barriers, the PUs, and how fit the machine is."""

import click

from barriers_tools import options
from barriers_tools.cli.output import print_json
from barriers_tools.measure.session import Session


@click.command("list")
@options.as_json
def list_(as_json: bool) -> None:
    """Lists the algorithms, peers and languages that can be measured."""
    descriptions = Session.with_all().descriptions
    if as_json:
        return print_json(descriptions)
    from barriers_tools.report import plan_console

    plan_console.barriers(descriptions)


@click.command()
@click.option("--latency", is_flag=True, help="Also measure L between each two PUs.")
@options.as_json
def topology(latency: bool, as_json: bool) -> None:
    """Shows the PUs of this machine, and the order in which each placement fills them. PUs are
    listed as --pus takes them: 0-6:2,1 are 0, 2, 4, 6 and 1.

    With --latency also the matrix of L: the ns in which a cache line moves from one PU to another.
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
    """Grades how fit this machine is for measuring, and names the effects and the fixes.

    Each check is good; tolerable, to be reported with the numbers; bad; or unknown, where it cannot
    be read. Nothing is changed; only the commands that fix need root. Takes a second, to sample the
    load of other processes.
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
