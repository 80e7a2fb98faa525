#pragma once

#include "exhibit.hpp"

#include <verify/scenarios/parking.hpp>

namespace barriers::wrong {

struct sleep_without_comparing {
  static constexpr std::string_view word = "sleep_without_comparing";
  static constexpr std::string_view fault =
      "the value comes between the last look and the sleep: a wake-up is lost";
  static constexpr std::string_view reference = "why a futex takes the value that was seen";
  static constexpr crime convicted_of = crime::hang;
  static constexpr std::uint32_t team = 2;
  template <class Env>
  using convicted_by = scenario::one_waker<Env>;

  /// Those of `P`, but whoever goes to bed does so without another look.
  template <class P>
  struct primitives : P {
    template <class T>
    struct bed : P::template bed<T> {
      void sleep(const typename P::template cell<T>& word, T,
                 std::source_location at = std::source_location::current()) {
        // wrong: compares the value with itself.
        P::template bed<T>::sleep(word, word.load(std::memory_order::relaxed, at), at);
      }
    };
  };

  struct policy {
    template <class P, class T>
    using word = env::parked<primitives<P>, T>;
  };
};

}  // namespace barriers::wrong
