#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct leads_only_once {
  static constexpr std::string_view name = "leads_only_once";
  static constexpr std::string_view fault =
      "the count runs on, and only in the first phase does anybody find it equal to the team";
  static constexpr std::string_view reference = "Shuttle issue 102";
  static constexpr driver::verdict expected = driver::verdict::assertion;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::one_leader<leads_only_once, Env>;

  template <class Env>
  class barrier : public wrong_base<Env, keeps_its_sense> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_its_sense>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      me.sense ^= 1U;
      const std::uint32_t arrived = arrived_.fetch_add(1U, acq_rel) + 1U;
      if (arrived % this->team_ == 0) {
        sense_.publish(me.sense, release);
      }
      sense_.await(me.sense, acquire);
      // wrong: in later phases the last one is some multiple of the team.
      return wait_result::leader_if(arrived == this->team_);
    }

   private:
    typename base::atomic arrived_{0U};
    typename base::atomic sense_{0U};
  };
};

}  // namespace barriers::wrong
