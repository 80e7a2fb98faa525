#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct phase_that_never_wraps {
  static constexpr std::string_view name = "phase_that_never_wraps";
  static constexpr std::string_view fault =
      "a rank counts the phases by itself, and further than the barrier does";
  static constexpr std::string_view reference = "a classic";
  static constexpr driver::verdict expected = driver::verdict::hang;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::one_bit_phases<phase_that_never_wraps, Env>;

  template <class Env>
  class barrier : public wrong_base<Env, keeps_its_sense> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_its_sense>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      // wrong: the generation starts again at 0 where its bits end.
      ++me.sense;
      const std::uint32_t next = Env::phases::next(generation_.load(relaxed));
      if (arrived_.fetch_add(1U, acq_rel) + 1U == this->team_) {
        arrived_.store(0U, relaxed);
        generation_.publish(next, release);
        return wait_result::leader();
      }
      generation_.await(Env::phases::first + me.sense, acquire);
      return wait_result::follower();
    }

   private:
    typename base::atomic arrived_{0U};
    typename base::atomic generation_{Env::phases::first};
  };
};

}  // namespace barriers::wrong
