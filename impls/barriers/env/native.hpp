#pragma once

#include <barriers/env/environment.hpp>
#include <barriers/env/waiting.hpp>

#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <source_location>
#include <string>
#include <type_traits>

/// The machine itself: std::atomic, the pause instruction, sched_yield and private futexes (Linux).
namespace barriers::env {

/// What the waiting policies are made of on the machine.
struct native_primitives {
  /// std::atomic without its defaults: every order is written out.
  template <class T>
  class cell {
    static_assert(std::atomic<T>::is_always_lock_free);

   public:
    cell() noexcept = default;
    explicit cell(T value) noexcept : value_{value} {}

    T load(std::memory_order order, std::source_location = {}) const noexcept {
      return value_.load(order);
    }
    void store(T value, std::memory_order order, std::source_location = {}) noexcept {
      value_.store(value, order);
    }
    T exchange(T value, std::memory_order order, std::source_location = {}) noexcept {
      return value_.exchange(value, order);
    }
    T fetch_add(T value, std::memory_order order, std::source_location = {}) noexcept {
      return value_.fetch_add(value, order);
    }
    T fetch_sub(T value, std::memory_order order, std::source_location = {}) noexcept {
      return value_.fetch_sub(value, order);
    }
    bool compare_exchange_strong(T& expected, T desired, std::memory_order success,
                                 std::memory_order failure, std::source_location = {}) noexcept {
      return value_.compare_exchange_strong(expected, desired, success, failure);
    }
    bool compare_exchange_weak(T& expected, T desired, std::memory_order success,
                               std::memory_order failure, std::source_location = {}) noexcept {
      return value_.compare_exchange_weak(expected, desired, success, failure);
    }

   private:
    friend native_primitives;
    std::atomic<T> value_;
  };

  static void fence(std::memory_order order, std::source_location = {}) noexcept {
    std::atomic_thread_fence(order);
  }

 private:
  /// The grain of waiting: rather less than a line takes from one PU of a server to another.
  static constexpr std::chrono::nanoseconds moment{40};

  /// Takes 3 ns on one machine and 50 on another.
  static void hint_that_i_spin() noexcept {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("isb" ::: "memory");
#else
    asm volatile("" ::: "memory");
#endif
  }

  /// At least one. Measured when it is first asked for, which takes some microseconds.
  static unsigned hints_in_a_moment() noexcept {
    static const unsigned many = count_hints();
    return many;
  }

  static unsigned count_hints() noexcept {
    using clock = std::chrono::steady_clock;
    constexpr unsigned hints = 64;
    clock::duration quickest = moment * hints;
    for (int trial = 0; trial != 8; ++trial) {
      const clock::time_point begin = clock::now();
      for (unsigned hint = 0; hint != hints; ++hint) {
        hint_that_i_spin();
      }
      quickest = std::min(quickest, clock::now() - begin);
    }
    return static_cast<unsigned>(moment * hints / std::max(quickest, clock::duration{hints}));
  }

 public:
  /// Stands still for a moment. Whoever looks at a word more often than that hardly hears the news
  /// sooner, but takes the line away from a writer who is about to write there again.
  static void pause(std::source_location = {}) noexcept {
    for (unsigned left = hints_in_a_moment(); left != 0; --left) {
      hint_that_i_spin();
    }
  }

  static void yield(std::source_location = {}) noexcept { sched_yield(); }

  /// How long a rank stays awake: it spins, offers its PU to others, and then gives up.
  ///
  /// For how many moments it spins is learnt by each thread: for a quarter more when the news came
  /// meanwhile, for half as many when it did not. So a rank with a PU to itself spins for as long as
  /// a sleep would cost, and one whose team mates need its PU lets them have it at once, even if it
  /// is often the last of them to arrive: three spins in four would have to be of use.
  ///
  /// Team mates who are offered a PU give it back in no time. A program that never waits keeps it
  /// for a slice of the scheduler, which costs a hundred times as much as a sleep. So an offer that
  /// took so long, where offers take half a sleep on average, stops those of the whole process, for
  /// 32 times as long as it took. The ranks go to sleep instead, and such programs are let in for
  /// some 3 % of the time.
  class patience {
    using clock = std::chrono::steady_clock;
    /// What it costs, roughly, to sleep and be woken; waiting awake may cost as much.
    static constexpr std::chrono::microseconds sleep_cost{50};
    static constexpr unsigned most = sleep_cost / moment;
    static constexpr unsigned least = 1;
    static constexpr unsigned fewest_offers = 8;
    /// Less than a slice of the scheduler, and more than a round of the team mates on a PU.
    static constexpr std::chrono::microseconds dear{500};
    static constexpr int respite = 32;
    /// Over how many offers, or so, their mean goes.
    static constexpr int remembered = 256;

   public:
    patience() noexcept = default;
    patience(const patience&) = delete;
    patience& operator=(const patience&) = delete;
    ~patience() {
      if (spun_ != 0 && !in_vain_) {
        budget_ = std::min(budget_ + budget_ / 4 + 1, most);
      }
    }

    /// Passes a moment awake and returns true; returns false when it is time to sleep.
    bool lingers(std::source_location = {}) noexcept {
      if (!in_vain_ && spun_ != budget_) {
        ++spun_;
        pause();
        return true;
      }
      if (!in_vain_) {
        in_vain_ = true;
        budget_ = std::max(budget_ / 2, least);
      }
      return offers_pu();
    }

   private:
    bool offers_pu() noexcept {
      const clock::duration now = clock::now().time_since_epoch();
      if (offers_ == 0) {
        first_offer_ = now;
      }
      // relaxed: a time, which orders nothing; an offer too many does no harm.
      const bool disturbed = now.count() < disturbed_until_.load(std::memory_order::relaxed);
      if (disturbed || (offers_ >= fewest_offers && now - first_offer_ >= sleep_cost)) {
        return false;
      }
      ++offers_;
      sched_yield();
      const clock::duration then = clock::now().time_since_epoch();
      learn_from_offer(then - now, then);
      return true;
    }

    static void learn_from_offer(clock::duration took, clock::duration now) noexcept {
      mean_offer_ += (took - mean_offer_) / remembered;
      if (took >= dear && mean_offer_ >= sleep_cost / 2) {
        // relaxed: as above.
        disturbed_until_.store((now + respite * took).count(), std::memory_order::relaxed);
      }
    }

    static inline std::atomic<clock::rep> disturbed_until_{0};
    static inline thread_local clock::duration mean_offer_{};
    static inline thread_local unsigned budget_ = most;
    clock::duration first_offer_{};
    unsigned spun_ = 0;
    unsigned offers_ = 0;
    bool in_vain_ = false;
  };

  /// Sleeping on a private futex.
  template <class T>
  struct bed {
    static_assert(sizeof(std::atomic<T>) == sizeof(std::uint32_t) && std::is_integral_v<T>,
                  "a futex is a word of 32 bits");

    static void sleep(const cell<T>& word, T seen, std::source_location = {}) noexcept {
      syscall(SYS_futex, &word.value_, FUTEX_WAIT_PRIVATE, seen, nullptr, nullptr, 0);
    }
    static void wake_all(const cell<T>& word, std::source_location = {}) noexcept {
      syscall(SYS_futex, &word.value_, FUTEX_WAKE_PRIVATE, INT_MAX, nullptr, nullptr, 0);
    }
  };
};

/// The machine, waiting by `Policy` (spin, yield or park). What ships.
template <class Policy>
struct native : private native_primitives {
  template <class T>
  using atomic = typename Policy::template word<native_primitives, T>;

  /// A shared datum that is not atomic: just a T.
  template <class T>
  class plain {
   public:
    plain() = default;
    explicit plain(T value) : value_{value} {}
    [[nodiscard]] T read(std::source_location = {}) const { return value_; }
    void write(T value, std::source_location = {}) { value_ = value; }

   private:
    T value_;
  };

  using native_primitives::fence;
  using phases = phase_range<32>;

  /// Two lines on x86, whose prefetcher fetches lines in pairs; else the largest line in use.
#if defined(__s390x__)
  static constexpr std::size_t line = 256;
#else
  static constexpr std::size_t line = 128;
#endif

#ifdef NDEBUG
  static constexpr bool checked = false;
#else
  static constexpr bool checked = true;
#endif

  /// Writes "barriers: `message`" to stderr and ends the program.
  [[noreturn]] static void die(const std::string& message) noexcept {
    std::fprintf(stderr, "barriers: %s\n", message.c_str());
    std::terminate();
  }
};

}  // namespace barriers::env
