#pragma once

#include <verify/mutation/turn.hpp>

#include <barriers/env/environment.hpp>
#include <barriers/env/occupancy.hpp>

#include <atomic>
#include <concepts>
#include <cstdint>
#include <functional>
#include <source_location>

/// An environment each of whose operations may meet a mutant. What it is not told to make wrong it
/// does as the environment below it does.
///
/// A backend is the environment below, taken apart: its `primitives`; the `environment` that a
/// waiting policy makes of them; `waiting`, what the policy makes of other primitives; and
/// `rank()`, the rank that is running.
namespace barriers::mutation {

using here = std::source_location;

template <class Backend>
struct mutated_primitives : Backend::primitives {
  template <class T>
  class bare_atomic : public Backend::primitives::template bare_atomic<T> {
   public:
    using bare = typename Backend::primitives::template bare_atomic<T>;
    using bare::bare;

    T load(std::memory_order order, here at = here::current()) const {
      const turn mine{kind::load, order, at, Backend::rank(), this};
      return mine.value(mine.location(*this).bare::load(mine.order(), at));
    }
    void store(T value, std::memory_order order, here at = here::current()) {
      const turn mine{kind::store, order, at, Backend::rank(), this};
      write(mine, bared(), value,
            [at](bare& location, T what, std::memory_order how) { location.store(what, how, at); });
    }
    T exchange(T value, std::memory_order order, here at = here::current()) {
      return change(value, order, at, &bare::exchange, [](T, T operand) { return operand; });
    }
    T fetch_add(T value, std::memory_order order, here at = here::current()) {
      return change(value, order, at, &bare::fetch_add, std::plus<T>{});
    }
    T fetch_sub(T value, std::memory_order order, here at = here::current()) {
      return change(value, order, at, &bare::fetch_sub, std::minus<T>{});
    }

    bool compare_exchange_strong(T& expected, T desired, std::memory_order success,
                                 std::memory_order failure, here at = here::current()) {
      const turn mine{kind::cas, success, at, Backend::rank(), this};
      return compare(mine, bared(), expected, desired, failure, at);
    }
    bool compare_exchange_weak(T& expected, T desired, std::memory_order success,
                               std::memory_order failure, here at = here::current()) {
      return compare_exchange_strong(expected, desired, success, failure, at);
    }

   private:
    bare& bared() { return *this; }

    template <class Make, class Result>
    T change(T value, std::memory_order order, here at, Make make, Result result) {
      const turn mine{kind::rmw, order, at, Backend::rank(), this};
      const auto whole = [make, at](bare& location, T operand, std::memory_order how) {
        return std::invoke(make, location, operand, how, at);
      };
      return modify(mine, bared(), value, at, whole, result);
    }
  };

  static void fence(std::memory_order order, here at = here::current()) {
    const turn mine{kind::fence, order, at, Backend::rank()};
    if (!mine.is(way::dropped)) {
      Backend::primitives::fence(mine.order(), at);
    }
  }

  template <class T>
  struct futex : Backend::primitives::template futex<T> {
    using bare = typename Backend::primitives::template futex<T>;

    bool wait(const bare_atomic<T>& location, T seen, env::deadline until = env::never,
              here at = here::current()) {
      const turn mine{kind::wait, std::memory_order::relaxed, at, Backend::rank(), this};
      return bare::wait(location,
                        mine.is(way::blind)
                            ? static_cast<const typename bare_atomic<T>::bare&>(location).load(
                                  std::memory_order::relaxed, at)
                            : seen,
                        until, at);
    }
    void wake_all(const bare_atomic<T>& location, here at = here::current()) {
      const turn mine{kind::wake, std::memory_order::relaxed, at, Backend::rank(), this};
      if (!mine.is(way::dropped)) {
        bare::wake_all(location, at);
      }
    }
  };
};

/// An atomic of a waiting policy, whose publish and await are known as such.
template <class Backend, class Policy, class T>
class mutated_atomic
    : public Backend::template waiting<Policy, mutated_primitives<Backend>, T>::type {
 public:
  using whole = typename Backend::template waiting<Policy, mutated_primitives<Backend>, T>::type;
  using whole::whole;

  void publish(T value, std::memory_order order, here at = here::current()) {
    const turn mine{kind::publish, order, at, Backend::rank(), this};
    write(
        mine, static_cast<whole&>(*this), value,
        [at](whole& location, T what, std::memory_order how) { location.publish(what, how, at); });
  }

  T await(T value, std::memory_order order, here at = here::current()) {
    const turn mine{kind::await, order, at, Backend::rank(), this};
    const T awaited = mine.value(value);
    return wait(mine, [awaited](T seen) { return seen == awaited; }, at);
  }

  template <std::predicate<T> Predicate>
  T await(Predicate satisfied, std::memory_order order, here at = here::current()) {
    return wait({kind::await, order, at, Backend::rank(), this}, satisfied, at);
  }

  template <std::predicate<T> Predicate>
  T await_until(Predicate satisfied, std::memory_order order, env::deadline until,
                here at = here::current()) {
    const turn mine{kind::await, order, at, Backend::rank(), this};
    whole& location = mine.location(static_cast<whole&>(*this));
    return mine.is(way::early) ? location.load(mine.order(), at)
                               : location.await_until(satisfied, mine.order(), until, at);
  }

 private:
  template <class Predicate>
  T wait(const turn& mine, Predicate satisfied, here at) {
    whole& location = mine.location(static_cast<whole&>(*this));
    return mine.is(way::early) ? location.load(mine.order(), at)
                               : location.await(satisfied, mine.order(), at);
  }
};

template <class Backend, class Policy>
struct mutated : Backend::template environment<Policy> {
  template <class T>
  using atomic = mutated_atomic<Backend, Policy, T>;
  using occupancy = env::occupancy<mutated_primitives<Backend>>;

  static void fence(std::memory_order order, here at = here::current()) {
    mutated_primitives<Backend>::fence(order, at);
  }
};

}  // namespace barriers::mutation
