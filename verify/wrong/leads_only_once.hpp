#pragma once

#include "exhibit.hpp"

namespace barriers::wrong {

struct leads_only_once {
  static constexpr std::string_view word = "leads_only_once";
  static constexpr std::string_view fault =
      "the count runs on, and only in the first phase does anybody find it equal to the team";
  static constexpr std::string_view reference = "Shuttle issue 102";
  static constexpr crime convicted_of = crime::broken_promise;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using convicted_by = scenario::one_leader<leads_only_once, Env>;

  template <class Env>
  class barrier : public exhibit<Env, keeps_its_sense> {
    using enum std::memory_order;
    using base = exhibit<Env, keeps_its_sense>;

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
    typename base::word arrived_{0U};
    typename base::word sense_{0U};
  };
};

}  // namespace barriers::wrong
