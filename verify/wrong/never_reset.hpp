#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct never_reset {
  static constexpr std::string_view name = "never_reset";
  static constexpr std::string_view fault =
      "the count is never set back, and nobody is the last one again";
  static constexpr std::string_view reference = "Nautilus issue 42, iceoryx2 issue 1474";
  static constexpr driver::verdict expected = driver::verdict::hang;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::separation<never_reset, Env>;

  template <class Env>
  class barrier : public wrong_base<Env, keeps_its_sense> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_its_sense>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      me.sense ^= 1U;
      // wrong: from the second phase on the count is beyond the team.
      if (arrived_.fetch_add(1U, acq_rel) + 1U == this->team_) {
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
