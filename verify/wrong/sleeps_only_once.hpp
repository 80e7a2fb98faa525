#pragma once

#include <verify/wrong/wrong_base.hpp>

#include <concepts>

namespace barriers::wrong {

struct sleeps_only_once : expectation {
  static constexpr std::string_view fault =
      "a sleep that ended without reason is taken for the end of the phase";
  static constexpr std::string_view reference = "HPX issue 7611: an if where a loop is due";
  static constexpr verdict expected = verdict::data_race;
  template <class Env>
  using detected_by = scenario::one_waker<Env>;

  /// Waits by a look, a sleep, and no more than that.
  template <class P, class T>
  class once : public P::template bare_atomic<T> {
   public:
    using P::template bare_atomic<T>::bare_atomic;

    void publish(T value, std::memory_order order, here at = here::current()) {
      this->store(value, order, at);
      futex_.wake_all(*this, at);
    }

    template <std::predicate<T> Predicate>
    T await(Predicate satisfied, std::memory_order order, here at = here::current()) {
      const T seen = this->load(order, at);
      // wrong: that a sleep has ended does not say that the value has come.
      if (!satisfied(seen)) {
        futex_.wait(*this, seen, env::never, at);
        return this->load(order, at);
      }
      return seen;
    }

   private:
    typename P::template futex<T> futex_;
  };

  struct policy {
    template <class P, class T>
    using atomic = once<P, T>;
  };
};

}  // namespace barriers::wrong
