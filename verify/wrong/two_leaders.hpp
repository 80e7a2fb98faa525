#pragma once

#include "exhibit.hpp"

namespace barriers::wrong {

struct two_leaders {
  static constexpr std::string_view word = "two_leaders";
  static constexpr std::string_view fault =
      "two ranks find that the count is full, and both believe that they filled it";
  static constexpr std::string_view reference = "ARM synchronization-benchmarks issue 62";
  static constexpr crime convicted_of = crime::broken_promise;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using convicted_by = scenario::one_leader<two_leaders, Env>;

  template <class Env>
  class barrier : public exhibit<Env, keeps_its_sense> {
    using enum std::memory_order;
    using base = exhibit<Env, keeps_its_sense>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      me.sense ^= 1U;
      arrived_.fetch_add(1U, acq_rel);
      // wrong: what others have added since is not what this rank found.
      if (arrived_.load(acquire) == this->team_) {
        arrived_.store(0U, relaxed);
        sense_.publish(me.sense, release);
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
