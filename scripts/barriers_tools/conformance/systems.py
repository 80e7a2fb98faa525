"""The systems whose promises are tried: ours, and those that people come from."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from barriers_tools.conformance import breaking_promises, gather_promises, phase_promises
from barriers_tools.conformance.promise import Promise

PROMISES = {
    "barrier": phase_promises.PROMISES + breaking_promises.PROMISES,
    "gather": gather_promises.PROMISES,
}


@dataclass(frozen=True)
class System:
    name: str
    # What it is: a barrier, or a gather.
    subject: str
    title: str

    @property
    def promises(self) -> tuple[Promise, ...]:
        """All that can be asked of it, whether it has promised it or not."""
        return PROMISES[self.subject]


@dataclass(frozen=True)
class Program:
    """How experiments are made on a system; without a command it says what is missing."""

    command: tuple[str, ...] = ()
    missing: str = ""


SYSTEMS = {
    each.name: each
    for each in (
        System("cyclic", "barrier", "barriers::cyclic"),
        System("libstdcxx", "barrier", "std::barrier of libstdc++"),
        System("libcxx", "barrier", "std::barrier of libc++"),
        System("pthread", "barrier", "pthread_barrier_t of the C library"),
        System("boost", "barrier", "boost::barrier"),
        System("python_threading", "barrier", "threading.Barrier of Python"),
        System("python_asyncio", "barrier", "asyncio.Barrier of Python"),
        System("tokio", "barrier", "tokio::sync::Barrier of Rust's tokio"),
        System("java_cyclic", "barrier", "CyclicBarrier of Java"),
        System("java_phaser", "barrier", "Phaser of Java"),
        System("go_channel", "gather", "Go's pattern of a channel, left at the first error"),
        System("go_waitgroup", "gather", "Go's pattern of a WaitGroup"),
        System("go_errgroup", "gather", "errgroup of Go's x/sync"),
    )
}


def programs(manifest: Path) -> dict[str, Program]:
    """What was built for each system, by the manifest that the build writes."""
    entries: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
    return {
        name: Program(tuple(entries[name].get("command", ())), entries[name].get("missing", ""))
        for name in SYSTEMS
    }
