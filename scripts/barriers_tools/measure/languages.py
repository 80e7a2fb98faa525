"""Barriers of other languages, measured by the package in bench/languages."""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

from barriers_tools import paths
from barriers_tools.errors import MeasurementFailed
from barriers_tools.measure.bench import Launched, LaunchOptions
from barriers_tools.schemas.plan import Cell


class Languages:
    """Those that were built in a folder."""

    name = "languages"

    def __init__(self, folder: Path, placements: dict[str, list[int]]):
        sys.path.insert(1, str(paths.LANGUAGES_PACKAGE))
        from barriers_languages import catalogue

        self._built = catalogue.built(folder)
        self._placements = placements

    def digest(self) -> str:
        whole = hashlib.sha256()
        for each in self._built.values():
            whole.update(each.artefact.read_bytes())
        return whole.hexdigest()[:16]

    def barriers(self) -> list[dict[str, Any]]:
        return [each.barrier.describe() for each in self._built.values()]

    def launch(
        self, cell: Cell, launch_options: LaunchOptions, seed: int, timeout: float
    ) -> Launched:
        from barriers_languages.errors import CouldNotMeasure, TookTooLong
        from barriers_languages.measure import measure
        from barriers_languages.program import Launch

        if cell.background_load:
            raise MeasurementFailed(f"{cell}: other languages are measured without background load")
        launch = Launch(
            name=str(cell),
            workload=cell.workload,
            team=cell.team,
            pus=self._pus_of(cell, launch_options),
            seed=seed,
            cell_ms=launch_options.cell_ms,
            timeout_s=timeout,
        )
        try:
            found = measure(self._built[cell.barrier], launch)
        except TookTooLong as late:
            raise subprocess.TimeoutExpired(str(cell), timeout) from late
        except CouldNotMeasure as fault:
            raise MeasurementFailed(str(fault)) from fault
        return Launched(found.metrics, found.unavailable, found.context)

    def _pus_of(self, cell: Cell, launch_options: LaunchOptions) -> list[int]:
        """The PUs to which the process is bound; all that we may use where ranks are not pinned."""
        if launch_options.pus:
            return [int(each) for each in launch_options.pus.split(",")][: cell.team]
        return self._placements[cell.placement][: cell.team] or self._placements["compact"]
