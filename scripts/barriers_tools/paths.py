"""Where things lie in the repository."""

import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "bench"
EXECUTABLE = BUILD / "bench" / "barriers_bench"
# Peers that need a process of their own.
OTHER_EXECUTABLES = tuple(
    BUILD / "bench" / name for name in ("barriers_bench_libgomp", "barriers_bench_libomp")
)
# Barriers of other languages: what measures them, and what was built.
LANGUAGES_PACKAGE = ROOT / "bench" / "languages"
LANGUAGES = BUILD / "bench" / "languages"
CONTROLS = BUILD / "bench" / "controls" / "barriers_bench_controls"
NATIVE = ROOT / "build" / "release"
CONFORMANCES = tuple(
    NATIVE / "verify" / "conformance" / name
    for name in ("conformance_peers", "conformance_peers_libgomp", "conformance_peers_libomp")
)
# How experiments are made on each system.
PROMISES = NATIVE / "verify" / "promises" / "promises.json"
MODEL = ROOT / "build" / "model"
CHECKERS = {
    "check_relacy": MODEL / "verify" / "check_relacy",
    "check_rc11": MODEL / "verify" / "check_rc11",
    "litmus_random": MODEL / "verify" / "rc11" / "litmus" / "litmus_random",
}
RESULTS = ROOT / "results"
VERIFICATION = RESULTS / "verification.json"
REPORT = ROOT / "REPORT.md"
MEASURED = ROOT / "build" / "measured"
CONFORMANCE = RESULTS / "conformance.json"


def replace(path: Path, text: str) -> Path:
    """Writes a file whole or not at all, in the place of the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
    return path
