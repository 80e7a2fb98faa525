"""What people see of a measurement."""

from typing import TYPE_CHECKING, Any, Sequence

import click

from lab import statistics
from lab.recommend import Recommendation, named, recommend
from lab.summary import Row
from lab.summary import rows as summed
from lab.tables import k, quantity, show, value

if TYPE_CHECKING:
    from lab.session import Measured


def barriers(described: Sequence[dict[str, Any]]) -> None:
    show(
        "Barriers",
        ("word", "kind", "title", "capabilities", "reference"),
        [
            (
                each["word"],
                each["kind"],
                each["title"],
                ", ".join(each["capabilities"]) or "-",
                each["reference"],
            )
            for each in described
        ],
    )


def topology(found: dict[str, Any]) -> None:
    click.echo(f"{found['summary']}\n")
    show(
        "Placements",
        ("placement", "PUs of rank 0, 1, ..."),
        [(name, ", ".join(map(str, pus))) for name, pus in found["placements"].items()],
    )


def rows(measured: "Measured") -> None:
    lines = summed(measured.found.batches, measured.kinds)
    show(
        f"Measured on {_machine(measured)}; times in ns, p50 with its 95 % interval over launches",
        (
            "word",
            "policy",
            "workload",
            "placement",
            "team|",
            "LALR p50|",
            "p99|",
            "LALR/L|",
            "period p50|",
            "p99|",
            "L|",
            "launches|",
            "set aside|",
        ),
        [_line(row) for row in lines],
    )
    _remarks(measured, lines)


def _line(row: Row) -> tuple[str, ...]:
    return (
        row.cell.word,
        row.cell.policy,
        row.cell.workload,
        row.cell.placement,
        str(row.cell.team),
        quantity(row.lalr_p50),
        value(row.lalr_p99),
        k(row.k),
        quantity(row.period_p50),
        value(row.period_p99),
        value(row.l_ns),
        str(row.launches),
        str(row.set_aside),
    )


def recommendations(measured: "Measured") -> None:
    advice = recommend(measured.found.batches, measured.kinds)
    lines = summed(measured.found.batches, measured.kinds)
    peers = sorted({peer for each in advice for peer in each.ratio_to})
    show(
        f"Which barrier to use on {_machine(measured)}, by LALR (last arrival to last release)",
        (
            "team|",
            *(("placement", "workload") if _several_settings(advice) else ()),
            "use",
            "LALR p50, ns|",
            "period p50, ns|",
            *(f"{peer} takes|" for peer in peers),
            "runner-up",
            "takes|",
            "sure",
        ),
        [_advice_line(each, peers, _several_settings(advice)) for each in advice],
    )
    for each in advice:
        _paste(each)
    _remarks(measured, lines)


def _several_settings(advice: Sequence[Recommendation]) -> bool:
    return len({(each.cell.placement, each.cell.workload) for each in advice}) > 1


def _advice_line(each: Recommendation, peers: Sequence[str], settings: bool) -> tuple[str, ...]:
    def times(ratio: statistics.Estimate | None) -> str:
        return "-" if ratio is None else f"{quantity(ratio)} x"

    return (
        str(each.cell.team),
        *((each.cell.placement, each.cell.workload) if settings else ()),
        named(each.cell),
        quantity(each.row.lalr_p50),
        quantity(each.row.period_p50),
        *(times(each.ratio_to.get(peer)) for peer in peers),
        named(each.runner_up.cell) if each.runner_up else "-",
        times(each.lead),
        "yes" if each.sure else "no",
    )


def _paste(each: Recommendation) -> None:
    click.echo(f"// team {each.cell.team}, {each.cell.placement}, {each.cell.workload}:")
    click.echo(f"// {each.reason()}.")
    for include in each.include():
        click.echo(include)
    click.echo(f"{each.cpp()}\n")


def _machine(measured: "Measured") -> str:
    return f"{measured.environment['machine']} ({len(measured.environment['topology']['pus'])} PUs)"


def _remarks(measured: "Measured", lines: Sequence[Row]) -> None:
    """What one has to know to read the table, and what went otherwise than it should."""
    launches = len(measured.found.batches)
    aside = sum(row.set_aside for row in lines)
    click.echo(
        f"{launches} launches; {aside} set aside, because L after the cell was more than "
        f"{statistics.AGREEMENT} times L before it, or less than 1/{statistics.AGREEMENT}."
    )
    if any(row.noisy for row in lines):
        click.echo(
            f"Where fewer than {statistics.ENOUGH} launches of a cell were left, all were counted, "
            "and nothing is called sure."
        )
    pus = len(measured.environment["topology"]["pus"])
    if any(row.cell.team > pus and row.cell.policy == "yield" for row in lines):
        click.echo(
            f"Teams of more than {pus} share PUs: spin was left out there, because an episode then "
            "takes a tick of the scheduler, some 10 ms."
        )
    if measured.environment["virtualised"]:
        click.echo("This is a virtual machine: ratios carry over to others better than times do.")
    if measured.found.ended == "interrupted":
        click.echo("Interrupted: this is what was measured until then.", err=True)
