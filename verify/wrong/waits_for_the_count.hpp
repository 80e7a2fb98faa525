#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct waits_for_the_count {
  static constexpr std::string_view name = "waits_for_the_count";
  static constexpr std::string_view fault =
      "a fast rank comes round and counts again, and the slow one never sees the count at zero";
  static constexpr std::string_view reference =
      "Zephyr issue 117756, OSv issue 857, libuv issue 3872";
  static constexpr driver::verdict expected = driver::verdict::hang;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::lapping<waits_for_the_count, Env>;

  template <class Env>
  class barrier : public wrong_base<Env, keeps_nothing> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_nothing>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      static_cast<void>(me);
      if (arrived_.fetch_add(1U, acq_rel) + 1U == this->team_) {
        arrived_.publish(0U, release);
        return wait_result::leader();
      }
      // wrong: the count says how many are here, not which phase it is.
      arrived_.await(0U, acquire);
      return wait_result::follower();
    }

   private:
    typename base::atomic arrived_{0U};
  };
};

}  // namespace barriers::wrong
