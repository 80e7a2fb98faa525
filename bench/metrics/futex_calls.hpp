#pragma once

#include <cstdint>
#include <string>

namespace barriers::bench {

/// Calls of futex(2), by what they ask for: to wait, or to wake or move those who wait.
struct futex_calls {
  std::uint64_t waits = 0;
  std::uint64_t wakes = 0;
};

/// From now on each call of futex by the calling thread is caught, counted and then made, to the
/// end of the thread: a few microseconds for each. Exact for the barrier under test, its run-time
/// library and the C library.
///
/// A seccomp filter turns the call into a signal, unless it comes from the handler of that signal.
/// So the process must not handle SIGSYS in another way. Throws std::system_error where a filter
/// is not granted, and std::runtime_error on processors where it is unknown how.
///
/// Source: seccomp(2), SECCOMP_RET_TRAP.
void count_futex_calls();

/// What the calling thread has called since `count_futex_calls`.
futex_calls futex_calls_of_this_thread() noexcept;

/// Why futex calls cannot be counted here; empty where they can.
const std::string& why_no_futex_calls();

}  // namespace barriers::bench
