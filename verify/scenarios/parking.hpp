#pragma once

#include <verify/scenarios/shown.hpp>

#include <barriers/env/environment.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

/// The guarantees of `publish` and `await`, without a barrier around them: there is no later waker
/// to make good for one that misses a sleeper.
namespace barriers::scenario {

/// One rank publishes, the others wait for each of its values by `Wait`.
template <class Env, class Wait>
class woken_by_one {
 public:
  woken_by_one(std::uint32_t, std::uint32_t phases)
      : phases_{phases}, written_{std::make_unique<on_a_line[]>(phases + 1U)} {}

  void run(std::uint32_t rank, auto& context) {
    for (std::uint32_t phase = 1; phase <= phases_; ++phase) {
      context.enter_phase(rank, phase);
      if (rank == 0) {
        written_[phase].datum.write(phase);
        Wait::publish(shared_, phase);
      } else {
        Wait::wait(shared_, [phase](std::uint32_t seen) { return seen >= phase; });
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

/// Stores, and waits without an end.
struct by_await {
  static void publish(auto& shared, std::uint32_t phase) { shared.publish(phase, release); }
  static void wait(auto& shared, auto is_published) { shared.await(is_published, acquire); }
};

/// Adds, and waits until a deadline first.
struct by_await_until {
  static void publish(auto& shared, std::uint32_t) { shared.publish_add(1U, release); }
  static void wait(auto& shared, auto is_published) {
    if (!is_published(shared.await_until(is_published, acquire, env::deadline{}))) {
      shared.await(is_published, acquire);
    }
  }
};

/// Does every sleeper hear of every publish of one waker?
///
///     a rank that awaits the k-th value wakes, and reads what came before it   guaranteed
///     a rank sleeps on, though the value it awaits was published               forbidden
template <class Env>
struct one_waker : woken_by_one<Env, by_await> {
  using woken_by_one<Env, by_await>::woken_by_one;
  static constexpr std::string_view name = "one_waker";
};

/// Does a rank whose wait has ended at its deadline hear of every publish when it waits again?
///
///     whichever wait ends with the k-th value, what was written before is read  guaranteed
///     a rank sleeps on, though the value it awaits was published                forbidden
template <class Env>
struct timed_waits : woken_by_one<Env, by_await_until> {
  using woken_by_one<Env, by_await_until>::woken_by_one;
  static constexpr std::string_view name = "timed_waits";
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
