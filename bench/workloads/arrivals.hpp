#pragma once

#include <bench/workloads/workload.hpp>

#include <chrono>
#include <random>
#include <string_view>

/// Workloads that do nothing but decide when a rank arrives.
namespace barriers::bench {

/// Nothing: back to back.
class empty {
 public:
  static constexpr std::string_view name = "empty";
  using shared = nothing;

  empty(const rank_context&, nothing&) noexcept {}
  void operator()() const noexcept {}
};

/// Keeps the calling thread busy for a time.
void stay_busy(const stopwatch& watch, stopwatch::ticks time) noexcept;

/// Busy for a time that is drawn anew for each rank and episode, uniformly from 0 to `most`.
class uniform {
 public:
  using shared = nothing;

  uniform(const rank_context& here, std::chrono::nanoseconds most);

  void operator()() noexcept { stay_busy(watch_, draw()); }

  /// The time of the next episode.
  [[nodiscard]] stopwatch::ticks draw() noexcept { return time_(random_); }

 private:
  const stopwatch& watch_;
  std::minstd_rand random_;
  std::uniform_int_distribution<stopwatch::ticks> time_;
};

class uniform_500ns : public uniform {
 public:
  static constexpr std::string_view name = "uniform_500ns";
  uniform_500ns(const rank_context& here, nothing&)
      : uniform{here, std::chrono::nanoseconds{500}} {}
};

class uniform_2us : public uniform {
 public:
  static constexpr std::string_view name = "uniform_2us";
  uniform_2us(const rank_context& here, nothing&) : uniform{here, std::chrono::microseconds{2}} {}
};

/// One rank is late by 2 us, the same in every episode of a cell. The seed of the cell draws which:
/// in a tree it matters, so that each launch draws anew.
class straggler {
 public:
  static constexpr std::string_view name = "straggler";
  using shared = nothing;

  straggler(const rank_context& here, nothing&);

  void operator()() const noexcept {
    if (late_) {
      stay_busy(watch_, delay_);
    }
  }

  [[nodiscard]] bool is_late() const noexcept { return late_; }

 private:
  const stopwatch& watch_;
  const stopwatch::ticks delay_;
  const bool late_;
};

/// Busy for a time that is drawn anew for each rank and episode, exponentially, 500 ns in the mean.
class exponential {
 public:
  static constexpr std::string_view name = "exponential";
  using shared = nothing;

  exponential(const rank_context& here, nothing&);

  void operator()() noexcept { stay_busy(watch_, draw()); }

  /// The time of the next episode.
  [[nodiscard]] stopwatch::ticks draw() noexcept {
    return static_cast<stopwatch::ticks>(time_(random_));
  }

 private:
  const stopwatch& watch_;
  std::minstd_rand random_;
  std::exponential_distribution<double> time_;
};

}  // namespace barriers::bench
