#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct phase_compared_by_size {
  static constexpr std::string_view name = "phase_compared_by_size";
  static constexpr std::string_view fault =
      "where the phase number wraps, the larger one is the earlier one";
  static constexpr std::string_view reference =
      "a classic; ring buffers and sequence numbers share it";
  static constexpr driver::verdict expected = driver::verdict::hang;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::wrap_around<phase_compared_by_size, Env>;

  template <class Env>
  class barrier : public wrong_base<Env, keeps_nothing> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_nothing>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      static_cast<void>(me);
      const std::uint32_t mine = generation_.load(relaxed);
      if (arrived_.fetch_add(1U, acq_rel) + 1U == this->team_) {
        arrived_.store(0U, relaxed);
        generation_.publish(Env::phases::next(mine), release);
        return wait_result::leader();
      }
      // wrong: the phase after the largest number is number 0.
      generation_.await([mine](std::uint32_t seen) { return seen > mine; }, acquire);
      return wait_result::follower();
    }

   private:
    typename base::atomic arrived_{0U};
    typename base::atomic generation_{Env::phases::first};
  };
};

}  // namespace barriers::wrong
