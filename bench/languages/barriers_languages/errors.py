"""What can go wrong."""


class CouldNotMeasure(Exception):
    """A program failed or hangs, or reported impossible values."""


class TookTooLong(CouldNotMeasure):
    """The time that was given for a cell is over."""
