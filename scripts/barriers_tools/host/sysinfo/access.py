"""What the kernel lets this process do. It is tried, and changes nothing."""

import ctypes
import errno
import os
import platform
import struct

from barriers_tools.host.sysinfo.files import Unavailable

# The number of perf_event_open, which has no wrapper in libc: see syscall(2), perf_event_open(2).
CALLS = {"x86_64": 298, "aarch64": 241, "riscv64": 241, "ppc64le": 319}

# The first version of struct perf_event_attr: cycles, in user mode alone.
SIZE = 64
HARDWARE, CYCLES = 0, 0
DISABLED, EXCLUDE_KERNEL, EXCLUDE_HYPERVISOR = 1 << 0, 1 << 5, 1 << 6
ATTRIBUTES = struct.pack(
    "=IIQQQQQ16x",
    HARDWARE,
    SIZE,
    CYCLES,
    0,
    0,
    0,
    DISABLED | EXCLUDE_KERNEL | EXCLUDE_HYPERVISOR,
)

# Why it may be refused.
REASONS = {
    errno.EACCES: "perf_event_paranoid forbids it",
    errno.EPERM: "perf_event_paranoid, or a container's seccomp profile, forbids it",
    errno.ENOENT: "the processor that one sees has no counters, as in most virtual machines",
    errno.ENODEV: "the processor that one sees has no counters",
    errno.EOPNOTSUPP: "the processor that one sees has no counters",
    errno.ENOSYS: "the kernel was built without perf events, or a sandbox hides them",
}


def count() -> None:
    """Opens a counter of this process's cycles and closes it; Unavailable where that fails."""
    call = CALLS.get(platform.machine())
    if call is None:
        raise Unavailable(f"how to ask the kernel on a {platform.machine()} is not known here")
    libc = ctypes.CDLL(None, use_errno=True)
    opened = libc.syscall(ctypes.c_long(call), ATTRIBUTES, 0, -1, -1, ctypes.c_ulong(0))
    if opened < 0:
        number = ctypes.get_errno()
        raise Unavailable(REASONS.get(number, f"perf_event_open: {os.strerror(number)}"))
    os.close(opened)


def pin() -> None:
    """Binds this process to the PUs that it may use anyway; Unavailable where that is refused."""
    try:
        os.sched_setaffinity(0, os.sched_getaffinity(0))
    except OSError as error:
        raise Unavailable(f"the kernel refuses to bind: {error.strerror}") from error
