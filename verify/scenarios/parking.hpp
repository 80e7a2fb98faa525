#pragma once

#include <verify/scenarios/shown.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

/// The guarantees of `publish` and `await`, without a barrier around them: there is no later waker
/// to make good for one that misses a sleeper.
namespace barriers::scenario {

/// Does every sleeper hear of every publish of one waker?
///
///     a rank that awaits the k-th value wakes, and reads what came before it   guaranteed
///     a rank sleeps on, though the value it awaits was published               forbidden
template <class Env>
class one_waker {
 public:
  static constexpr std::string_view name = "one_waker";

  one_waker(std::uint32_t, std::uint32_t phases)
      : phases_{phases}, written_{std::make_unique<on_a_line[]>(phases + 1U)} {}

  void run(std::uint32_t rank, auto& context) {
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      context.enter_phase(rank, phase);
      if (rank == 0) {
        written_[phase].datum.write(phase);
        shared_.publish(phase, release);
      } else {
        shared_.await([phase](std::uint32_t seen) { return seen >= phase; }, acquire);
        context.expect(written_[phase].datum.read() == phase, "what was written is seen");
      }
    }
  }

  void after(auto&) {}

 private:
  struct alignas(Env::line) on_a_line {
    typename Env::template plain<std::uint32_t> datum;
  };

  const std::uint32_t phases_;
  typename Env::template atomic<std::uint32_t> shared_{0U};
  std::unique_ptr<on_a_line[]> written_;
};

/// Does a sleeper hear of every publish, whichever of several wakers it comes from?
///
///     a rank that awaits the k-th value wakes, however the wakers race         guaranteed
///     the rank sleeps on, though the value it awaits was published             forbidden
template <class Env>
class many_wakers {
 public:
  static constexpr std::string_view name = "many_wakers";

  many_wakers(std::uint32_t, std::uint32_t phases) : phases_{phases} {}

  void run(std::uint32_t rank, auto& context) {
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      context.enter_phase(rank, phase);
      if (rank == 0) {
        shared_.await([phase](std::uint32_t seen) { return seen >= phase; }, acquire);
      } else {
        shared_.publish(phase, release);
      }
    }
  }

  void after(auto&) {}

 private:
  const std::uint32_t phases_;
  typename Env::template atomic<std::uint32_t> shared_{0U};
};

}  // namespace barriers::scenario
