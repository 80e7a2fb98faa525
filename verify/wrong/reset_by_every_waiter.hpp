#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct reset_by_every_waiter {
  static constexpr std::string_view name = "reset_by_every_waiter";
  static constexpr std::string_view fault =
      "whoever leaves sets the count back, and wipes out those who have come round";
  static constexpr std::string_view reference = "VTest issue 11";
  static constexpr driver::verdict expected = driver::verdict::hang;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::lapping<reset_by_every_waiter, Env>;

  template <class Env>
  class barrier : public wrong_base<Env, keeps_its_sense> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_its_sense>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      me.sense ^= 1U;
      if (arrived_.fetch_add(1U, acq_rel) + 1U == this->team_) {
        arrived_.store(0U, relaxed);
        sense_.publish(me.sense, release);
        return wait_result::leader();
      }
      sense_.await(me.sense, acquire);
      // wrong: the last one has done that, and some may have counted again since.
      arrived_.store(0U, relaxed);
      return wait_result::follower();
    }

   private:
    typename base::atomic arrived_{0U};
    typename base::atomic sense_{0U};
  };
};

}  // namespace barriers::wrong
