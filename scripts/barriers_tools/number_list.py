"""Lists of numbers as taskset and hwloc write them: 3,0 and 0-127 and 0-63:2, in the order given."""

import re
from typing import Iterable, Sequence

MOST = 10**18
_PART = re.compile(r"(\d{1,18})(?:-(\d{1,18})(?::(\d{1,18}))?)?", re.ASCII)


def expand(text: str, least: int, most: int) -> tuple[int, ...]:
    """The numbers of a list, each from `least` to `most`. Raises ValueError that says what is wrong."""
    numbers: list[int] = []
    for part in text.split(","):
        found = _PART.fullmatch(part.strip())
        if not found:
            raise ValueError(
                f"'{part}' is no number, range or range with a stride, such as 3, 0-7 or 0-6:2"
            )
        first = int(found[1])
        last, stride = int(found[2] or first), int(found[3] or 1)
        for bound in (first, last):
            if not least <= bound <= most:
                raise ValueError(f"{bound} is not from {least} to {most}")
        if last < first:
            raise ValueError(f"'{part}' runs backwards; begin with the smaller number")
        if stride == 0:
            raise ValueError(f"'{part}' has a stride of 0; the least is 1")
        numbers.extend(range(first, last + 1, stride))
    return tuple(numbers)


def compress(numbers: Sequence[int], largest_stride: int = MOST) -> str:
    """The shortest list of this kind that `expand` reads as these numbers, in their order. The
    kernel's lists have no strides but 1."""
    return ",".join(_format(run) for run in _runs(numbers, largest_stride))


def _runs(numbers: Sequence[int], largest_stride: int) -> Iterable[Sequence[int]]:
    """The numbers in pieces of equal steps upwards; two numbers are a piece only if they are next."""
    begin = 0
    while begin < len(numbers):
        end = begin + 1
        step = numbers[end] - numbers[begin] if end < len(numbers) else 0
        while (
            0 < step <= largest_stride
            and end < len(numbers)
            and numbers[end] - numbers[end - 1] == step
        ):
            end += 1
        if end - begin == 2 and step > 1:
            end -= 1
        yield numbers[begin:end]
        begin = end


def _format(run: Sequence[int]) -> str:
    if len(run) == 1:
        return str(run[0])
    step = run[1] - run[0]
    return f"{run[0]}-{run[-1]}" + (f":{step}" if step > 1 else "")
