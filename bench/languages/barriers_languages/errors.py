"""What can go wrong."""


class CouldNotMeasure(Exception):
    """A program failed or hangs, or reported what no barrier and no clock can have shown."""


class TookTooLong(CouldNotMeasure):
    """The time that was given for a cell is over."""
