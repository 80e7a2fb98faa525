#include <bench/driver/barrier_entry.hpp>

namespace barriers::bench {
namespace {

/// No barrier at all, but what would be seen if a rank left a second before another arrived.
measurement leave_early(const conditions&) {
  return {.periods_ns = {1},
          .mean_period_ns = 1,
          .episodes = 1,
          .raw_lalrs_ns = {1},
          .skews_ns = {1},
          .earliest_release_ns = -1e9,
          .used_episodes = 1};
}

}  // namespace

barrier_entry peer_early() {
  return {.name = "early",
          .kind = "peer",
          .about = {"leaves too early", "none"},
          .capabilities = {},
          .variants = {{own_policy, "empty", &leave_early}}};
}

}  // namespace barriers::bench
