#pragma once

#include "exhibit.hpp"

#include <verify/scenarios/parking.hpp>

namespace barriers::wrong {

struct waker_without_fence {
  static constexpr std::string_view word = "waker_without_fence";
  static constexpr std::string_view fault =
      "the waker looks for sleepers before its store is seen: a wake-up is lost";
  static constexpr std::string_view reference = "LLVM issue 83058";
  static constexpr crime convicted_of = crime::hang;
  static constexpr std::uint32_t team = 2;
  template <class Env>
  using convicted_by = scenario::one_waker<Env>;

  /// Those of `P`, less the fence in `publish`: the one in `await` goes with the count.
  template <class P>
  struct primitives : P {
    template <class T>
    struct cell : P::template cell<T> {
      using P::template cell<T>::cell;
      T fetch_add(T value, std::memory_order order,
                  std::source_location at = std::source_location::current()) {
        const T before = P::template cell<T>::fetch_add(value, order, at);
        P::fence(std::memory_order::seq_cst, at);
        return before;
      }
    };
    // wrong: between the store and the look for sleepers nothing is left.
    static void fence(std::memory_order, std::source_location = {}) {}
  };

  struct policy {
    template <class P, class T>
    using word = env::parked<primitives<P>, T>;
  };
};

}  // namespace barriers::wrong
