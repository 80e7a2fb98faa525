#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct no_sense_reversal {
  static constexpr std::string_view name = "no_sense_reversal";
  static constexpr std::string_view fault = "the second phase is over before it has begun";
  static constexpr std::string_view reference =
      "Mellor-Crummey, Scott 1991: why the sense reverses";
  static constexpr driver::verdict expected = driver::verdict::assertion;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::separation<no_sense_reversal, Env>;

  template <class Env>
  class barrier : public wrong_base<Env, keeps_nothing> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_nothing>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      static_cast<void>(me);
      if (arrived_.fetch_add(1U, acq_rel) + 1U == this->team_) {
        arrived_.store(0U, relaxed);
        // wrong: it was open already, from the last phase.
        open_.publish(1U, release);
        return wait_result::leader();
      }
      open_.await(1U, acquire);
      return wait_result::follower();
    }

   private:
    typename base::atomic arrived_{0U};
    typename base::atomic open_{0U};
  };
};

}  // namespace barriers::wrong
