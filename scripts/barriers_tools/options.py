"""What may be said on the command line, and what is meant by it when it is misspelt."""

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


class Names(click.ParamType):
    """One or more names with commas between them."""

    name = "name,..."

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if isinstance(value, tuple):
            return value
        names = tuple(dict.fromkeys(part.strip() for part in value.split(",")))
        if not all(names):
            self.fail("there is nothing between two commas, or nothing at all", param, ctx)
        return names


class Teams(click.ParamType):
    """One or more team sizes: 2,8 or 2-8:2."""

    name = "n,..."

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if isinstance(value, tuple):
            return value
        try:
            return tuple(dict.fromkeys(expand(value, 1, LARGEST_TEAM)))
        except ValueError as fault:
            self.fail(f"{fault}; team sizes are listed as 2,4 or 2-8:2", param, ctx)


class Seconds(click.ParamType):
    """A time: 90, 30s, 5m."""

    name = "time"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if isinstance(value, float):
            return value
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(s|m|)", value)
        seconds = float(found[1]) * (60 if found[2] == "m" else 1) if found else 0.0
        if not 0 < seconds <= LONGEST_S:
            self.fail(f"'{value}' is no time up to 30 days; say 30s or 5m", param, ctx)
        return seconds


class PuList(click.ParamType):
    """PUs by their OS index, each once: 3,0 or 0-127 or 0-63:2. Comes out with commas alone."""

    name = "pu,..."

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        try:
            pus = expand(value, 0, LARGEST_TEAM - 1)
        except ValueError as fault:
            self.fail(f"{fault}; PUs are listed as 3,0 or 0-127 or 0-63:2", param, ctx)
        for place, pu in enumerate(pus):
            if pu in pus[:place]:
                self.fail(f"PU {pu} is listed twice", param, ctx)
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


def renamed_company(_context: Any, _option: Any, given: Any) -> None:
    if given is not None:
        raise click.UsageError("--company is --background-load now.")


def as_json(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def of_measuring(command: Command) -> Command:
    """The options that every measurement has."""
    for option in reversed(
        (
            click.option("--team", "teams", type=Teams(), help="Team sizes: 2,8 or 2-8:2."),
            click.option("--policy", "policies", type=Names(), help="spin, yield, park."),
            click.option(
                "--placement", "placements", type=Names(), help="As `topology` lists them."
            ),
            click.option(
                "--pus",
                type=PuList(),
                help="The PUs to sit on, such as 0-6:2,1; which rank gets which is drawn.",
            ),
            click.option("--workload", "workloads", type=Names(), help="What precedes an arrival."),
            click.option(
                "--background-load",
                type=click.IntRange(0, 100),
                default=0,
                help="How many busy threads of other processes run on each PU.",
            ),
            click.option("--company", hidden=True, expose_value=False, callback=renamed_company),
            click.option(
                "--launches",
                type=click.IntRange(1, 10_000),
                help="How often to measure each cell, in a process of its own.",
            ),
            click.option("--save", is_flag=True, help="Keep the result under results/<machine>/."),
        )
    ):
        command = option(command)
    return of_launching(command)


def of_launching(command: Command) -> Command:
    """The options of whatever launches cells by a plan."""
    for option in reversed(
        (
            click.option("--budget", type=Seconds(), help="The most to measure for: 30s, 5m."),
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
        )
    ):
        command = option(command)
    return as_json(command)


def of_verifying(command: Command) -> Command:
    """What a verification may be narrowed to, and how long it may take."""
    for option in reversed(
        (
            click.option(
                "--engine", type=click.Choice(("relacy", "rc11")), help="Only by this one."
            ),
            click.option("--scenario", metavar="NAME", help="Only this scenario."),
            click.option("--policy", metavar="NAME", help="Only this way to wait: spin, park."),
            click.option("--team", "teams", type=Teams(), help="Only these team sizes."),
            click.option("--phases", type=click.IntRange(1, 1000), help="Phases of an execution."),
            click.option(
                "--search", metavar="NAME", help="Only this search: random, bound-N, full."
            ),
            click.option("--budget", type=Seconds(), help="The most to search for: 30s, 5m."),
            click.option(
                "--replay",
                metavar="SEED",
                type=click.IntRange(1, 2**64 - 1),
                help="Run the one random execution of this seed.",
            ),
            click.option("--full", is_flag=True, help="Search deeper, for at most 60 minutes."),
            click.option("--save", is_flag=True, help="Keep the record in results/."),
        )
    ):
        command = option(command)
    return as_json(command)
