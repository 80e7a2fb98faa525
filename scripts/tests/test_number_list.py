"""Lists of numbers: what taskset and hwloc accept, and back."""

import random

import pytest

from barriers_tools.number_list import compress, expand


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3,0", (3, 0)),
        ("0-3", (0, 1, 2, 3)),
        ("0-6:2,1", (0, 2, 4, 6, 1)),
        (" 4-4 , 9", (4, 9)),
        ("0-6:4", (0, 4)),
    ],
)
def test_a_list_is_read_in_its_order(text, numbers):
    assert expand(text, 0, 100) == numbers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *(
            (bad, "is no number, range")
            for bad in ("", ",", "1,", "-1", "a", "1-2-3", "1:2", "1-4:", "0x1", "٣")
        ),
        ("3-1", "backwards"),
        ("0-3:0", "stride of 0"),
        ("0-4294967298", "4294967298 is not from 0 to 100"),
        ("9" * 18, "is not from 0 to 100"),
        ("9" * 400, "is no number"),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(text, said):
    with pytest.raises(ValueError, match=said):
        expand(text, 0, 100)


def test_what_is_written_is_read_back():
    for seed in range(200):
        draw = random.Random(seed)
        numbers = tuple(draw.sample(range(40), draw.randrange(1, 40)))
        assert expand(compress(numbers), 0, 40) == numbers
    assert compress(range(384)) == "0-383"
    assert compress([0, 2, 4, 6, 1, 3, 5, 7]) == "0-6:2,1-7:2"
    assert compress([3, 7, 0, 1]) == "3,7,0-1"
