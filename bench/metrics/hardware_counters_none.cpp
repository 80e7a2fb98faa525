#include <bench/metrics/hardware_counters.hpp>

/// Where PAPI is not installed.
namespace barriers::bench {

struct hardware_counters::opened {};

hardware_counters::hardware_counters() = default;

hardware_counters::~hardware_counters() = default;

hardware_counts hardware_counters::read() const {
  return {};
}

hardware_reasons hardware_counters::why_not() const {
  hardware_reasons reasons;
  reasons.fill("built without PAPI (libpapi-dev)");
  return reasons;
}

}  // namespace barriers::bench
