#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct generation_read_after_arrival {
  static constexpr std::string_view name = "generation_read_after_arrival";
  static constexpr std::string_view fault =
      "a rank that is late to read waits for a phase that waits for it";
  static constexpr std::string_view reference = "Saikuro pull request 80";
  static constexpr driver::verdict expected = driver::verdict::hang;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::separation<generation_read_after_arrival, Env>;

  template <class Env>
  class barrier : public wrong_base<Env, keeps_nothing> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_nothing>;

   public:
    using base::base;

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      static_cast<void>(me);
      const bool last = arrived_.fetch_add(1U, acq_rel) + 1U == this->team_;
      // wrong: the phase may be over, and this the generation of the next.
      const std::uint32_t next = Env::phases::next(generation_.load(relaxed));
      if (last) {
        arrived_.store(0U, relaxed);
        generation_.publish(next, release);
        return wait_result::leader();
      }
      generation_.await(next, acquire);
      return wait_result::follower();
    }

   private:
    typename base::atomic arrived_{0U};
    typename base::atomic generation_{Env::phases::first};
  };
};

}  // namespace barriers::wrong
