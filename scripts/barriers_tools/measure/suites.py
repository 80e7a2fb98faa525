"""The four suites of a sweep: families of configurations, each for one question."""

from dataclasses import dataclass
from typing import Any, Iterator

from barriers_tools.schemas.plan import ALGORITHM, LANGUAGE, PEER, Cell, Configuration, cells

# The workloads of the barriers of other languages.
OF_LANGUAGES = ("empty", "uniform_2us")
# Ranks for each PU, where there are more ranks than PUs.
OVERSUBSCRIPTIONS = (2, 4, 8, 32)
# A barrier that only spins takes a tick of the scheduler for each rank that shares its PU.
LARGEST_SPINNING = 2
ONLY_SPINS = "only_spins"


@dataclass(frozen=True)
class Available:
    """What this machine and this build can measure."""

    pus: int
    placements: dict[str, list[int]]
    workloads: tuple[str, ...]
    descriptions: tuple[dict[str, Any], ...]

    def kinds(self, *wanted: str) -> dict[str, str]:
        return {
            each["barrier"]: each["kind"] for each in self.descriptions if each["kind"] in wanted
        }

    def sleepers(self) -> dict[str, str]:
        """The barriers whose waiting ranks give up their PU."""
        spinning = {
            each["barrier"] for each in self.descriptions if ONLY_SPINS in each["capabilities"]
        }
        return {
            name: kind for name, kind in self.kinds(ALGORITHM, PEER).items() if name not in spinning
        }


def sweep(machine: Available, quick: bool) -> list[Cell]:
    """All cells of a sweep; a quick one leaves out the larger oversubscriptions and most workloads."""
    suites = (
        _alone(machine, quick),
        _apart(machine),
        _oversubscription(machine, quick),
        _background_load(machine),
    )
    chosen = (suites[0], suites[2]) if quick else suites
    return list(dict.fromkeys(cell for suite in chosen for cell in suite))


def _alone(machine: Available, quick: bool) -> Iterator[Cell]:
    """A PU for each rank, under every workload: which barrier is quickest?"""
    workloads = OF_LANGUAGES if quick else machine.workloads
    for team in _powers(machine.pus):
        for workload in workloads:
            configuration = Configuration(workload, "compact", team)
            languages = (LANGUAGE,) if workload in OF_LANGUAGES else ()
            kinds = machine.kinds(ALGORITHM, PEER, *languages)
            yield from cells(kinds, [configuration], (), machine.pus)


def _apart(machine: Available) -> Iterator[Cell]:
    """Other placements: what does distance cost? Ranks are assigned to slots at random, so that
    a placement with the PUs of `compact` is left out.
    """
    compact = machine.placements["compact"]
    for name, order in machine.placements.items():
        for team in _powers(len(order)) if len(order) > 1 else ():
            if set(order[:team]) != set(compact[:team]):
                configuration = Configuration("empty", name, team)
                yield from cells(machine.kinds(ALGORITHM, PEER), [configuration], (), machine.pus)


def _oversubscription(machine: Available, quick: bool) -> Iterator[Cell]:
    """More ranks than PUs, pinned and not pinned: what does sharing a PU cost?"""
    places = ("compact",) if quick else ("compact", "unpinned")
    for per_pu in OVERSUBSCRIPTIONS[:2] if quick else OVERSUBSCRIPTIONS:
        spinners = machine.kinds(ALGORITHM, PEER) if per_pu <= LARGEST_SPINNING else {}
        kinds = {**spinners, **machine.sleepers()}
        configurations = [
            Configuration("empty", place, per_pu * machine.pus)
            for place in places
            if place in machine.placements
        ]
        yield from cells(kinds, configurations, (), machine.pus)


def _background_load(machine: Available) -> Iterator[Cell]:
    """A busy thread of another process on each PU: which means grow?"""
    for team in (machine.pus, *(per_pu * machine.pus for per_pu in OVERSUBSCRIPTIONS[:3])):
        configuration = Configuration("empty", "compact", team, background_load=1)
        yield from cells(machine.sleepers(), [configuration], ("park",), machine.pus)


def _powers(pus: int) -> list[int]:
    """The powers of two from 2 up to the PUs, and the PUs."""
    return sorted({*(2**n for n in range(1, pus.bit_length()) if 2**n <= pus), max(pus, 2)})
