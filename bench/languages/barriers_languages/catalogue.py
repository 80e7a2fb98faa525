"""What barriers there are, and which of them were built."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EVERY = (
    "as with each whole program, the process is bound to the PUs of the placement and its threads "
    "are not pinned one by one, and what it uses up is read for the whole process, its runtime "
    "included"
)
# HotSpot counts the calls of all threads. With -XX:+PrintCompilation the loops of both passes were
# seen compiled after 90,000 to 115,000 passages, and what they call before.
HOTSPOT = 150_000
MANAGED = (
    f"It is compiled while it runs, so that each pass is warmed up by {HOTSPOT:,} passages of all "
    "ranks together, and its memory is collected meanwhile"
)


@dataclass(frozen=True)
class Barrier:
    """One barrier of another language."""

    name: str
    title: str
    reference: str
    capabilities: tuple[str, ...]
    # What differs from the interface of our barriers; EVERY says the rest.
    differs: str
    clock: str
    # How often all ranks together pass the barrier at least before anything is measured, in a pass.
    warm_up_passages: int = 0

    def describe(self) -> dict[str, Any]:
        return {
            "barrier": self.name,
            "kind": "language",
            "title": self.title,
            "reference": self.reference,
            "capabilities": list(self.capabilities),
            "policies": ["own"],
            "differs": f"{self.differs}; {EVERY}",
        }


BARRIERS = (
    Barrier(
        name="tokio",
        title="tokio::sync::Barrier of Rust's tokio",
        reference="docs.rs/tokio, tokio::sync::Barrier",
        capabilities=(),
        differs="It holds up tasks and no threads: there is a worker for each rank, but one may "
        "run the whole team in turn",
        clock="CLOCK_MONOTONIC by std::time::Instant",
    ),
    Barrier(
        name="python_threading",
        title="threading.Barrier of Python",
        reference="Python's library reference, threading.Barrier",
        capabilities=("completion",),
        differs="Its ranks hold one interpreter lock in turn, so that they never run at once",
        clock="CLOCK_MONOTONIC by time.monotonic_ns",
    ),
    Barrier(
        name="python_multiprocessing",
        title="multiprocessing.Barrier of Python",
        reference="Python's library reference, multiprocessing.Barrier",
        capabilities=("completion",),
        differs="Each rank is a process of its own, forked from one, and they meet by semaphores",
        clock="CLOCK_MONOTONIC by time.monotonic_ns",
    ),
    Barrier(
        name="java_cyclic",
        title="CyclicBarrier of Java",
        reference="Java SE, java.util.concurrent.CyclicBarrier",
        capabilities=("completion",),
        differs=MANAGED,
        clock="CLOCK_MONOTONIC by System.nanoTime",
        warm_up_passages=HOTSPOT,
    ),
    Barrier(
        name="java_phaser",
        title="Phaser of Java",
        reference="Java SE, java.util.concurrent.Phaser",
        capabilities=("completion", "split_phase"),
        differs=MANAGED,
        clock="CLOCK_MONOTONIC by System.nanoTime",
        warm_up_passages=HOTSPOT,
    ),
    Barrier(
        name="go",
        title="textbook barrier of a mutex and a condition in Go",
        reference="Go's package sync, Mutex and Cond",
        capabilities=(),
        differs="Go's library has no barrier, so that this is the textbook's, reusable by its "
        "generation; its ranks are goroutines, and one thread may run the whole team in turn",
        clock="CLOCK_MONOTONIC by time.Since",
    ),
)


@dataclass(frozen=True)
class Built:
    """A barrier that was built: how its program is started, what it was made by and runs on."""

    barrier: Barrier
    command: tuple[str, ...]
    artefact: Path
    language: str
    runtime: str
    compiler: str
    flags: str


def built(folder: Path) -> dict[str, Built]:
    """The barriers that were built in a folder, by name and in the order of the list."""
    manifest = folder / "languages.json"
    entries = json.loads(manifest.read_text(encoding="utf-8")) if manifest.exists() else {}
    found = [_built(each, entries[each.name]) for each in BARRIERS if each.name in entries]
    return {each.barrier.name: each for each in found if each.artefact.exists()}


def _built(barrier: Barrier, entry: dict[str, Any]) -> Built:
    names = ("language", "runtime", "compiler", "flags")
    paths = (tuple(entry["command"]), Path(entry["artefact"]))
    return Built(barrier, *paths, *(entry[name] for name in names))
