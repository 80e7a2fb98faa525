#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace barriers::bench {

/// What the hardware is asked to count, in user mode, by the names of the reports; `cache_misses`
/// are those of the last level.
inline constexpr std::array<std::string_view, 3> hardware_events{"cycles", "instructions",
                                                                 "cache_misses"};

/// A count for each of `hardware_events`; none where it cannot be had.
using hardware_counts = std::array<std::optional<std::uint64_t>, hardware_events.size()>;

/// Why each of `hardware_events` cannot be counted; empty where it can.
using hardware_reasons = std::array<std::string, hardware_events.size()>;

/// Counts for the calling thread, from construction to destruction, both by that thread. A reading
/// costs a system call.
class hardware_counters {
 public:
  hardware_counters();
  hardware_counters(const hardware_counters&) = delete;
  hardware_counters& operator=(const hardware_counters&) = delete;
  ~hardware_counters();

  [[nodiscard]] hardware_counts read() const;
  [[nodiscard]] hardware_reasons why_not() const;

 private:
  struct opened;
  std::unique_ptr<opened> opened_;
};

}  // namespace barriers::bench
