#pragma once

#include <bench/place/topology.hpp>

#include <cstdint>
#include <functional>
#include <vector>

namespace barriers::bench {

/// Binds the calling thread to one PU, or to all that we may use if it is placed `anywhere`, and reads the binding back.
///
/// Throws std::runtime_error if either fails or they disagree: a rank whose place is unknown is no
/// measurement.
void pin_this_thread(const topology& machine, pu place);

/// Runs `part(slot)` in a thread for each slot, each pinned to its PU, and returns when all are
/// done. No part begins before every thread sits where it should; if one cannot be placed, no part
/// runs and the error is thrown.
void run_pinned(const topology& machine, const std::vector<pu>& places,
                const std::function<void(std::uint32_t slot)>& part);

}  // namespace barriers::bench
