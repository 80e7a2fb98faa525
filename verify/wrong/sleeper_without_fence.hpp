#pragma once

#include "exhibit.hpp"

#include <verify/scenarios/parking.hpp>

namespace barriers::wrong {

struct sleeper_without_fence {
  static constexpr std::string_view word = "sleeper_without_fence";
  static constexpr std::string_view fault =
      "the sleeper looks at the value before its count is seen: a wake-up is lost";
  static constexpr std::string_view reference = "LLVM issue 83058";
  static constexpr crime convicted_of = crime::hang;
  static constexpr std::uint32_t team = 2;
  template <class Env>
  using convicted_by = scenario::one_waker<Env>;

  /// Those of `P`, less the fence in `await`: the one in `publish` goes with the store.
  template <class P>
  struct primitives : P {
    template <class T>
    struct cell : P::template cell<T> {
      using P::template cell<T>::cell;
      void store(T value, std::memory_order order,
                 std::source_location at = std::source_location::current()) {
        P::template cell<T>::store(value, order, at);
        P::fence(std::memory_order::seq_cst, at);
      }
    };
    // wrong: between the count and the last look at the value nothing is left.
    static void fence(std::memory_order, std::source_location = {}) {}
  };

  struct policy {
    template <class P, class T>
    using word = env::parked<primitives<P>, T>;
  };
};

}  // namespace barriers::wrong
