"""Carries out experiments on Python's asyncio.Barrier: see verify/promises/README.md."""

import asyncio
import threading
from typing import Any, Callable, Coroutine

from experiments import main, not_offered


class Asyncio:
    """asyncio.Barrier: each call of a party is a task, in the loop of a thread of its own."""

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)

    def __init__(self, parties: int, action: Callable[[], None] | None):
        if action:
            not_offered("an action")
        if not self.thread.is_alive():
            self.thread.start()
        self.barrier = asyncio.Barrier(parties)

    def run(self, task: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(task, self.loop).result()

    def wait(self, ms: int | None = None) -> str:
        if ms is not None:
            not_offered("a timeout that breaks the barrier")
        return self.told(self.barrier.wait())

    def withdraw(self, ms: int) -> str:
        try:
            return self.told(asyncio.wait_for(self.barrier.wait(), ms / 1000))
        except asyncio.TimeoutError:
            return "withdrawn"

    def told(self, task: Coroutine[Any, Any, int]) -> str:
        try:
            index = self.run(task)
        except asyncio.BrokenBarrierError:
            return "broken"
        return f"passed,index={index},leader={index == 0:d}"

    def abort(self) -> None:
        self.run(self.barrier.abort())

    def reset(self) -> None:
        self.run(self.barrier.reset())

    def waiting(self) -> int:
        return self.barrier.n_waiting


if __name__ == "__main__":
    main(Asyncio)
