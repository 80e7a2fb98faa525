"""A record of schema 1, read as one of schema 2: without promises, and without the probes that are
promises now."""

from typing import Any

PROBES = ("team_of_none", "over_arrival", "early_destruction")


def upgrade(document: Any) -> Any:
    """The document as schema 2 has it; a malformed one as it is, for the schema to refuse."""
    try:
        if document["schema"] != 1:
            return document
        verdicts = [each for each in document["verdicts"] if each["scenario"] not in PROBES]
        new = {"schema": 2, "verdicts": verdicts, "promises": [], "systems": [], "cells": []}
        return {**document, **new}
    except (KeyError, TypeError):
        return document
