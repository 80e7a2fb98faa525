"""What can go wrong, and the exit code that says so. (Usage errors are click's own: 2.)"""

import click

# A measurement or a check.
FAILED = 1
SETUP = 3
UNFIT = 4
INTERRUPTED = 130


class MeasurementFailed(click.ClickException):
    """The bench executable refused, failed, hung, or said what nobody can believe."""

    exit_code = FAILED


class VerificationFailed(click.ClickException):
    """A promise was broken, a wrong barrier passed, or a model executable could not say."""

    exit_code = FAILED


class MachineUnfit(click.ClickException):
    """The machine is not as fit for measuring as somebody requires it to be."""

    exit_code = UNFIT


class ResultRejected(click.ClickException):
    """A file under results/ is not what it should be."""

    exit_code = FAILED


class BuildFailed(click.ClickException):
    """An executable could not be built."""

    exit_code = SETUP
