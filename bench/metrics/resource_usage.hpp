#pragma once

#include <bench/metrics/hardware_counters.hpp>

#include <chrono>
#include <cstdint>

namespace barriers::bench {

/// What a thread has used up, or a whole team of them.
struct resource_usage {
  std::chrono::nanoseconds cpu{};
  /// Context switches: because it waited, and because it was made to give way.
  std::uint64_t voluntary_switches = 0;
  std::uint64_t involuntary_switches = 0;
  hardware_counts hardware{};

  resource_usage& operator+=(const resource_usage& other);
  friend resource_usage operator-(const resource_usage& late, const resource_usage& early);
};

/// Reads what the calling thread has used up so far.
resource_usage read_resource_usage(const hardware_counters& hardware);

}  // namespace barriers::bench
