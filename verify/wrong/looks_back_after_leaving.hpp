#pragma once

#include <verify/wrong/wrong_base.hpp>

#include <barriers/central.hpp>

namespace barriers::wrong {

struct looks_back_after_leaving : expectation {
  static constexpr std::string_view fault =
      "a rank leaves its seat, and then looks there for a sleeper: the barrier may be destroyed";
  static constexpr std::string_view reference =
      "glibc bug 12674: sem_post after the semaphore went";
  static constexpr verdict expected = verdict::use_after_destroy;
  using policy = env::park;
  template <class Env>
  using detected_by = scenario::vacating<looks_back_after_leaving, Env>;

  template <class Env>
  class occupancy_that_looks_back {
   public:
    bool take() noexcept { return state_.exchange(1U, acquire) == 0U; }
    bool is_taken() const noexcept { return state_.load(relaxed) != 0U; }
    void await_vacant() noexcept { state_.await(0U, acquire); }
    // wrong: a publish looks for sleepers after its store.
    void leave() noexcept { state_.publish(0U, release); }

   private:
    atomic_of<Env> state_{0U};
  };

  template <class Env>
  struct looking_back : Env {
    using occupancy = occupancy_that_looks_back<Env>;
  };

  template <class Env>
  using barrier = central<looking_back<Env>>;
};

}  // namespace barriers::wrong
