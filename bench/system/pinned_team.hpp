#pragma once

#include <bench/system/topology.hpp>

#include <cstdint>
#include <functional>
#include <vector>

namespace barriers::bench {

/// Binds the calling thread to one PU, or to all that we may use if it is placed `anywhere`, and
/// reads the binding back.
///
/// Throws std::runtime_error if either fails or they disagree: a rank whose place is unknown is no
/// measurement.
void pin_this_thread(const topology& machine, pu place);

/// Starts a team of threads, calls `begin(slot)` in each, and returns when all are done. If it
/// cannot start them all it throws, and `begin` is called in none.
using team_starter =
    std::function<void(std::uint32_t team, const std::function<void(std::uint32_t slot)>& begin)>;

/// Threads of our own. Throws std::system_error.
void start_threads(std::uint32_t team, const std::function<void(std::uint32_t slot)>& begin);

/// Runs `part(slot)` in a thread for each slot, each pinned to its PU, and returns when all are
/// done. No part begins before every thread sits where it should; if one cannot be started or
/// placed, no part runs and the error is thrown.
void run_pinned(const topology& machine, const std::vector<pu>& pus,
                const std::function<void(std::uint32_t slot)>& part,
                const team_starter& start = start_threads);

}  // namespace barriers::bench
