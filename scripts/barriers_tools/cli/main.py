"""All commands, and how they end."""

import os
import sys

import click
from click_didyoumean import DYMGroup

from barriers_tools import signals
from barriers_tools.cli import host, measure, report, verify
from barriers_tools.errors import FAILED, explain_refusal
from barriers_tools.host import variables

COMMANDS = (
    host.list_,
    host.topology,
    host.doctor,
    measure.run,
    measure.recommend,
    measure.sweep,
    measure.calibrate,
    verify.verify,
    report.conformance,
    report.validate,
    report.report,
    report.schema,
)
EPILOG = """\b
Exit codes:
  0    done
  1    a measurement or a check failed, or the output could not be written
  2    a usage error
  3    the set-up or the build failed
  4    the machine is not as fit as doctor --require wants it
  130  interrupted (Ctrl-C); what was measured until then is shown and kept
  129  the same by SIGHUP
  143  the same by SIGTERM; a second of these two signals ends at once

Data goes to stdout, progress to stderr."""


@click.group(cls=DYMGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--install", is_flag=True, expose_value=False, help="First install the packages of the command."
)
def barriers() -> None:
    """Lists, measures, recommends and verifies barriers on this machine."""


for command in COMMANDS:
    barriers.add_command(command)


def main() -> None:
    """Runs the command that the command line names, and ends with its exit code."""
    signals.listen()
    if cleared := variables.clear(os.environ):
        click.echo(f"not taken from the environment: {', '.join(cleared)}", err=True)
    try:
        barriers.main(prog_name="scripts/barriers", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(signals.exit_code())
    except BrokenPipeError:
        _discard_output()
        sys.exit(FAILED)
    except OSError as fault:
        _discard_output()
        click.echo(f"Error: {explain_refusal(fault, 'the output')}", err=True)
        sys.exit(FAILED)
    except MemoryError:
        click.echo("Error: out of memory; free some, or raise the limit (ulimit -v)", err=True)
        sys.exit(FAILED)


def _discard_output() -> None:
    """What could not be written is not tried again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
