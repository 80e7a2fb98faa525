"""What can go wrong, and the exit code that says so. (Usage errors are click's own: 2.)"""

import click

MEASUREMENT = 1
SETUP = 3
INTERRUPTED = 130


class MeasurementFailed(click.ClickException):
    """The bench executable refused, failed, hung, or said what nobody can believe."""

    exit_code = MEASUREMENT


class ResultRejected(click.ClickException):
    """A file under results/ is not what it should be."""

    exit_code = MEASUREMENT


class BuildFailed(click.ClickException):
    """The bench executable could not be built."""

    exit_code = SETUP
