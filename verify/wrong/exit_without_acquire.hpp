#pragma once

#include "exhibit.hpp"

namespace barriers::wrong {

struct exit_without_acquire {
  static constexpr std::string_view word = "exit_without_acquire";
  static constexpr std::string_view fault =
      "who waits sees the phase end, but not what was done before it";
  static constexpr std::string_view reference = "Concurrency Kit commits 219e3a7 and d93d550";
  static constexpr crime convicted_of = crime::data_race;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using convicted_by = scenario::visibility<exit_without_acquire, Env>;

  template <class Env>
  class barrier : public exhibit<Env, keeps_its_sense> {
    using enum std::memory_order;
    using base = exhibit<Env, keeps_its_sense>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      me.sense ^= 1U;
      if (arrived_.fetch_add(1U, acq_rel) + 1U == this->team_) {
        arrived_.store(0U, relaxed);
        sense_.publish(me.sense, release);
        return wait_result::leader();
      }
      // wrong: relaxed takes nothing of what came with the new sense.
      sense_.await(me.sense, relaxed);
      return wait_result::follower();
    }

   private:
    typename base::word arrived_{0U};
    typename base::word sense_{0U};
  };
};

}  // namespace barriers::wrong
