#pragma once

#include <verify/wrong/wrong_base.hpp>

#include <utility>

namespace barriers::wrong {

struct completion_after_release {
  static constexpr std::string_view name = "completion_after_release";
  static constexpr std::string_view fault = "the others leave while the completion still runs";
  static constexpr std::string_view reference = "libuv issue 2019: the serial role, too late";
  static constexpr driver::verdict expected = driver::verdict::data_race;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::completion_once<completion_after_release, Env>;

  template <class Env, class Completion = no_completion>
  class barrier : public wrong_base<Env, keeps_its_sense> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_its_sense>;

   public:
    explicit barrier(std::uint32_t team, Completion completion = {})
        : base{team}, completion_{std::move(completion)} {}

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      me.sense ^= 1U;
      if (arrived_.fetch_add(1U, acq_rel) + 1U == this->team_) {
        arrived_.store(0U, relaxed);
        sense_.publish(me.sense, release);
        // wrong: it belongs before the publish.
        completion_();
        return wait_result::leader();
      }
      sense_.await(me.sense, acquire);
      return wait_result::follower();
    }

   private:
    [[no_unique_address]] Completion completion_;
    typename base::atomic arrived_{0U};
    typename base::atomic sense_{0U};
  };
};

}  // namespace barriers::wrong
