#pragma once

#include "exhibit.hpp"

namespace barriers::wrong {

struct reset_after_release {
  static constexpr std::string_view word = "reset_after_release";
  static constexpr std::string_view fault =
      "a fast rank counts itself into the next phase and is wiped out";
  static constexpr std::string_view reference = "a classic";
  static constexpr crime convicted_of = crime::hang;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using convicted_by = scenario::lapping<reset_after_release, Env>;

  template <class Env>
  class barrier : public exhibit<Env, keeps_its_sense> {
    using enum std::memory_order;
    using base = exhibit<Env, keeps_its_sense>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      me.sense ^= 1U;
      if (arrived_.fetch_add(1U, acq_rel) + 1U == this->team_) {
        sense_.publish(me.sense, release);
        // wrong: those who were let go may have counted again already.
        arrived_.store(0U, relaxed);
        return wait_result::leader();
      }
      sense_.await(me.sense, acquire);
      return wait_result::follower();
    }

   private:
    typename base::word arrived_{0U};
    typename base::word sense_{0U};
  };
};

}  // namespace barriers::wrong
