#pragma once

#include <verify/wrong/wrong_base.hpp>

#include <concepts>

namespace barriers::wrong {

struct woken_without_acquire : expectation {
  static constexpr std::string_view fault =
      "a rank that has slept sees the value, but not what was written before it";
  static constexpr std::string_view reference =
      "LLVM issue 109290, oneTBB issue 2136: the order of a wait is too weak";
  static constexpr verdict expected = verdict::data_race;
  template <class Env>
  using detected_by = scenario::one_waker<Env>;

  /// A parked atomic whose waiters acquire nothing after they have slept.
  template <class P, class T>
  struct forgetful : env::parked<P, T> {
    using env::parked<P, T>::parked;

    template <std::predicate<T> Predicate>
    T await(Predicate satisfied, std::memory_order order, here at = here::current()) {
      const T seen = this->load(order, at);
      // wrong: what is read after the sleep is read with less.
      return satisfied(seen) ? seen
                             : env::parked<P, T>::await(satisfied, std::memory_order::relaxed, at);
    }
  };

  struct policy {
    template <class P, class T>
    using atomic = forgetful<P, T>;
  };
};

}  // namespace barriers::wrong
