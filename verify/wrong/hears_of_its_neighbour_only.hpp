#pragma once

#include <verify/wrong/wrong_base.hpp>

#include <memory>

namespace barriers::wrong {

struct hears_of_its_neighbour_only {
  static constexpr std::string_view name = "hears_of_its_neighbour_only";
  static constexpr std::string_view fault =
      "a rank leaves when one other has arrived: right for two, wrong from three on";
  static constexpr std::string_view reference = "dissemination, stopped after its first round";
  static constexpr driver::verdict expected = driver::verdict::assertion;
  static constexpr std::uint32_t team = 3;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::separation<hears_of_its_neighbour_only, Env>;

  struct keeps_rank_and_phase {
    std::uint32_t rank = 0;
    std::uint32_t phase = 0;
  };

  template <class Env>
  class barrier : public wrong_base<Env, keeps_rank_and_phase> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_rank_and_phase>;

   public:
    explicit barrier(std::uint32_t team) : base{team}, told_{std::make_unique<inbox[]>(team)} {
      for (std::uint32_t rank = 0; rank != team; ++rank) {
        this->seats()[rank].rank = rank;
      }
    }

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      ++me.phase;
      told_[(me.rank + 1U) % this->team_].phase.publish(me.phase, release);
      // wrong: of those beyond the neighbour nothing has been heard.
      told_[me.rank].phase.await([&me](std::uint32_t seen) { return seen >= me.phase; }, acquire);
      return wait_result::leader_if(me.rank == 0);
    }

   private:
    struct alignas(Env::line) inbox {
      typename base::atomic phase{0U};
    };

    const std::unique_ptr<inbox[]> told_;
  };
};

}  // namespace barriers::wrong
