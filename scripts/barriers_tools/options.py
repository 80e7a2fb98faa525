"""The options of the command line, and suggestions for misspelt values."""

import difflib
import re
import secrets
from typing import Any, Callable, Iterable, Sequence

import click

from barriers_tools.number_list import expand

Command = Callable[..., Any]

# The ranks that a seat has numbers for.
LARGEST_TEAM = 65_536
LONGEST_S = 30 * 24 * 3600.0


def names(value: str) -> tuple[str, ...]:
    """One or more names with commas between them."""
    found = tuple(dict.fromkeys(part.strip() for part in value.split(",")))
    if not all(found):
        raise click.BadParameter("a name is missing before or after a comma")
    return found


def teams(value: str) -> tuple[int, ...]:
    """One or more team sizes: 2,8 or 2-8:2."""
    try:
        return tuple(dict.fromkeys(expand(value, 1, LARGEST_TEAM)))
    except ValueError as fault:
        raise click.BadParameter(f"{fault}; team sizes are listed as 2,4 or 2-8:2") from fault


def seconds(value: str) -> float:
    """A time: 90, 30s, 5m."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(s|m|)", value)
    time_s = float(found[1]) * (60 if found[2] == "m" else 1) if found else 0.0
    if not 0 < time_s <= LONGEST_S:
        raise click.BadParameter(f"'{value}' is no time up to 30 days; say 30s or 5m")
    return time_s


def pu_list(value: str) -> str:
    """PUs by their OS index, each once: 3,0 or 0-127 or 0-63:2. Comes out with commas alone."""
    try:
        pus = expand(value, 0, LARGEST_TEAM - 1)
    except ValueError as fault:
        raise click.BadParameter(f"{fault}; PUs are listed as 3,0 or 0-127 or 0-63:2") from fault
    for pu in pus:
        if pus.count(pu) > 1:
            raise click.BadParameter(f"PU {pu} is listed twice")
    return ",".join(map(str, pus))


def require_known(what: str, given: Iterable[str], choices: Sequence[str]) -> None:
    """Refuses names that are none of the choices, and says which was probably meant."""
    for name in given:
        if name not in choices:
            near = difflib.get_close_matches(name, choices, n=1)
            meant = f" Did you mean '{near[0]}'?" if near else ""
            raise click.UsageError(
                f"There is no {what} '{name}'.{meant} There are: {', '.join(choices)}."
            )


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
budget = click.option(
    "--budget", type=seconds, metavar="TIME", help="How long it may take: 30s, 5m."
)
team = click.option(
    "--team", "teams", type=teams, metavar="N,...", help="Team sizes: 2,8 or 2-8:2."
)


def group(*options: Command) -> Command:
    """The options as one decorator."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


# Options of the commands that launch cells by a plan.
of_launching = group(
    budget,
    click.option(
        "--seed",
        type=click.IntRange(0, 2**31 - 1),
        default=lambda: secrets.randbelow(2**31),
        show_default="drawn, and recorded",
        help="Draws the order, the layout and the workload.",
    ),
    click.option(
        "--dry-run", is_flag=True, help="Only print the plan: cells, launches, time, PUs."
    ),
    as_json,
)
# Options of the commands whose cells the command line chooses.
of_measuring = group(
    team,
    click.option("--policy", "policies", type=names, metavar="NAME,...", help="spin, yield, park."),
    click.option(
        "--placement",
        "placements",
        type=names,
        metavar="NAME,...",
        help="As `topology` lists them.",
    ),
    click.option(
        "--pus",
        type=pu_list,
        metavar="PU,...",
        help="The PUs to use, such as 0-6:2,1; ranks are assigned at random.",
    ),
    click.option(
        "--workload",
        "workloads",
        type=names,
        metavar="NAME,...",
        help="What each rank does before it arrives.",
    ),
    click.option(
        "--background-load",
        type=click.IntRange(0, 100),
        default=0,
        help="Busy threads of other processes on each PU.",
    ),
    click.option(
        "--launches",
        type=click.IntRange(1, 10_000),
        help="Launches of each cell, each a process of its own.",
    ),
    click.option("--save", is_flag=True, help="Keep the result under results/<machine>/."),
    of_launching,
)
# Options of `verify`: its scope and its time.
of_verifying = group(
    click.option("--engine", type=click.Choice(("relacy", "rc11")), help="Only this checker."),
    click.option("--scenario", metavar="NAME", help="Only this scenario."),
    click.option("--policy", metavar="NAME", help="Only this waiting policy: spin, park."),
    team,
    click.option("--phases", type=click.IntRange(1, 1000), help="Phases of an execution."),
    click.option("--search", metavar="NAME", help="Only this search: random, bound-N, full."),
    budget,
    click.option(
        "--replay",
        metavar="SEED",
        type=click.IntRange(1, 2**64 - 1),
        help="Run the one random execution of this seed.",
    ),
    click.option("--full", is_flag=True, help="Search deeper, for at most 60 minutes."),
    click.option("--save", is_flag=True, help="Keep the record in results/."),
    as_json,
)
