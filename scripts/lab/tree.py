"""Where things lie in the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "bench"
EXECUTABLE = BUILD / "bench" / "barriers_bench"
MODEL = ROOT / "build" / "model"
RESULTS = ROOT / "results"
VERIFICATION = RESULTS / "verification.json"
REPORT = ROOT / "REPORT.md"
