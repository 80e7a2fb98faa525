#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct hoisted_release_fence {
  static constexpr std::string_view name = "hoisted_release_fence";
  static constexpr std::string_view fault =
      "the fence stands before the reset too, and nothing orders the reset before the generation";
  static constexpr std::string_view reference = "a store may pass a store on ARM and POWER";
  static constexpr std::string_view missed_by_relacy =
      "in its executions stores take effect in the order in which they are made";
  static constexpr driver::verdict expected = driver::verdict::hang;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::lapping<hoisted_release_fence, Env>;

  template <class Env>
  class barrier : public wrong_base<Env, keeps_nothing> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_nothing>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      static_cast<void>(me);
      const std::uint32_t next = Env::phases::next(generation_.load(relaxed));
      if (arrived_.fetch_add(1U, acq_rel) + 1U == this->team_) {
        Env::fence(release);
        // wrong: it may land after the generation, and wipe out who has counted again.
        arrived_.store(0U, relaxed);
        generation_.publish(next, relaxed);
        return wait_result::leader();
      }
      generation_.await(next, acquire);
      return wait_result::follower();
    }

   private:
    typename base::atomic arrived_{0U};
    typename base::atomic generation_{Env::phases::first};
  };
};

}  // namespace barriers::wrong
