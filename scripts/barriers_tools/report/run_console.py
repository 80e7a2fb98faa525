"""What people see of a measurement."""

from typing import Sequence

import click

from barriers_tools.analysis import statistics
from barriers_tools.analysis.pairs import short_name
from barriers_tools.analysis.recommend import Recommendation, describe_regimes, recommend
from barriers_tools.analysis.summary import Row
from barriers_tools.analysis.summary import rows as summed
from barriers_tools.console.tables import Columns, k, quantity, show, show_each, value
from barriers_tools.measure.journal_reader import Result
from barriers_tools.schemas.plan import ALGORITHM
from barriers_tools.schemas.sample import AGREEMENT

# Above this load for each PU, other programs disturb the measuring.
BUSY = 0.5


COLUMNS: Columns = {
    "barrier": lambda row: row.cell.barrier,
    "policy": lambda row: row.cell.policy,
    "workload": lambda row: row.cell.workload,
    "placement": lambda row: row.cell.placement,
    "team|": lambda row: str(row.cell.team),
    "background load|": lambda row: str(row.cell.background_load),
    "LALR p50|": lambda row: quantity(row.lalr_p50),
    "LALR p99|": lambda row: value(row.lalr_p99),
    "LALR/L|": lambda row: k(row.k),
    "period p50|": lambda row: quantity(row.period_p50),
    "period p99|": lambda row: value(row.period_p99),
    "L|": lambda row: value(row.l_ns),
    "launches|": lambda row: str(row.launches),
    "set aside|": lambda row: str(row.set_aside),
}


def rows(measured: Result) -> None:
    of_cells = summed(measured.samples, measured.kinds)
    title = (
        f"Measured on {_machine(measured)}; times in ns, p50 with its "
        f"{statistics.CONFIDENCE:.0%} interval over launches"
    )
    show_each(title, COLUMNS, of_cells)
    _remarks(measured, of_cells)


def recommendations(measured: Result) -> None:
    click.echo(f"Which barrier to use on {_machine(measured)},")
    click.echo("by LALR, the time from the last arrival to the last release. A ratio is that of a")
    click.echo("barrier's LALR to the recommended one's.\n")
    for each in recommend(measured.samples, measured.kinds):
        _recommendation(each)
    _remarks(measured, summed(measured.samples, measured.kinds))


def _recommendation(each: Recommendation) -> None:
    cell = each.cell
    configuration = str(cell.configuration)
    click.secho(f"{configuration[0].upper()}{configuration[1:]}: {short_name(cell)}", bold=True)
    click.echo(click.wrap_text(f"{each.reason()}.", 80, "  ", "  "))
    if each.regimes:
        click.echo(click.wrap_text(describe_regimes(each.regimes), 80, "  ", "  "))
    click.echo()
    for line in (*each.include(), each.cpp()):
        click.echo(f"    {line}")
    click.echo()
    show(
        "",
        ("barrier", "LALR p50, ns|", "period p50|", "ratio, sorted|"),
        [
            _ratio_line(each.row, "1"),
            *(
                _ratio_line(other.row, quantity(other.ratio) if other.ratio else "-")
                for other in each.others
            ),
        ],
    )


def _ratio_line(row: Row, ratio: str) -> tuple[str, ...]:
    kind = "" if row.kind == ALGORITHM else f" ({row.kind})"
    return (f"{short_name(row.cell)}{kind}", quantity(row.lalr_p50), value(row.period_p50), ratio)


def _machine(measured: Result) -> str:
    return f"{measured.environment['machine']} ({len(measured.environment['topology']['pus'])} PUs)"


def _remarks(measured: Result, lines: Sequence[Row]) -> None:
    """How to read the table, and what disturbed the measurement."""
    launches = len(measured.found.samples)
    aside = sum(row.set_aside for row in lines)
    click.echo(
        f"{launches} launches; {aside} set aside, because L after the cell was more than "
        f"{AGREEMENT} times L before it, or less than 1/{AGREEMENT}."
    )
    click.echo(
        f"In brackets: {statistics.CONFIDENCE:.0%} intervals over launches. A difference counts where "
        f"its whole interval lies beyond {statistics.DIFFERENCE - 1:.0%}."
    )
    if any(row.noisy for row in lines):
        click.echo(
            f"Where fewer than {statistics.ENOUGH} launches of a cell were left, all were counted, "
            "and no verdict is sure."
        )
    pus = len(measured.environment["topology"]["pus"])
    if any(row.cell.team > pus and row.cell.policy == "yield" for row in lines):
        click.echo(
            f"Teams of more than {pus} share PUs: spin was left out there, because an episode then "
            "takes a tick of the scheduler, some 10 ms."
        )
    load = measured.environment["load"][0]
    if load > BUSY * pus:
        click.echo(
            f"The machine was busy before measuring began (load {load:.1f} on {pus} PUs): measure "
            "again when it is quiet."
        )
    if measured.environment["virtualised"]:
        click.echo("This is a virtual machine: ratios carry over to others better than times do.")
    if measured.ended == "interrupted":
        click.echo("Interrupted: these are the launches until then.", err=True)
