"""How far a measurement is: a bar where stderr is a terminal, else a line at the beginning."""

import sys
from contextlib import contextmanager
from typing import Callable, Iterator

import click


@contextmanager
def bar(title: str) -> Iterator[Callable[[float], None]]:
    """Yields a function that takes the share that is done, from 0 to 1."""
    if not sys.stderr.isatty():
        click.echo(f"{title} ...", err=True)
        yield lambda share: None
        return

    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    # Twice a second, so that the bar itself does not disturb what is measured.
    with Progress(*columns, console=Console(stderr=True), refresh_per_second=2) as shown:
        task = shown.add_task(title, total=1.0)
        yield lambda share: shown.update(task, completed=share)
