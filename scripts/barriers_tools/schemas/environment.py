"""Where and when it was measured, as `scripts/barriers` records it."""

from typing import Any, Literal, Optional, Union

from pydantic import Extra, Field, StrictBool, conint, conlist, constr, root_validator

from barriers_tools.schemas.types import (
    Bytes,
    Commit,
    Digest,
    Key,
    Khz,
    Kind,
    Line,
    Load,
    MachineName,
    Pu,
    Reason,
    Record,
    Time,
    Told,
    Whole,
    number,
)

Variable = constr(strict=True, regex=r"^[A-Z0-9_]{1,60}\Z")
ExecutableName = constr(strict=True, regex=r"^[a-z0-9_]{1,60}\Z")
Preemption = constr(strict=True, regex=r"^PREEMPT[A-Z_]{0,40}\Z")
HugePages = constr(strict=True, regex=r"^[a-z-]{1,40}\Z")
Level = conint(strict=True, ge=1, le=9)
Sharers = conint(strict=True, ge=1, le=2**20)
Nodes = conint(strict=True, ge=1, le=65536)
Aslr = conint(strict=True, ge=0, le=2)
Paranoia = conint(strict=True, ge=-1, le=9)
Uptime = conint(strict=True, ge=0, le=10**12)
Quota = number(0, 1e6, above=True)
ToldNumber = Union[number(-1e300, 1e300), Line]
Loads = conlist(Load, min_items=3, max_items=3)


class Cache(Record):
    level: Level
    type: Literal["data", "instruction", "unified"]
    bytes: Bytes
    line_bytes: Bytes
    pus: Sharers


class Frequency(Record):
    driver: Line
    least_khz: Khz
    most_khz: Khz
    hardware_least_khz: Khz
    hardware_most_khz: Khz


class Topology(Record):
    """What the bench executable says of the machine."""

    pus: list[Pu]
    placements: dict[str, Told]

    class Config:
        extra = Extra.allow

    @root_validator(pre=True)
    def others_are_told(cls, facts: dict[str, Any]) -> dict[str, Any]:
        Told.check(facts)
        return facts


class Environment(Record):
    """Where and when it was measured, as `scripts/barriers` records it. What cannot be read is null,
    and `unavailable` says why."""

    machine: MachineName
    time: Time
    command: Optional[Line]
    variables: dict[Variable, Line] = {}
    executables: dict[ExecutableName, Digest] = {}
    seed: Whole
    load: Optional[Loads]

    commit: Optional[Commit] = Field(...)
    described: Optional[Line]
    version: Optional[Line]
    compiler: Optional[Line] = Field(...)
    flags: Optional[Line]
    build_type: Optional[Line]
    libc: Optional[Line]
    hwloc: Optional[Line]
    google_benchmark: Optional[Line]
    papi: Optional[Line]

    clock: Optional[Line]
    clock_ghz: Optional[ToldNumber]
    stamp_cost_ns: Optional[ToldNumber]
    clock_offset_bound_ns: Optional[ToldNumber]
    clock_source: Optional[Line]
    counter: Optional[Line]

    cpu: Optional[Line] = Field(...)
    microcode: Optional[Line]
    pus_online: Optional[list[Pu]]
    pus_allowed: Optional[list[Pu]]
    pus_isolated: Optional[list[Pu]]
    pus_tickless: Optional[list[Pu]]
    smt: Optional[StrictBool]
    caches: Optional[conlist(Cache, max_items=20)]
    memory_bytes: Optional[Bytes]
    numa_nodes: Optional[Nodes]
    numa_balancing: Optional[StrictBool]
    huge_pages: Optional[HugePages]
    governor: Optional[Line]
    frequency: Optional[Frequency]
    turbo: Optional[StrictBool]
    idle: Optional[Line]
    power: Optional[Literal["mains", "battery"]]
    vulnerabilities: Optional[dict[Key, Line]]

    virtualised: Optional[StrictBool]
    virtualisation: Optional[Kind]
    container: Optional[Kind]
    cgroup_quota_pus: Optional[Quota]

    kernel: Line
    kernel_options: Optional[Line]
    distribution: Optional[Line]
    preemption: Optional[Preemption]
    aslr: Optional[Aslr]
    perf_event_paranoid: Optional[Paranoia]
    counters: Optional[StrictBool]
    nmi_watchdog: Optional[StrictBool]
    uptime_s: Optional[Uptime]

    topology: Topology
    unavailable: dict[Key, Reason]
