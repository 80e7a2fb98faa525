"""SIGTERM and SIGHUP end a command as Ctrl-C does, with an exit code of their own."""

import signal
from types import FrameType

from barriers_tools.errors import INTERRUPTED

_received: list[int] = []


def listen() -> None:
    """From now on. What was ignored before, as under nohup, stays ignored."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _interrupt)


def exit_code() -> int:
    """That of whatever interrupted."""
    return 128 + _received[0] if _received else INTERRUPTED


def _interrupt(number: int, frame: FrameType | None) -> None:
    """As Ctrl-C, by the handler of that; a second signal ends at once."""
    _received.append(number)
    for each in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(each) == _interrupt:
            signal.signal(each, signal.SIG_DFL)
    if signal.getsignal(signal.SIGINT) in (signal.SIG_IGN, signal.SIG_DFL):
        raise KeyboardInterrupt
    signal.raise_signal(signal.SIGINT)
