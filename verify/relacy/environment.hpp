#pragma once

#include <barriers/env/environment.hpp>
#include <barriers/env/native.hpp>
#include <barriers/env/occupancy.hpp>
#include <barriers/env/waiting.hpp>

#include <stop_token>

// Relacy comes after the headers that need what it renames, and before all others; then its own
// names go.
#include <relacy/relacy.hpp>
#undef new
#undef delete
#undef malloc
#undef calloc
#undef realloc
#undef free
#undef assert
#undef errno
#undef VAR
#undef VAR_T
#undef TLS_T
#undef $
#undef sched_yield
#undef memory_order_relaxed
#undef memory_order_consume
#undef memory_order_acquire
#undef memory_order_release
#undef memory_order_acq_rel
#undef memory_order_seq_cst

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <source_location>
#include <string>
#include <utility>

/// The Relacy Race Detector: simulated threads, simulated memory, and a verdict.
///
/// What it cannot show, so that "passed" is not taken for more than it is: a load returns at
/// most a store or two that is out of date; stores to one location never change places; a relaxed store
/// by the same thread still continues a release sequence, as before C++20; seq_cst fences are
/// stronger for plain data than the standard says.
namespace barriers::env {

namespace relacy_names {

inline rl::memory_order order(std::memory_order order) noexcept {
  switch (order) {
  case std::memory_order::relaxed: return rl::mo_relaxed;
  case std::memory_order::consume: return rl::mo_consume;
  case std::memory_order::acquire: return rl::mo_acquire;
  case std::memory_order::release: return rl::mo_release;
  case std::memory_order::acq_rel: return rl::mo_acq_rel;
  case std::memory_order::seq_cst: break;
  }
  return rl::mo_seq_cst;
}

inline rl::debug_info place(const std::source_location& at) noexcept {
  return {at.function_name(), at.file_name(), at.line()};
}

}  // namespace relacy_names

/// An atomic's life: each use has to be ordered before the destruction. Relacy itself detects only
/// a use that comes later.
class relacy_lifetime {
 public:
  relacy_lifetime() : data_{rl::ctx().var_ctor()} { data_->init(*rl::ctx().threadx_); }
  relacy_lifetime(const relacy_lifetime&) = delete;
  relacy_lifetime& operator=(const relacy_lifetime&) = delete;
  ~relacy_lifetime() {
    expect(data_->store(*rl::ctx().threadx_));
    rl::ctx().var_dtor(std::exchange(data_, nullptr));
  }

  /// What is used after its destruction is reported by Relacy.
  void use(const rl::debug_info& place) {
    last_use_ = place;
    expect(data_ == nullptr || data_->load(*rl::ctx().threadx_));
  }

 private:
  void expect(bool ordered) const {
    if (!ordered) {
      rl::ctx().fail_test("is destroyed, and a use such as this one is not ordered before that",
                          rl::test_result_access_to_freed_memory, last_use_);
    }
  }

  rl::var_data* data_;
  rl::debug_info last_use_{};
};

/// What the waiting policies are made of under Relacy.
struct relacy_primitives {
  using here = std::source_location;

  /// rl::atomic with the signatures of the native bare_atomic.
  template <class T>
  class bare_atomic {
   public:
    bare_atomic() = default;
    explicit bare_atomic(T value) : value_{value} {}

    T load(std::memory_order order, here at = here::current()) const {
      return value_.load(relacy_names::order(order), used(at));
    }
    void store(T value, std::memory_order order, here at = here::current()) {
      value_.store(value, relacy_names::order(order), used(at));
    }
    T exchange(T value, std::memory_order order, here at = here::current()) {
      return value_.exchange(value, relacy_names::order(order), used(at));
    }
    T fetch_add(T value, std::memory_order order, here at = here::current()) {
      return value_.fetch_add(value, relacy_names::order(order), used(at));
    }
    T fetch_sub(T value, std::memory_order order, here at = here::current()) {
      return value_.fetch_sub(value, relacy_names::order(order), used(at));
    }
    bool compare_exchange_strong(T& expected, T desired, std::memory_order success,
                                 std::memory_order failure, here at = here::current()) {
      const rl::debug_info place = used(at);
      return value_.compare_exchange_strong(expected, desired, relacy_names::order(success), place,
                                            relacy_names::order(failure), place);
    }
    bool compare_exchange_weak(T& expected, T desired, std::memory_order success,
                               std::memory_order failure, here at = here::current()) {
      const rl::debug_info place = used(at);
      return value_.compare_exchange_weak(expected, desired, relacy_names::order(success), place,
                                          relacy_names::order(failure), place);
    }

   private:
    /// The place of a use that begins.
    [[nodiscard]] rl::debug_info used(const here& at) const {
      const rl::debug_info place = relacy_names::place(at);
      lifetime_.use(place);
      return place;
    }

    rl::atomic<T> value_;
    mutable relacy_lifetime lifetime_{};
  };

  static void fence(std::memory_order order, here at = here::current()) {
    rl::atomic_thread_fence(relacy_names::order(order), relacy_names::place(at));
  }

  // A spin that does not yield would be reported as a livelock by the exhaustive searches.
  static void pause(here at = here::current()) { rl::yield(1, relacy_names::place(at)); }
  static void yield(here at = here::current()) { rl::yield(1, relacy_names::place(at)); }

  static bool has_passed(deadline until, here = {}) { return until != never && rl::rand(2) == 1; }

  /// None: falling asleep at once leads through every step of the protocol.
  struct spin_budget {
    static bool keep_waiting(here = {}) noexcept { return false; }
  };

  /// A futex, made of Relacy's mutex and condition variable. Comparing the bare_atomic and lying
  /// down is one step to the wakers, as in the kernel; sleeps end without reason now and then.
  template <class T>
  class futex {
   public:
    bool wait(const bare_atomic<T>& word, T seen, deadline until = never,
              here at = here::current()) {
      if (has_passed(until)) {
        return false;
      }
      const rl::debug_info place = relacy_names::place(at);
      kernel_.lock(place);
      // relaxed: a rank that changes the word comes for this lock next, and wakes.
      if (word.load(std::memory_order::relaxed, at) == seen) {
        sleepers_.wait(kernel_, place);
      }
      kernel_.unlock(place);
      return true;
    }
    void wake_all(const bare_atomic<T>&, here at = here::current()) {
      const rl::debug_info place = relacy_names::place(at);
      kernel_.lock(place);
      sleepers_.notify_all(place);
      kernel_.unlock(place);
    }

   private:
    rl::mutex kernel_;
    rl::condition_variable_any sleepers_;
  };

  /// Memory of the kernel's. Relacy does not see it: each allocation that it sees doubles the
  /// executions, because it may or may not get memory that was freed before.
  template <class T>
  struct kernel_allocator {
    using value_type = T;
    kernel_allocator() = default;
    template <class U>
    explicit(false) kernel_allocator(const kernel_allocator<U>&) noexcept {}
    T* allocate(std::size_t count) {
      void* const memory = std::malloc(count * sizeof(T));
      return memory != nullptr ? static_cast<T*>(memory) : throw std::bad_alloc{};
    }
    void deallocate(T* memory, std::size_t) noexcept { std::free(memory); }
    friend bool operator==(kernel_allocator, kernel_allocator) = default;
  };

  /// What a sleeper needs lies in the kernel, so that the futex itself may go.
  template <class Futex>
  struct shared_futex : std::shared_ptr<Futex> {
    shared_futex()
        : std::shared_ptr<Futex>{std::allocate_shared<Futex>(kernel_allocator<Futex>{})} {}
  };
};

/// The environment of the Relacy Race Detector, waiting by `Policy` (spin, yield or park).
template <class Policy>
struct relacy : private relacy_primitives {
  template <class T>
  using atomic = typename Policy::template atomic<relacy_primitives, T>;

  /// A shared datum that is not atomic, watched for races and for reads before the first write.
  template <class T>
  class plain {
   public:
    plain() = default;
    explicit plain(T value) : value_{value} {}
    [[nodiscard]] T read(here at = here::current()) const {
      return value_(relacy_names::place(at)).load();
    }
    void write(T value, here at = here::current()) { value_(relacy_names::place(at)).store(value); }

   private:
    rl::var<T> value_;
  };

  using occupancy = env::occupancy<relacy_primitives>;
  using relacy_primitives::fence;
  using phases = phase_range<32>;
  static constexpr std::size_t line = 64;
  static constexpr bool checked = true;

  static std::uint64_t caller() { return rl::thread_index() + 1U; }

  /// No program ends here.
  static constexpr bool abandons_waiters() noexcept { return false; }
  static constexpr bool keeps_memory() noexcept { return false; }

  /// Ends the execution as a failed one, with `message` in its trace.
  [[noreturn]] static void die(const std::string& message, here at = here::current()) {
    rl::ctx().fail_test(message.c_str(), rl::test_result_user_assert_failed,
                        relacy_names::place(at));
    __builtin_unreachable();
  }
};

}  // namespace barriers::env
