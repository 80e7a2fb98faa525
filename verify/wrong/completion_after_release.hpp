#pragma once

#include <verify/wrong/wrong_base.hpp>

#include <utility>

namespace barriers::wrong {

struct completion_after_release : expectation {
  static constexpr std::string_view fault = "the others leave while the completion still runs";
  static constexpr std::string_view reference = "libuv issue 2019: the serial role, too late";
  static constexpr verdict expected = verdict::data_race;
  template <class Env>
  using detected_by = scenario::completion_once<completion_after_release, Env>;

  template <class Env, class Completion = no_completion>
  class barrier : public seated_team<Env> {
   public:
    explicit barrier(team_size team, Completion completion = {})
        : seated_team<Env>{team}, all_{team}, completion_{std::move(completion)} {}

    wait_result arrive_and_wait(rank_local& me) noexcept {
      me.sense ^= 1U;
      if (all_.arrived.fetch_add(1U, acq_rel) + 1U == all_.team) {
        all_.arrived.store(0U, relaxed);
        all_.sense.publish(me.sense, release);
        // wrong: it belongs before the publish.
        completion_();
        return wait_result::leader();
      }
      all_.sense.await(me.sense, acquire);
      return wait_result::follower();
    }

   private:
    central_counter<Env> all_;
    [[no_unique_address]] Completion completion_;
  };
};

}  // namespace barriers::wrong
