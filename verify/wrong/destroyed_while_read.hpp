#pragma once

#include <verify/wrong/wrong_base.hpp>

#include <array>
#include <optional>

namespace barriers::wrong {

struct destroyed_while_read {
  static constexpr std::string_view name = "destroyed_while_read";
  static constexpr std::string_view fault = "each phase has a word of its own, which goes when the "
                                            "phase ends: under those who wait at it";
  static constexpr std::string_view reference =
      "glibc bug 13065, musl commit f16a3089, libuv issue 3162, LLVM issue 221680";
  static constexpr driver::verdict expected = driver::verdict::use_after_destroy;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::destruction<destroyed_while_read, Env>;

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
        ended_[me.sense]->publish(1U, release);
        // wrong: that the phase has ended does not mean that all have seen it.
        ended_[me.sense].reset();
        return wait_result::leader();
      }
      ended_[me.sense]->await(1U, acquire);
      return wait_result::follower();
    }

   private:
    typename base::atomic arrived_{0U};
    std::array<std::optional<typename base::atomic>, 2> ended_;
  };
};

}  // namespace barriers::wrong
