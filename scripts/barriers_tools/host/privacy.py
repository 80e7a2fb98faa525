"""Texts for the record, without what may name people."""

import os
import re
import shlex
from typing import Sequence

from barriers_tools.host.sysinfo.files import one_line


def command(arguments: Sequence[str]) -> str:
    """What was asked on the command line, without the paths that it names."""
    return one_line(shlex.join(["scripts/barriers", *map(_without_path, arguments)]))


def _without_path(argument: str) -> str:
    option, equals, value = argument.rpartition("=")
    return f"{option}{equals}{'PATH' if os.sep in value else value}"


# A path, also behind an option of the compiler. Those of the kernel are the same on every machine.
PATH = re.compile(r"(?:(?<![\w.])|(?<=-[BIL]))~?/(?!proc/|sys/)[^\s'\",:;]*")


def without_paths(said: str) -> str:
    """A text without the paths in it, which may name people."""
    return PATH.sub("PATH", said)
