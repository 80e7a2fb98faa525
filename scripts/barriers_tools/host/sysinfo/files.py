"""The files of /proc and /sys, and the one way in which they refuse."""

import re
from pathlib import Path
from typing import Callable

from barriers_tools.number_list import compress, expand

ROOT = Path("/")
LONGEST = 500


class Unavailable(Exception):
    """Something about the machine that it does not tell; the message says why."""


def text(root: Path, path: str, absent: str = "") -> str:
    """What a file says, on one line. `absent` is the reason where there is no such file."""
    return one_line(lines(root, path, absent))


def lines(root: Path, path: str, absent: str = "") -> str:
    try:
        return (root / path).read_text(encoding="utf-8", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Unavailable(absent or f"there is no /{path} here") from error
    except OSError as error:
        raise Unavailable(f"/{path} cannot be read: {error.strerror}") from error


def one_line(said: str) -> str:
    """As much of a text as fits on a line, without what could move a terminal's cursor."""
    plain = "".join(each if each.isprintable() else " " for each in said)
    return " ".join(plain.split())[:LONGEST]


def number(root: Path, path: str, absent: str = "") -> int:
    said = text(root, path, absent)
    if not re.fullmatch(r"-?\d{1,18}", said):
        raise Unavailable(f"/{path} does not hold a number: {said[:40]!r}")
    return int(said)


def switch(root: Path, path: str, absent: str = "") -> bool:
    """A file that holds 0 or 1."""
    return number(root, path, absent) != 0


def choice(root: Path, path: str, absent: str = "") -> str:
    """The word in brackets, of a file that lists what can be chosen."""
    said = text(root, path, absent)
    found = re.search(r"\[([\w-]+)\]", said)
    if not found:
        raise Unavailable(f"/{path} holds no known choice: {said[:40]!r}")
    return found[1]


def pus(root: Path, path: str, absent: str = "") -> list[int]:
    """The PUs of a list such as 0-3,8."""
    return parse_pus(text(root, path, absent))


def parse_pus(listed: str) -> list[int]:
    try:
        return list(expand(listed, 0, 10**6)) if listed else []
    except ValueError as fault:
        raise Unavailable(f"{listed[:40]!r} is no list of PUs") from fault


def format_pus(pus: list[int]) -> str:
    """The PUs as the kernel writes them: 0-3,8."""
    return compress(pus, largest_stride=1)


def folders(root: Path, pattern: str) -> list[Path]:
    """The folders that match and end in a number, in the order of their numbers."""
    found = [each for each in root.glob(pattern) if re.search(r"\d+$", each.name)]
    return sorted(found, key=lambda each: int(re.findall(r"\d+", each.name)[-1]))


def or_else(read: Callable[[], str], otherwise: str) -> str:
    try:
        return read()
    except Unavailable:
        return otherwise
