#pragma once

#include <barriers/env/environment.hpp>

#include <atomic>
#include <concepts>
#include <cstdint>
#include <source_location>
#include <string_view>

/// How a rank waits: the three policies, written over the primitives of any environment.
///
/// A policy turns the bare atomic of an environment (its `bare_atomic`) into a word that can also
/// be published and awaited. Because the policies ask for primitives and never for the machine, the
/// checker runs the very protocol by which a rank falls asleep and is woken.
///
/// The primitives `P`: `bare_atomic<T>`, `fence`, `pause` (the time between two polls), `yield`
/// (let others run), `spin_budget` (how long to stay awake before sleeping), `has_passed` (whether
/// a deadline has), and `futex<T>`, the place to sleep: `wait(bare_atomic, seen, deadline)` returns
/// at once unless the bare_atomic still holds `seen`, and may return without reason; it returns
/// false when the deadline has passed; `wake_all(bare_atomic)` ends every sleep on the bare_atomic
/// that has begun.
namespace barriers::env {

/// A word whose waiters stay awake: they look, call `Policy::keep_waiting`, and look again.
template <class P, class T, class Policy>
class polled : public P::template bare_atomic<T> {
 public:
  using P::template bare_atomic<T>::bare_atomic;

  void publish(T value, std::memory_order order,
               std::source_location at = std::source_location::current()) noexcept {
    this->store(value, order, at);
  }

  T publish_add(T value, std::memory_order order,
                std::source_location at = std::source_location::current()) noexcept {
    return this->fetch_add(value, order, at);
  }

  template <std::predicate<T> Predicate>
  T await(Predicate satisfied, std::memory_order order,
          std::source_location at = std::source_location::current()) const noexcept {
    T seen = this->load(order, at);
    while (!satisfied(seen)) {
      Policy::template keep_waiting<P>(at);
      seen = this->load(order, at);
    }
    return seen;
  }

  template <std::predicate<T> Predicate>
  T await_until(Predicate satisfied, std::memory_order order, deadline until,
                std::source_location at = std::source_location::current()) const noexcept {
    T seen = this->load(order, at);
    while (!satisfied(seen) && !P::has_passed(until, at)) {
      Policy::template keep_waiting<P>(at);
      seen = this->load(order, at);
    }
    return seen;
  }

  T await(T value, std::memory_order order,
          std::source_location at = std::source_location::current()) const noexcept {
    return await([value](T seen) { return seen == value; }, order, at);
  }
};

/// Looks again at once. The quickest where every rank has a PU to itself; ruinous where not. Under
/// SCHED_FIFO and SCHED_RR it keeps its PU from ranks of lower priority: they can hang by design.
struct spin {
  static constexpr std::string_view name = "spin";
  template <class P>
  static void keep_waiting(std::source_location at) noexcept {
    P::pause(at);
  }
  template <class P, class T>
  using atomic = polled<P, T, spin>;
};

/// Offers its PU to somebody else before it looks again. Never sleeps. Under SCHED_FIFO and
/// SCHED_RR nobody of lower priority takes the offer: ranks of unlike priorities can hang by
/// design.
struct yield {
  static constexpr std::string_view name = "yield";
  template <class P>
  static void keep_waiting(std::source_location at) noexcept {
    P::yield(at);
  }
  template <class P, class T>
  using atomic = polled<P, T, yield>;
};

/// A word whose waiters fall asleep once their spin budget is spent.
///
/// The danger is a lost wake-up: the sleeper looks, sees the old value, and before it sleeps the
/// waker publishes the new one, finds no sleeper, and goes. It cannot happen. Both sides write,
/// then fence, then read: the sleeper counts itself and looks at the value, the waker stores the
/// value and looks at the count. The two seq_cst fences stand in one total order. If the sleeper's
/// comes first, the waker reads the count after it and wakes; if the waker's comes first, the
/// sleeper sees the new value and stays awake. What remains is the gap between the last look and
/// the sleep, and there `wait` compares the bare_atomic again, in one step with lying down.
///
/// The count never says less than the truth, so that a release nobody sleeps on costs a fence and
/// a load from the line it has just written, and makes no system call. It may say more: a sleeper
/// that has been woken counts itself out a little later, and a publish in between wakes in vain.
///
/// In a trace, what is done to the awaited word stands where the caller is; the rest stands here.
template <class P, class T>
class parked : public P::template bare_atomic<T> {
  using enum std::memory_order;

 public:
  using P::template bare_atomic<T>::bare_atomic;

  void publish(T value, std::memory_order order,
               std::source_location at = std::source_location::current()) noexcept {
    this->store(value, order, at);
    wake_sleepers();
  }

  T publish_add(T value, std::memory_order order,
                std::source_location at = std::source_location::current()) noexcept {
    const T before = this->fetch_add(value, order, at);
    wake_sleepers();
    return before;
  }

  template <std::predicate<T> Predicate>
  T await(Predicate satisfied, std::memory_order order,
          std::source_location at = std::source_location::current()) noexcept {
    return await_until(satisfied, order, never, at);
  }

  T await(T value, std::memory_order order,
          std::source_location at = std::source_location::current()) noexcept {
    return await([value](T seen) { return seen == value; }, order, at);
  }

  /// The deadline is looked at before each sleep: what comes before takes some 100 us.
  template <std::predicate<T> Predicate>
  T await_until(Predicate satisfied, std::memory_order order, deadline until,
                std::source_location at = std::source_location::current()) noexcept {
    T seen = this->load(order, at);
    for (typename P::spin_budget budget; !satisfied(seen); seen = this->load(order, at)) {
      if (!budget.keep_waiting(at)) {
        return sleep(satisfied, order, until, at);
      }
    }
    return seen;
  }

 private:
  void wake_sleepers() noexcept {
    // wake <-> sleep: my store is before the fence, their count is before theirs.
    P::fence(seq_cst);
    // relaxed: the fence above orders it, and the count carries no data.
    if (sleepers_.load(relaxed) != 0U) {
      futex_.wake_all(*this);
    }
  }

  template <std::predicate<T> Predicate>
  T sleep(Predicate satisfied, std::memory_order order, deadline until,
          std::source_location at) noexcept {
    // equivalent: one more: the count may say more than the truth; publishes then wake in vain.
    // relaxed: the fence below orders it, and the count carries no data.
    sleepers_.fetch_add(1U, relaxed);
    // sleep <-> wake: my count is before the fence, their store is before theirs.
    P::fence(seq_cst);
    T seen = this->load(order, at);
    while (!satisfied(seen) && futex_.wait(*this, seen, until)) {
      seen = this->load(order, at);
    }
    // equivalent: one less: the count may say more than the truth; publishes then wake in vain.
    // relaxed: a waker that still counts me wakes nobody.
    sleepers_.fetch_sub(1U, relaxed);
    return seen;
  }

  typename P::template bare_atomic<std::uint32_t> sleepers_{0U};
  [[no_unique_address]] typename P::template futex<T> futex_{};
};

/// Stays awake for a while, then sleeps until it is woken. For teams that share their PUs.
struct park {
  static constexpr std::string_view name = "park";
  template <class P, class T>
  using atomic = parked<P, T>;
};

/// Calls `visit.operator()<Policy>()` for every policy.
template <class Visitor>
constexpr void for_each_policy(Visitor&& visit) {
  visit.template operator()<spin>();
  visit.template operator()<yield>();
  visit.template operator()<park>();
}

}  // namespace barriers::env
