#pragma once

#include <bench/metrics/hardware_counters.hpp>

#include <chrono>
#include <cstdint>

namespace barriers::bench {

/// What a thread has used up, or a whole team of them.
struct waste {
  std::chrono::nanoseconds cpu{};
  /// Context switches: because it waited, and because it was made to give way.
  std::uint64_t voluntary_switches = 0;
  std::uint64_t involuntary_switches = 0;
  hardware_counts hardware{};

  waste& operator+=(const waste& other);
  friend waste operator-(const waste& late, const waste& early);
};

/// Reads what the calling thread has used up so far.
waste read_waste(const hardware_counters& hardware);

}  // namespace barriers::bench
