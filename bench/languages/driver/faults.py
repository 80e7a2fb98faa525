"""What can go wrong, and the exit code that says so. (Usage errors are click's own: 2.)"""

import click


class CouldNotMeasure(click.ClickException):
    """A program failed, or said what no barrier and no clock can have shown."""

    exit_code = 1


class Hangs(click.ClickException):
    """No rank of a cell has left an episode for the time of patience."""

    exit_code = 3


class ReleasedEarly(click.ClickException):
    """A rank was released before the last one arrived."""

    exit_code = 4
