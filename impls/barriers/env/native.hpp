#pragma once

#include <barriers/env/end_of_program.hpp>
#include <barriers/env/environment.hpp>
#include <barriers/env/errors.hpp>
#include <barriers/env/occupancy.hpp>
#include <barriers/env/spin_budget.hpp>
#include <barriers/env/waiting.hpp>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <chrono>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <source_location>
#include <string>
#include <type_traits>

/// The machine itself: std::atomic, the pause instruction, sched_yield and private futexes (Linux).
namespace barriers::env {

/// What the waiting policies are made of on the machine.
struct native_primitives {
  /// std::atomic without its defaults: every order is written out.
  template <class T>
  class bare_atomic {
    static_assert(std::atomic<T>::is_always_lock_free);

   public:
    bare_atomic() noexcept = default;
    explicit bare_atomic(T value) noexcept : value_{value} {}

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

  // GCC warns of every fence under ThreadSanitizer, which does not know fences. Those of `park`
  // order the awaited word and the count of sleepers against each other and carry no data: what a
  // publish releases is acquired from the word itself, which ThreadSanitizer sees. The built-in
  // function, not std::atomic_thread_fence, because a warning can only be silenced where it is
  // given.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wtsan"
#endif
  static void fence(std::memory_order order, std::source_location = {}) noexcept {
    __atomic_thread_fence(static_cast<int>(order));
  }
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

  static void pause(std::source_location = {}) noexcept { processor::pause(); }
  static void yield(std::source_location = {}) noexcept { processor::yield(); }

  static bool has_passed(deadline until, std::source_location = {}) noexcept {
    return until != never && deadline::clock::now() >= until;
  }

  struct spin_budget : basic_spin_budget<processor> {
    bool keep_waiting(std::source_location = {}) noexcept {
      return basic_spin_budget::keep_waiting();
    }
  };

  /// Sleeping on a private futex: on the lower half of an atomic of 64 bits, which therefore has to
  /// change whenever its waiters have to know.
  template <class T>
  struct futex {
    static_assert(std::is_integral_v<T> && (sizeof(T) == 4 || sizeof(T) == 8) &&
                      sizeof(std::atomic<T>) == sizeof(T),
                  "a futex is a word of 32 bits");

    /// A deadline is a time of CLOCK_MONOTONIC, which FUTEX_WAIT_BITSET takes as it is.
    static bool wait(const bare_atomic<T>& word, T seen, deadline until = never,
                     std::source_location = {}) noexcept {
      if (has_passed(until)) {
        return false;
      }
      const timespec end = time_of(until);
      syscall(SYS_futex, address_of(word), FUTEX_WAIT_BITSET_PRIVATE,
              static_cast<std::uint32_t>(seen), until == never ? nullptr : &end, nullptr,
              FUTEX_BITSET_MATCH_ANY);
      return true;
    }
    static void wake_all(const bare_atomic<T>& word, std::source_location = {}) noexcept {
      syscall(SYS_futex, address_of(word), FUTEX_WAKE_PRIVATE, INT_MAX, nullptr, nullptr, 0);
    }

   private:
    static const void* address_of(const bare_atomic<T>& word) noexcept {
      constexpr bool upper_half_first = sizeof(T) == 8 && std::endian::native == std::endian::big;
      return reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(&word.value_) +
                                           (upper_half_first ? 4U : 0U));
    }

    static timespec time_of(deadline until) noexcept {
      const auto since_boot = std::max(until.time_since_epoch(), deadline::duration::zero());
      const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since_boot);
      timespec time{};
      time.tv_sec = static_cast<decltype(time.tv_sec)>(seconds.count());
      time.tv_nsec = static_cast<decltype(time.tv_nsec)>(
          std::chrono::nanoseconds{since_boot - seconds}.count());
      return time;
    }
  };

  /// What a sleeper needs lies in the kernel, so that the futex itself may go.
  template <class Futex>
  struct shared_futex : Futex {
    Futex* operator->() noexcept { return this; }
    const Futex* operator->() const noexcept { return this; }
  };
};

/// The machine, waiting by `Policy` (spin, yield or park). What ships.
template <class Policy>
struct native : private native_primitives {
  template <class T>
  using atomic = typename Policy::template atomic<native_primitives, T>;

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

  using occupancy = env::occupancy<native_primitives>;
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
  [[noreturn]] static void die(const std::string& message) noexcept { terminate_with(message); }

  static std::uint64_t caller() noexcept {
    static thread_local const char place = 0;
    return reinterpret_cast<std::uintptr_t>(&place);
  }

  /// Whether the program is ending; if so, no memory is freed from here on.
  static bool abandons_waiters() noexcept {
    const bool ends = program_is_ending();
    // relaxed: whoever frees something later does so in the same thread.
    waiters_are_abandoned_.store(ends, std::memory_order::relaxed);
    return ends;
  }
  static bool keeps_memory() noexcept {
    // relaxed: as above.
    return waiters_are_abandoned_.load(std::memory_order::relaxed);
  }

 private:
  static inline std::atomic<bool> waiters_are_abandoned_{false};
};

}  // namespace barriers::env
