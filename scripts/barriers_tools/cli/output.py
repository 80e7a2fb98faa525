"""How commands print."""

import json
from pathlib import Path
from typing import Any

import click

from barriers_tools import paths


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, indent=2, allow_nan=False))


def short(path: Path) -> Path:
    return path.relative_to(paths.ROOT) if path.is_relative_to(paths.ROOT) else path
