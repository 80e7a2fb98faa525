#pragma once

#include <barriers/env/relacy.hpp>
#include <barriers/env/waiting.hpp>

#include <source_location>

namespace barriers::model {

/// Parking in beds that let nobody rest. Relacy's own sleeps end without reason in the random
/// search alone; these do it in every search.
///
/// Nobody can tell a sleep that ended without reason from one that never began, so the bed just
/// refuses; but only so often in an execution, or the executions would have no end.
template <class P>
struct restless_primitives : P {
  template <class T>
  class bed : public P::template bed<T> {
   public:
    void sleep(const typename P::template cell<T>& word, T seen,
               std::source_location at = std::source_location::current()) {
      if (refusals_ != most_refusals && rl::rand(2) == 1) {
        ++refusals_;
      } else {
        P::template bed<T>::sleep(word, seen, at);
      }
    }

   private:
    static constexpr unsigned most_refusals = 2;
    unsigned refusals_ = 0;
  };
};

struct restless {
  template <class P, class T>
  using word = env::parked<restless_primitives<P>, T>;
};

}  // namespace barriers::model
