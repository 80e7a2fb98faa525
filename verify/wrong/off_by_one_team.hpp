#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct off_by_one_team {
  static constexpr std::string_view name = "off_by_one_team";
  static constexpr std::string_view fault =
      "the last rank but one ends the phase, and nobody waits for the last";
  static constexpr std::string_view reference = "a classic";
  static constexpr driver::verdict expected = driver::verdict::assertion;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::separation<off_by_one_team, Env>;

  template <class Env>
  class barrier : public wrong_base<Env, keeps_its_sense> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_its_sense>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      me.sense ^= 1U;
      // wrong: 1 for this rank makes the number of those here; 2 is one too many.
      if (arrived_.fetch_add(1U, acq_rel) + 2U == this->team_) {
        arrived_.store(0U, relaxed);
        sense_.publish(me.sense, release);
        return wait_result::leader();
      }
      sense_.await(me.sense, acquire);
      return wait_result::follower();
    }

   private:
    typename base::atomic arrived_{0U};
    typename base::atomic sense_{0U};
  };
};

}  // namespace barriers::wrong
