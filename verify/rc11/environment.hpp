#pragma once

#include <barriers/env/environment.hpp>
#include <barriers/env/occupancy.hpp>
#include <barriers/env/waiting.hpp>

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <source_location>
#include <string>

/// RC11: the memory model of C++20 without load buffering.
///
/// This is the interface that an algorithm sees. Each operation goes to a runtime that answers it,
/// and this file knows nothing more of the search.
namespace barriers::env {

/// What answers the operations of the ranks, one rank at a time.
class rc11_runtime {
 public:
  using here = std::source_location;
  using value = std::uint64_t;
  /// Names an atomic, or a plain_location that is not atomic, from `make` to `destroy`.
  enum class location : std::uint32_t {};
  enum class plain_location : std::uint32_t {};

  enum class verb : std::uint8_t { load, store, modify, compare, await, fence, choose, retry };

  /// What a rank is about to do.
  struct pending_operation {
    verb what = verb::fence;
    location where{};
    std::memory_order order = std::memory_order::relaxed;
    std::memory_order failure = std::memory_order::relaxed;  ///< of a compare-exchange
    bool weak = false;
    value written = 0;  ///< of a choice, the number of options: each is taken in some execution
    value expected = 0;
    const std::function<value(value)>* change = nullptr;  ///< from what is read to what is written
    const std::function<bool(value)>* satisfied = nullptr;  ///< what an await waits for
    here at{};
  };

  /// What it is told.
  struct reply {
    value read = 0;
    bool exchanged = false;  ///< a compare-exchange has written
  };

  rc11_runtime() = default;
  rc11_runtime(const rc11_runtime&) = delete;
  rc11_runtime& operator=(const rc11_runtime&) = delete;
  virtual ~rc11_runtime() = default;

  virtual location make_location(value initial, here at) = 0;
  virtual void destroy(location of, here at) = 0;
  /// Does it, and returns when the runtime has decided what comes of it. A retry says that the rank
  /// has changed nothing with its last read-modify-write, and is about to try again.
  virtual reply perform(const pending_operation& what) = 0;

  virtual plain_location make_plain() = 0;
  virtual void destroy(plain_location of, here at) = 0;
  virtual void read(plain_location of, here at) = 0;
  virtual void write(plain_location of, here at) = 0;

  /// The rank that asks.
  [[nodiscard]] virtual std::uint32_t rank() const = 0;
  /// Ends the execution as a failed one. Returns only where the execution was given up, and its
  /// objects are being cleared away.
  virtual void die(const std::string& message, here at) = 0;

  /// The runtime that answers in this thread.
  static rc11_runtime& current() { return *current_; }
  static void make_current(rc11_runtime* runtime) { current_ = runtime; }

 private:
  static inline thread_local rc11_runtime* current_ = nullptr;
};

/// What the waiting policies are made of under rc11.
struct rc11_primitives {
  using here = std::source_location;
  using value = rc11_runtime::value;
  using verb = rc11_runtime::verb;

  template <class T>
  class bare_atomic {
    static_assert(std::unsigned_integral<T>);

   public:
    explicit bare_atomic(T initial = {}, here at = here::current())
        : location_{rc11_runtime::current().make_location(initial, at)} {}
    bare_atomic(const bare_atomic&) = delete;
    bare_atomic& operator=(const bare_atomic&) = delete;
    ~bare_atomic() { rc11_runtime::current().destroy(location_, here::current()); }

    T load(std::memory_order order, here at = here::current()) const {
      return static_cast<T>(perform({.what = verb::load, .order = order, .at = at}).read);
    }
    void store(T written, std::memory_order order, here at = here::current()) {
      perform({.what = verb::store, .order = order, .written = written, .at = at});
    }
    T exchange(T written, std::memory_order order, here at = here::current()) {
      return change([written](T) { return written; }, order, at);
    }
    T fetch_add(T added, std::memory_order order, here at = here::current()) {
      return change([added](T before) { return static_cast<T>(before + added); }, order, at);
    }
    T fetch_sub(T taken, std::memory_order order, here at = here::current()) {
      return change([taken](T before) { return static_cast<T>(before - taken); }, order, at);
    }
    bool compare_exchange_strong(T& expected, T desired, std::memory_order success,
                                 std::memory_order failure, here at = here::current()) {
      return compare_exchange(expected, desired, success, failure, false, at);
    }
    bool compare_exchange_weak(T& expected, T desired, std::memory_order success,
                               std::memory_order failure, here at = here::current()) {
      return compare_exchange(expected, desired, success, failure, true, at);
    }

   protected:
    rc11_runtime::reply perform(rc11_runtime::pending_operation what) const {
      what.where = location_;
      return rc11_runtime::current().perform(what);
    }

   private:
    template <class Change>
    T change(Change change, std::memory_order order, here at) {
      const std::function<value(value)> next = [change](value before) {
        return value{change(static_cast<T>(before))};
      };
      return static_cast<T>(
          perform({.what = verb::modify, .order = order, .change = &next, .at = at}).read);
    }

    bool compare_exchange(T& expected, T desired, std::memory_order success,
                          std::memory_order failure, bool weak, here at) {
      const std::function<value(value)> next = [desired](value) { return value{desired}; };
      const rc11_runtime::reply seen = perform({.what = verb::compare,
                                                .order = success,
                                                .failure = failure,
                                                .weak = weak,
                                                .expected = expected,
                                                .change = &next,
                                                .at = at});
      if (!seen.exchanged) {
        expected = static_cast<T>(seen.read);
      }
      return seen.exchanged;
    }

    rc11_runtime::location location_;
  };

  /// A location whose waiters poll. That they look again and again is not to be seen: the runtime
  /// is told what they wait for.
  template <class BareAtomic, class T>
  class polled : public BareAtomic {
   public:
    explicit polled(T initial = {}, here at = here::current()) : BareAtomic{initial, at} {}

    void publish(T written, std::memory_order order, here at = here::current()) {
      this->store(written, order, at);
    }
    T publish_add(T added, std::memory_order order, here at = here::current()) {
      return this->fetch_add(added, order, at);
    }

    template <std::predicate<T> Predicate>
    T await(Predicate satisfied, std::memory_order order, here at = here::current()) const {
      const std::function<bool(value)> holds = [&satisfied](value seen) {
        return satisfied(static_cast<T>(seen));
      };
      return static_cast<T>(
          this->perform({.what = verb::await, .order = order, .satisfied = &holds, .at = at}).read);
    }

    T await(T awaited, std::memory_order order, here at = here::current()) const {
      return await([awaited](T seen) { return seen == awaited; }, order, at);
    }

    /// Either the deadline passes, and it looks a last time, or there might be none.
    template <std::predicate<T> Predicate>
    T await_until(Predicate satisfied, std::memory_order order, deadline until,
                  here at = here::current()) const {
      return has_passed(until, at) ? this->load(order, at) : await(satisfied, order, at);
    }
  };

  static bool has_passed(deadline until, here at = here::current()) {
    return until != never &&
           rc11_runtime::current().perform({.what = verb::choose, .written = 2, .at = at}).read ==
               1;
  }

  static void fence(std::memory_order order, here at = here::current()) {
    rc11_runtime::current().perform({.what = verb::fence, .order = order, .at = at});
  }

  /// None: falling asleep at once leads through every step of the protocol.
  struct spin_budget {
    static bool keep_waiting(here = {}) noexcept { return false; }
  };

  /// A futex. The kernel has a lock, which sleepers and wakers come for; the times at which they
  /// have it stand in one order. A sleeper that has it before a waker waits for that waker, and one
  /// that has it after the waker finds that the location has changed.
  template <class T>
  class futex {
   public:
    bool wait(const bare_atomic<T>& location, T seen, deadline until = never,
              here at = here::current()) {
      if (has_passed(until, at)) {
        return false;
      }
      // lie <-> call: the kernel's lock, which orders what is done before and after.
      const std::uint32_t wakes = kernel_.fetch_add(0U, std::memory_order::acq_rel, at);
      // relaxed: a rank that changes the location comes for the lock next, and wakes.
      if (location.load(std::memory_order::relaxed, at) == seen) {
        // relaxed: to be woken says nothing; the location has to be looked at again.
        kernel_.await([wakes](std::uint32_t now) { return now != wakes; },
                      std::memory_order::relaxed, at);
      }
      return true;
    }
    void wake_all(const bare_atomic<T>&, here at = here::current()) {
      // call <-> lie: the kernel's lock, as above.
      kernel_.fetch_add(1U, std::memory_order::acq_rel, at);
    }

   private:
    polled<bare_atomic<std::uint32_t>, std::uint32_t> kernel_{
        0U};  ///< how often sleepers were woken
  };

  /// What a sleeper needs lies in the kernel, so that the futex itself may go. The last handle
  /// frees its memory, but nothing in an execution orders that, and so no location is destroyed.
  template <class Futex>
  class shared_futex {
    union room {
      room() : futex{} {}
      room(const room&) = delete;
      room& operator=(const room&) = delete;
      ~room() {}
      Futex futex;
    };

   public:
    Futex* operator->() const { return &room_->futex; }

   private:
    std::shared_ptr<room> room_ = std::make_shared<room>();
  };
};

/// What a policy makes of primitives. Ranks that spin and ranks that yield do the same here: they
/// wait.
template <class Policy, class P, class T>
struct rc11_waiting {
  using type = typename Policy::template atomic<P, T>;
};
template <class P, class T>
struct rc11_waiting<spin, P, T> {
  using type = rc11_primitives::polled<typename P::template bare_atomic<T>, T>;
};
template <class P, class T>
struct rc11_waiting<yield, P, T> : rc11_waiting<spin, P, T> {};

/// The environment of rc11, waiting by `Policy` (spin, yield or park).
template <class Policy>
struct rc11 : private rc11_primitives {
  template <class T>
  using atomic = typename rc11_waiting<Policy, rc11_primitives, T>::type;

  /// A shared plain_location that is not atomic, watched for races and for reads before the first
  /// write.
  template <class T>
  class plain {
   public:
    plain() : name_{rc11_runtime::current().make_plain()} {}
    explicit plain(T value, here at = here::current()) : plain{} { write(value, at); }
    plain(const plain&) = delete;
    plain& operator=(const plain&) = delete;
    ~plain() { rc11_runtime::current().destroy(name_, here::current()); }

    [[nodiscard]] T read(here at = here::current()) const {
      rc11_runtime::current().read(name_, at);
      return value_;
    }
    void write(T value, here at = here::current()) {
      rc11_runtime::current().write(name_, at);
      value_ = value;
    }

   private:
    rc11_runtime::plain_location name_;
    T value_{};
  };

  using occupancy = env::occupancy<rc11_primitives>;
  using rc11_primitives::fence;
  using phases = phase_range<32>;
  static constexpr std::size_t line = 64;
  static constexpr bool checked = true;

  static std::uint64_t caller() { return rc11_runtime::current().rank() + 1U; }

  /// No program ends here.
  static constexpr bool abandons_waiters() noexcept { return false; }
  static constexpr bool keeps_memory() noexcept { return false; }

  /// Ends the execution as a failed one, with `message` as the reason.
  static void die(const std::string& message, here at = here::current()) {
    rc11_runtime::current().die(message, at);
  }
};

}  // namespace barriers::env
