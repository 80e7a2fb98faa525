#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct two_leaders {
  static constexpr std::string_view name = "two_leaders";
  static constexpr std::string_view fault =
      "two ranks find that the count is full, and both believe that they filled it";
  static constexpr std::string_view reference = "ARM synchronization-benchmarks issue 62";
  static constexpr driver::verdict expected = driver::verdict::assertion;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::one_leader<two_leaders, Env>;

  template <class Env>
  class barrier : public wrong_base<Env, keeps_its_sense> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_its_sense>;

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
    typename base::atomic arrived_{0U};
    typename base::atomic sense_{0U};
  };
};

}  // namespace barriers::wrong
