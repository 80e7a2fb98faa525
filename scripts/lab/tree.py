"""Where things lie in the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "bench"
EXECUTABLE = BUILD / "bench" / "barriers_bench"
# Peers that need a process of their own, and whole programs.
OTHER_EXECUTABLES = tuple(
    BUILD / "bench" / name
    for name in ("peers/barriers_bench_libgomp", "peers/barriers_bench_libomp", "programs/programs")
)
CALIBRATION = BUILD / "bench" / "calibration" / "barriers_bench_calibration"
MODEL = ROOT / "build" / "model"
RESULTS = ROOT / "results"
VERIFICATION = RESULTS / "verification.json"
REPORT = ROOT / "REPORT.md"
MEASURED = ROOT / "build" / "measured"
