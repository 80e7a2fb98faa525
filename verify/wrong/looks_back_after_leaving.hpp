#pragma once

#include <verify/wrong/wrong_base.hpp>

#include <barriers/central.hpp>

namespace barriers::wrong {

struct looks_back_after_leaving {
  static constexpr std::string_view name = "looks_back_after_leaving";
  static constexpr std::string_view fault =
      "a rank leaves its seat, and then looks there for somebody to wake: the barrier may be gone";
  static constexpr std::string_view reference =
      "glibc bug 12674: sem_post after the semaphore went";
  static constexpr driver::verdict expected = driver::verdict::use_after_destroy;
  static constexpr std::uint32_t team = 2;
  using policy = env::park;
  template <class Env>
  using detected_by = scenario::vacating<looks_back_after_leaving, Env>;

  template <class Env>
  class occupancy {
    using enum std::memory_order;

   public:
    bool take() noexcept { return state_.exchange(1U, acquire) == 0U; }
    bool is_taken() const noexcept { return state_.load(relaxed) != 0U; }
    void await_vacant() noexcept { state_.await(0U, acquire); }
    // wrong: a publish looks for sleepers after its store.
    void leave() noexcept { state_.publish(0U, release); }

   private:
    typename Env::template atomic<std::uint32_t> state_{0U};
  };

  template <class Env>
  struct world : Env {
    using occupancy = looks_back_after_leaving::occupancy<Env>;
  };

  template <class Env>
  using barrier = central<world<Env>>;
};

}  // namespace barriers::wrong
