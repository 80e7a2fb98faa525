#pragma once

#include <bench/measure/stopwatch.hpp>

#include <chrono>
#include <cstdint>
#include <random>
#include <string_view>

/// What a rank does between two episodes. A workload is a type with a word, made for each rank of
/// a cell from the stopwatch and a seed of that rank's own, and called before each arrival. To add
/// one, write the type and name it in `for_each_workload`.
namespace barriers::bench {

/// Nothing: back to back.
class empty {
 public:
  static constexpr std::string_view word = "empty";
  empty(const stopwatch&, std::uint64_t) noexcept {}
  void operator()() const noexcept {}
};

/// Busy for a time that is drawn anew for each rank and episode, uniformly from 0 to 2 us.
class uniform_2us {
 public:
  static constexpr std::string_view word = "uniform_2us";

  uniform_2us(const stopwatch& watch, std::uint64_t seed)
      : watch_{&watch},
        draw_{static_cast<std::minstd_rand::result_type>(seed)},
        delay_{0, watch.to_ticks(std::chrono::microseconds{2})} {}

  void operator()() noexcept {
    const stopwatch::ticks end = watch_->now() + delay_(draw_);
    while (watch_->now() < end) {
    }
  }

 private:
  const stopwatch* watch_;
  std::minstd_rand draw_;
  std::uniform_int_distribution<stopwatch::ticks> delay_;
};

/// Calls `visit.operator()<Workload>()` for every workload.
template <class Visitor>
constexpr void for_each_workload(Visitor&& visit) {
  [&]<class... Workload>() {
    (visit.template operator()<Workload>(), ...);
  }.template operator()<empty, uniform_2us>();
}

}  // namespace barriers::bench
