#pragma once

#include "operating.hpp"

#include <barriers/env/occupancy.hpp>

#include <atomic>
#include <concepts>
#include <cstdint>
#include <functional>
#include <source_location>

/// An environment each of whose operations may meet a mutant. What it is not told to make wrong it
/// does as the environment below it does.
///
/// A stage is the environment below, taken apart: its `primitives`; the `world` that a waiting
/// policy makes of them; `waiting`, what the policy makes of other primitives; and `rank()`, which
/// tells who is running.
namespace barriers::mutants {

using here = std::source_location;

template <class Stage>
struct mutated_primitives : Stage::primitives {
  template <class T>
  class cell : public Stage::primitives::template cell<T> {
   public:
    using bare = typename Stage::primitives::template cell<T>;
    using bare::bare;

    T load(std::memory_order order, here at = here::current()) const {
      const turn mine{kind::load, order, at, Stage::rank(), this};
      return mine.value(mine.word(*this).bare::load(mine.order(), at));
    }
    void store(T value, std::memory_order order, here at = here::current()) {
      const turn mine{kind::store, order, at, Stage::rank(), this};
      write(mine, bared(), value,
            [at](bare& word, T what, std::memory_order how) { word.store(what, how, at); });
    }
    T exchange(T value, std::memory_order order, here at = here::current()) {
      const auto make = [at](bare& word, T what, std::memory_order how) {
        return word.exchange(what, how, at);
      };
      return change(value, order, at, make, [](T, T operand) { return operand; });
    }
    T fetch_add(T value, std::memory_order order, here at = here::current()) {
      const auto make = [at](bare& word, T what, std::memory_order how) {
        return word.fetch_add(what, how, at);
      };
      return change(value, order, at, make, std::plus<T>{});
    }
    T fetch_sub(T value, std::memory_order order, here at = here::current()) {
      const auto make = [at](bare& word, T what, std::memory_order how) {
        return word.fetch_sub(what, how, at);
      };
      return change(value, order, at, make, std::minus<T>{});
    }

    bool compare_exchange_strong(T& expected, T desired, std::memory_order success,
                                 std::memory_order failure, here at = here::current()) {
      const turn mine{kind::cas, success, at, Stage::rank(), this};
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
      const turn mine{kind::rmw, order, at, Stage::rank(), this};
      return modify(mine, bared(), value, at, make, result);
    }
  };

  static void fence(std::memory_order order, here at = here::current()) {
    const turn mine{kind::fence, order, at, Stage::rank()};
    if (!mine.is(way::dropped)) {
      Stage::primitives::fence(mine.order(), at);
    }
  }

  template <class T>
  struct bed : Stage::primitives::template bed<T> {
    using bare = typename Stage::primitives::template bed<T>;

    void sleep(const cell<T>& word, T seen, here at = here::current()) {
      const turn mine{kind::sleep, std::memory_order::relaxed, at, Stage::rank(), this};
      bare::sleep(word,
                  mine.is(way::blind) ? static_cast<const typename cell<T>::bare&>(word).load(
                                            std::memory_order::relaxed, at)
                                      : seen,
                  at);
    }
    void wake_all(const cell<T>& word, here at = here::current()) {
      const turn mine{kind::wake, std::memory_order::relaxed, at, Stage::rank(), this};
      if (!mine.is(way::dropped)) {
        bare::wake_all(word, at);
      }
    }
  };
};

/// A word of a waiting policy, whose publish and await are known as such.
template <class Stage, class Policy, class T>
class mutated_word : public Stage::template waiting<Policy, mutated_primitives<Stage>, T>::word {
 public:
  using whole = typename Stage::template waiting<Policy, mutated_primitives<Stage>, T>::word;
  using whole::whole;

  void publish(T value, std::memory_order order, here at = here::current()) {
    const turn mine{kind::publish, order, at, Stage::rank(), this};
    write(mine, static_cast<whole&>(*this), value,
          [at](whole& word, T what, std::memory_order how) { word.publish(what, how, at); });
  }

  T await(T value, std::memory_order order, here at = here::current()) {
    const turn mine{kind::await, order, at, Stage::rank(), this};
    const T awaited = mine.value(value);
    return wait(mine, [awaited](T seen) { return seen == awaited; }, at);
  }

  template <std::predicate<T> Predicate>
  T await(Predicate satisfied, std::memory_order order, here at = here::current()) {
    return wait({kind::await, order, at, Stage::rank(), this}, satisfied, at);
  }

 private:
  template <class Predicate>
  T wait(const turn& mine, Predicate satisfied, here at) {
    whole& word = mine.word(static_cast<whole&>(*this));
    return mine.is(way::early) ? word.load(mine.order(), at)
                               : word.await(satisfied, mine.order(), at);
  }
};

template <class Stage, class Policy>
struct mutated : Stage::template world<Policy> {
  template <class T>
  using atomic = mutated_word<Stage, Policy, T>;
  using occupancy = env::occupancy<mutated_primitives<Stage>>;

  static void fence(std::memory_order order, here at = here::current()) {
    mutated_primitives<Stage>::fence(order, at);
  }
};

}  // namespace barriers::mutants
