"""On which PUs a team sits: the mask of a program's process, obeying that of our own."""

import os
from typing import Sequence

import click

WORDS = ("compact", "explicit", "unpinned")


def allowed() -> list[int]:
    """The PUs that we may use, in the order of the system."""
    return sorted(os.sched_getaffinity(0))


def mask(placement: str, team: int, pus: Sequence[int]) -> list[int]:
    """The PUs of a team: `compact` the first of those allowed, as many as there are ranks;
    `explicit` those listed, likewise; `unpinned` all that are allowed."""
    orders = {"compact": allowed()[:team], "explicit": list(pus)[:team], "unpinned": allowed()}
    return orders[placement]


def parse(text: str | None) -> tuple[int, ...]:
    """A list of PUs that we may use, such as 0,1."""
    try:
        pus = tuple(int(each) for each in text.split(",")) if text else ()
    except ValueError as error:
        raise click.UsageError(f"'{text}' is no list of PUs, such as 0,1") from error
    for each in pus:
        if each not in allowed():
            listed = " ".join(map(str, allowed()))
            raise click.UsageError(f"there is no PU {each}, only {listed}")
    return pus
