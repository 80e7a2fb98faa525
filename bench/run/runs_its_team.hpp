#pragma once

#include <cstdint>
#include <functional>

namespace barriers::bench {

/// A barrier that only lets in the threads of a team that it has started itself: `run_team` calls
/// `part(rank)` in one for each rank, and returns when all are done.
template <class Barrier>
concept runs_its_team =
    requires(Barrier& b, const std::function<void(std::uint32_t rank)>& part) { b.run_team(part); };

}  // namespace barriers::bench
