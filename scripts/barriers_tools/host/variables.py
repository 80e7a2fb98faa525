"""The variables of the environment that could change what is built, measured or recorded unseen."""

import fnmatch
from typing import MutableMapping

from barriers_tools.host.privacy import without_paths
from barriers_tools.host.sysinfo.files import one_line

# Taken away before anything is started. (Python's own are ignored by the option -E of scripts/barriers.)
CLEARED = (
    "GIT_*",  # another repository's commit, as inside a hook
    "BENCHMARK_*",  # every flag of Google Benchmark
    "CC CXX CFLAGS CXXFLAGS CPPFLAGS LDFLAGS LIBRARY_PATH CPATH *_INCLUDE_PATH",  # what is compiled
    "CMAKE_* NINJA_STATUS RUSTFLAGS CARGO_* GOFLAGS CGO_*",
    "LD_* GLIBC_TUNABLES MALLOC_*",  # what is loaded, and its settings
    "GOMAXPROCS GODEBUG GOGC TOKIO_* RUST_* JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS",
    "LC_* LANG LANGUAGE",  # what tools say, which is read
    "PYTHON*",
)
# How long a build takes, and not what comes of it.
KEPT = "CMAKE_BUILD_PARALLEL_LEVEL CMAKE_C_COMPILER_LAUNCHER CMAKE_CXX_COMPILER_LAUNCHER"
# Left as they are, because people choose by them what is measured, and written into the record.
RECORDED = "OMP_* GOMP_* KMP_* LIBOMP_* HWLOC_*"


def clear(variables: MutableMapping[str, str]) -> list[str]:
    """Takes away what could change something unseen; the names of those that were there."""
    unseen = [name for name in variables if _is_one(name, *CLEARED) and not _is_one(name, KEPT)]
    for name in unseen:
        del variables[name]
    variables["LC_ALL"] = "C.UTF-8"
    # Quiet ones: nearly everybody has them.
    return sorted(name for name in unseen if not _is_one(name, "LC_* LANG LANGUAGE PYTHON*"))


def record(variables: MutableMapping[str, str]) -> dict[str, str]:
    """Those that were set on purpose, for the record."""
    return {
        name: one_line(without_paths(value))
        for name, value in sorted(variables.items())
        if _is_one(name, RECORDED)
    }


def _is_one(name: str, *patterns: str) -> bool:
    return any(fnmatch.fnmatchcase(name, each) for group in patterns for each in group.split())
