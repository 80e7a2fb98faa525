"""What goes past the environment: an algorithm asks it for all that touches other threads, and
never the machine or the preprocessor."""

from typing import Iterator

from barriers_tools.lint.cpp import Fault, Source

CONDITIONS = ("if", "ifdef", "ifndef", "elif", "elifdef", "elifndef")
BUILTINS = ("__atomic_", "__sync_")
WAIT = "a loop around a load: to wait is `await`"


def faults(source: Source) -> list[Fault]:
    """Where one file goes past its environment."""
    found = [*_names(source), *(Fault(line, WAIT) for line in source.spins())]
    return sorted(found, key=lambda fault: fault.line)


def _names(source: Source) -> Iterator[Fault]:
    words = [(token.spelling, token.location.line) for token in source.tokens]
    for (before, _), (between, _), (word, line) in zip([("", 0), *words], words, words[1:]):
        if between == "#" and word in CONDITIONS:
            yield Fault(line, f"#{word}: the preprocessor is the environment's")
        if (before, between) == ("std", "::") and word.startswith("atomic"):
            yield Fault(line, f"std::{word}: atomics are the environment's")
        if word.startswith(BUILTINS):
            yield Fault(line, f"{word}: atomics are the environment's")
