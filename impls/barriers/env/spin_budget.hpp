#pragma once

#include <barriers/env/requirements.hpp>

#include <sched.h>

#include <algorithm>
#include <chrono>

/// How a thread waits while it is awake, and for how long.
namespace barriers::env {

/// The PU that the calling thread runs on, and its clock.
class processor {
 public:
  using clock = std::chrono::steady_clock;

  /// The time between two polls: rather less than a line takes from one PU of a server to another.
  static constexpr std::chrono::nanoseconds poll_interval{40};

  static clock::time_point now() noexcept { return clock::now(); }

  /// Lets a poll interval pass. Polling more often hardly sees a change sooner, and takes the line
  /// away from a writer that is about to write there again.
  static void pause() noexcept {
    for (unsigned left = relaxes_per_interval(); left != 0; --left) {
      cpu_relax();
    }
  }

  static void yield() noexcept { sched_yield(); }

 private:
  /// Takes 3 ns on one machine and 50 on another.
  static void cpu_relax() noexcept {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("isb" ::: "memory");
#else
    asm volatile("" ::: "memory");
#endif
  }

  /// At least one. Measured at the first call, which takes some microseconds.
  static unsigned relaxes_per_interval() noexcept {
    static const unsigned measured = measure_relaxes();
    return measured;
  }

  static unsigned measure_relaxes() noexcept {
    constexpr unsigned relaxes = 64;
    clock::duration quickest = poll_interval * relaxes;
    for (int trial = 0; trial != 8; ++trial) {
      const clock::time_point begin = now();
      for (unsigned relax = 0; relax != relaxes; ++relax) {
        cpu_relax();
      }
      quickest = std::min(quickest, now() - begin);
    }
    return static_cast<unsigned>(poll_interval * relaxes /
                                 std::max(quickest, clock::duration{relaxes}));
  }
};

/// How long one wait stays awake: it spins, then yields its PU, then gives up and sleeps.
///
/// Three costs decide. To sleep and be woken costs some 50 us where the PU goes idle meanwhile, and
/// a few where another thread takes it over. A yield to a team mate that waits too costs 1 to 2 us.
/// A yield to a program that never waits costs a slice of the scheduler, 1 to 4 ms.
///
/// Spinning: each thread learns for how many poll intervals, a quarter more after a wait that ended
/// within them and half as many after one that did not. So a rank with a PU to itself spins for as
/// long as a sleep would cost, and one whose team mates need its PU hands it on at once, even if it
/// is often the last of them to arrive: three spins in four would have to be of use.
///
/// Yielding: for as long as two sleeps would cost, and at least 8 times, since a round of the team
/// mates on one PU may take longer than that.
///
/// Backing off: after a slow yield the thread sleeps in its waits without yielding, for 1 ms; for
/// twice as long after each further slow yield, up to 400 ms; and 8 quick yields in a row end it.
/// So a burst of foreign work costs about its own length, and a program that stays is let in for
/// one slice in 400 ms. A yield teaches no more than one such step, however long it took: a process
/// that was stopped for an hour yields again after 1 ms. What is learnt belongs to the thread, so
/// that a busy PU says nothing of the others.
///
/// `Processor` is the class `processor`, or a simulated one.
template <class Processor>
class basic_spin_budget {
  using clock = typename Processor::clock;
  using duration = typename clock::duration;
  using time_point = typename clock::time_point;

  static constexpr std::chrono::microseconds sleep_cost{50};
  static constexpr unsigned most_polls = sleep_cost / Processor::poll_interval;
  static constexpr unsigned least_polls = 1;
  static constexpr unsigned least_yields = 8;
  /// Less than a slice of the scheduler, and more than a round of the team mates on a PU.
  static constexpr std::chrono::microseconds slow_yield{500};
  static constexpr std::chrono::milliseconds first_backoff{1};
  static constexpr std::chrono::milliseconds longest_backoff{400};
  static constexpr int backoff_factor = 2;
  static constexpr unsigned quick_yields_that_end_it = 8;

 public:
  basic_spin_budget() noexcept = default;
  basic_spin_budget(const basic_spin_budget&) = delete;
  basic_spin_budget& operator=(const basic_spin_budget&) = delete;
  ~basic_spin_budget() {
    if (polls_ != 0 && !exhausted_) {
      learnt_.polls = std::min(learnt_.polls + learnt_.polls / 4 + 1, most_polls);
    }
  }

  /// Passes a poll interval or a yield and returns true; returns false when it is time to sleep.
  bool keep_waiting() noexcept {
    if (exhausted_) {
      return try_yield();
    }
    if (polls_ != learnt_.polls) {
      ++polls_;
      Processor::pause();
      return true;
    }
    exhausted_ = true;
    learnt_.polls = std::max(learnt_.polls / 2, least_polls);
    return try_yield();
  }

 private:
  /// What a thread has learnt from its waits.
  struct experience {
    unsigned polls = most_polls;
    duration backoff{};
    time_point backs_off_until{};
    unsigned quick_yields = 0;

    void learn_from_yield(duration took, time_point now) noexcept {
      if (took >= slow_yield) {
        backoff = std::clamp<duration>(backoff * backoff_factor, first_backoff, longest_backoff);
        backs_off_until = now + backoff;
        quick_yields = 0;
      } else if (++quick_yields == quick_yields_that_end_it) {
        backoff = {};
        quick_yields = 0;
      }
    }
  };

  bool try_yield() noexcept {
    const time_point begin = Processor::now();
    if (yields_ == 0) {
      first_yield_ = begin;
    }
    const bool spent = yields_ >= least_yields && begin - first_yield_ >= 2 * sleep_cost;
    if (spent || begin < learnt_.backs_off_until) {
      return false;
    }
    ++yields_;
    Processor::yield();
    const time_point end = Processor::now();
    learnt_.learn_from_yield(end - begin, end);
    return true;
  }

  static inline thread_local experience learnt_;
  time_point first_yield_{};
  unsigned polls_ = 0;
  unsigned yields_ = 0;
  bool exhausted_ = false;
};

}  // namespace barriers::env
