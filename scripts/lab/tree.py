"""Where things lie in the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "bench"
BUILD_LOG = ROOT / "build" / "bench.log"
EXECUTABLE = BUILD / "bench" / "barriers_bench"
RESULTS = ROOT / "results"
REPORT = ROOT / "REPORT.md"
