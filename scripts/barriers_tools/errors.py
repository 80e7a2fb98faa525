"""What can go wrong, and the exit code that says so. (Usage errors are click's own: 2.)"""

import errno

import click

# A measurement or a check.
FAILED = 1
SETUP = 3
UNFIT = 4
INTERRUPTED = 130


# What to do about what the system refuses.
FIXES = {
    errno.ENOSPC: "free some space there",
    errno.EDQUOT: "your quota is used up; free some space there",
    errno.EFBIG: "raise the limit on the size of files (ulimit -f)",
    errno.EROFS: "use a copy of the repository where it can be written to",
    errno.EACCES: "become its owner, or give it to yourself",
    errno.EPERM: "become its owner, or give it to yourself",
    errno.EAGAIN: "raise the limit on processes (ulimit -u, or pids.max of the cgroup)",
    errno.EMFILE: "raise the limit on open files (ulimit -n)",
    errno.ENFILE: "the system has too many open files; close some",
    errno.ENOMEM: "free some memory, or raise the limit on it (ulimit -v)",
    errno.ENOTDIR: "a file lies where a folder has to be; move it away",
    errno.EEXIST: "it is there already; move it away",
    errno.EISDIR: "a folder lies where a file has to be; move it away",
}


def explain_refusal(error: OSError, what: object) -> str:
    """What the system refused, of which file or program where it says so, and what to do."""
    fix = FIXES.get(error.errno or 0)
    named = error.filename if error.filename is not None else what
    return f"{named}: {error.strerror or error}" + (f"; {fix}" if fix else "")


class Failed(click.ClickException):
    """A measurement or a check did not succeed."""

    exit_code = FAILED


class NotKept(Failed):
    """What was measured can no longer be written down."""


class MeasurementFailed(Failed):
    """The bench executable refused, failed or hung, or reported impossible values."""


class VerificationFailed(Failed):
    """A guarantee was broken, a wrong barrier passed, or a checker failed."""


class ResultRejected(Failed):
    """A file under results/ is not what it should be."""


class MachineUnfit(click.ClickException):
    """The machine is not as fit for measuring as --require wants it."""

    exit_code = UNFIT


class BuildFailed(click.ClickException):
    """An executable could not be built."""

    exit_code = SETUP
