#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct token_without_a_phase : expectation {
  static constexpr std::string_view fault =
      "a wait that comes late waits for the phase after its own, which waits for it";
  static constexpr std::string_view reference = "Saikuro pull request 80, in two steps";
  static constexpr verdict expected = verdict::hang;
  template <class Env>
  using detected_by = scenario::late_wait<token_without_a_phase, Env>;

  template <class Env>
  class barrier : public seated_team<Env> {
   public:
    struct [[nodiscard]] token {
      wait_result result;
    };
    explicit barrier(team_size team) : seated_team<Env>{team}, all_{team} {}

    token arrive(rank_local&) noexcept {
      const std::uint32_t next = Env::phases::next(all_.generation.load(relaxed));
      if (all_.arrived.fetch_add(1U, acq_rel) + 1U != all_.team) {
        return {wait_result::follower()};
      }
      all_.arrived.store(0U, relaxed);
      all_.generation.publish(next, release);
      return {wait_result::leader()};
    }

    wait_result wait(rank_local&, token mine) noexcept {
      if (!mine.result.is_leader()) {
        // wrong: by now the generation may be that of the next phase.
        const std::uint32_t now = all_.generation.load(relaxed);
        all_.generation.await([now](std::uint32_t seen) { return seen != now; }, acquire);
      }
      return mine.result;
    }

    wait_result arrive_and_wait(rank_local& me) noexcept { return wait(me, arrive(me)); }

   private:
    central_counter<Env> all_;
  };
};

}  // namespace barriers::wrong
