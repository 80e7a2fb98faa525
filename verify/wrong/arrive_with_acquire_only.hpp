#pragma once

#include "exhibit.hpp"

namespace barriers::wrong {

struct arrive_with_acquire_only {
  static constexpr std::string_view word = "arrive_with_acquire_only";
  static constexpr std::string_view fault =
      "nobody but the last to come gives away what it did before";
  static constexpr std::string_view reference = "the mirror image of arriving with release only";
  static constexpr crime convicted_of = crime::data_race;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using convicted_by = scenario::visibility<arrive_with_acquire_only, Env>;

  template <class Env>
  class barrier : public exhibit<Env, keeps_its_sense> {
    using enum std::memory_order;
    using base = exhibit<Env, keeps_its_sense>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      me.sense ^= 1U;
      // wrong: acquire takes what the others gave, and nobody has given anything.
      if (arrived_.fetch_add(1U, acquire) + 1U == this->team_) {
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
