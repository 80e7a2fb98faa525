#include <bench/metrics/resource_usage.hpp>

#include <sys/resource.h>

#include <ctime>
#include <functional>

namespace barriers::bench {
namespace {

/// Each count of the one with that of the other; none where one has none.
template <class Operation>
hardware_counts combined(const hardware_counts& one, const hardware_counts& other,
                         Operation operation) {
  hardware_counts both;
  for (std::size_t event = 0; event != both.size(); ++event) {
    if (one[event] && other[event]) {
      both[event] = operation(*one[event], *other[event]);
    }
  }
  return both;
}

}  // namespace

resource_usage& resource_usage::operator+=(const resource_usage& other) {
  cpu += other.cpu;
  voluntary_switches += other.voluntary_switches;
  involuntary_switches += other.involuntary_switches;
  hardware = combined(hardware, other.hardware, std::plus{});
  return *this;
}

resource_usage operator-(const resource_usage& late, const resource_usage& early) {
  return {.cpu = late.cpu - early.cpu,
          .voluntary_switches = late.voluntary_switches - early.voluntary_switches,
          .involuntary_switches = late.involuntary_switches - early.involuntary_switches,
          .hardware = combined(late.hardware, early.hardware, std::minus{})};
}

resource_usage read_resource_usage(const hardware_counters& hardware) {
  timespec cpu{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &cpu);
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  return {.cpu = std::chrono::seconds{cpu.tv_sec} + std::chrono::nanoseconds{cpu.tv_nsec},
          .voluntary_switches = static_cast<std::uint64_t>(usage.ru_nvcsw),
          .involuntary_switches = static_cast<std::uint64_t>(usage.ru_nivcsw),
          .hardware = hardware.read()};
}

}  // namespace barriers::bench
