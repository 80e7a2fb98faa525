#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct flag_for_sleepers : expectation {
  static constexpr std::string_view fault =
      "a rank that wakes up says that no rank sleeps, though another has fallen asleep since";
  static constexpr std::string_view reference = "LLVM issue 83058: a wake-up misses a sleeper";
  static constexpr verdict expected = verdict::hang;
  static constexpr std::uint32_t team = 3;
  template <class Env>
  using detected_by = scenario::one_waker<Env>;

  /// Those of `P`, with a flag where the count of sleepers should be.
  template <class P>
  struct flagging_primitives : P {
    template <class T>
    struct bare_atomic : P::template bare_atomic<T> {
      using P::template bare_atomic<T>::bare_atomic;
      T fetch_add(T, std::memory_order order, here at = here::current()) {
        return this->exchange(1U, order, at);
      }
      // wrong: one of several has gone, and not the last.
      T fetch_sub(T, std::memory_order order, here at = here::current()) {
        return this->exchange(0U, order, at);
      }
    };
  };

  struct policy {
    template <class P, class T>
    using atomic = env::parked<flagging_primitives<P>, T>;
  };
};

}  // namespace barriers::wrong
