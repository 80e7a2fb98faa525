#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct token_without_a_phase {
  static constexpr std::string_view name = "token_without_a_phase";
  static constexpr std::string_view fault =
      "a wait that comes late waits for the phase after its own, which waits for it";
  static constexpr std::string_view reference = "Saikuro pull request 80, in two steps";
  static constexpr driver::verdict expected = driver::verdict::hang;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::late_wait<token_without_a_phase, Env>;

  template <class Env>
  class barrier : public wrong_base<Env, keeps_nothing> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_nothing>;

   public:
    struct [[nodiscard]] token {
      wait_result result;
    };
    using base::base;

    token arrive(typename base::local& me) noexcept {
      static_cast<void>(me);
      const std::uint32_t next = Env::phases::next(generation_.load(relaxed));
      if (arrived_.fetch_add(1U, acq_rel) + 1U != this->team_) {
        return {wait_result::follower()};
      }
      arrived_.store(0U, relaxed);
      generation_.publish(next, release);
      return {wait_result::leader()};
    }

    wait_result wait(typename base::local& me, token mine) noexcept {
      static_cast<void>(me);
      if (!mine.result.is_leader()) {
        // wrong: by now the generation may be that of the next phase.
        const std::uint32_t here = generation_.load(relaxed);
        generation_.await([here](std::uint32_t seen) { return seen != here; }, acquire);
      }
      return mine.result;
    }

    wait_result arrive_and_wait(typename base::local& me) noexcept { return wait(me, arrive(me)); }

   private:
    typename base::atomic arrived_{0U};
    typename base::atomic generation_{Env::phases::first};
  };
};

}  // namespace barriers::wrong
