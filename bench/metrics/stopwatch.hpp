#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string_view>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace barriers::bench {

/// Whether /proc/cpuinfo says that the time stamp counter of each PU runs evenly and always.
bool has_steady_tsc(std::istream& cpuinfo);

/// Reads the time: the time stamp counter where it is constant and non-stop, else steady_clock.
class stopwatch {
 public:
  using ticks = std::int64_t;

  /// Finds out which clock is good here, what its ticks are worth and what a stamp costs; takes
  /// about 20 ms.
  stopwatch();

  /// A stamp: what comes before it is over, what comes after it has not begun.
  [[nodiscard]] ticks now() const noexcept {
#if defined(__x86_64__)
    if (tsc_) {
      _mm_lfence();
      const auto stamp = static_cast<ticks>(__rdtsc());
      _mm_lfence();
      return stamp;
    }
#endif
    return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds{1};
  }

  [[nodiscard]] double to_ns(ticks span) const noexcept {
    return static_cast<double>(span) / ticks_per_ns_;
  }
  [[nodiscard]] ticks to_ticks(std::chrono::nanoseconds span) const noexcept {
    return static_cast<ticks>(static_cast<double>(span.count()) * ticks_per_ns_);
  }

  /// How far apart two stamps in a row are.
  [[nodiscard]] double stamp_cost_ns() const noexcept { return stamp_cost_ns_; }

  [[nodiscard]] std::string_view name() const noexcept { return tsc_ ? "tsc" : "steady_clock"; }
  /// By what share a span in ns may be wrong, if steady_clock is right: how far the worth of a tick
  /// is known.
  [[nodiscard]] double rate_error() const noexcept { return rate_error_; }
  [[nodiscard]] double ghz() const noexcept { return ticks_per_ns_; }

 private:
  void hold_against_steady_clock();

  bool tsc_ = false;
  double ticks_per_ns_ = 1;
  double rate_error_ = 0;
  double stamp_cost_ns_ = 0;
};

}  // namespace barriers::bench
