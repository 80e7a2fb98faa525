#pragma once

#include <verify/wrong/wrong_base.hpp>

#include <array>
#include <optional>

namespace barriers::wrong {

struct last_in_is_not_last_out {
  static constexpr std::string_view name = "last_in_is_not_last_out";
  static constexpr std::string_view fault =
      "a rank counts itself out before it has gone, and the word goes under it";
  static constexpr std::string_view reference =
      "libuv issue 2019: the serial role must be that of the last one out";
  static constexpr driver::verdict expected = driver::verdict::use_after_destroy;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::destruction<last_in_is_not_last_out, Env>;

  template <class Env>
  class barrier : public wrong_base<Env, keeps_its_sense> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_its_sense>;

   public:
    explicit barrier(std::uint32_t team) : base{team} { ended_[1].emplace(0U); }

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      me.sense ^= 1U;
      if (arrived_.fetch_add(1U, acq_rel) + 1U == this->team_) {
        arrived_.store(0U, relaxed);
        ended_[me.sense ^ 1U].emplace(0U);
        out_[me.sense ^ 1U].store(0U, relaxed);
        ended_[me.sense]->publish(1U, release);
        out_[me.sense].await(this->team_ - 1U, acquire);
        ended_[me.sense].reset();
        return wait_result::leader();
      }
      // wrong: it has still to look at the word.
      out_[me.sense].fetch_add(1U, acq_rel);
      ended_[me.sense]->await(1U, acquire);
      return wait_result::follower();
    }

   private:
    typename base::atomic arrived_{0U};
    std::array<typename base::atomic, 2> out_{typename base::atomic{0U}, typename base::atomic{0U}};
    std::array<std::optional<typename base::atomic>, 2> ended_;
  };
};

}  // namespace barriers::wrong
