#pragma once

#include <verify/wrong/wrong_base.hpp>

#include <array>
#include <memory>

namespace barriers::wrong {

struct more_ranks_than_rounds {
  static constexpr std::string_view name = "more_ranks_than_rounds";
  static constexpr std::string_view fault =
      "room for two rounds of telling, which are enough for four ranks and not for five";
  static constexpr std::string_view reference = "MPICH issue 6227: more ranks than a static limit";
  static constexpr driver::verdict expected = driver::verdict::assertion;
  static constexpr std::uint32_t team = 5;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::separation<more_ranks_than_rounds, Env>;

  struct keeps_rank_and_phase {
    std::uint32_t rank = 0;
    std::uint32_t phase = 0;
  };

  template <class Env>
  class barrier : public wrong_base<Env, keeps_rank_and_phase> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_rank_and_phase>;

   public:
    explicit barrier(std::uint32_t team) : base{team}, inboxes_{std::make_unique<inbox[]>(team)} {
      for (std::uint32_t rank = 0; rank != team; ++rank) {
        this->seats()[rank].rank = rank;
      }
    }

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      ++me.phase;
      // wrong: whether 1 << round has reached the team is not asked.
      for (std::uint32_t round = 0; round != most_rounds; ++round) {
        const std::uint32_t beyond = (me.rank + (1U << round)) % this->team_;
        inboxes_[beyond].told[round].publish(me.phase, release);
        inboxes_[me.rank].told[round].await(has_come(me.phase), acquire);
      }
      return wait_result::leader_if(me.rank == 0);
    }

   private:
    static constexpr std::uint32_t most_rounds = 2;
    struct alignas(Env::line) inbox {
      std::array<typename base::atomic, most_rounds> told{typename base::atomic{0U},
                                                          typename base::atomic{0U}};
    };
    static auto has_come(std::uint32_t phase) noexcept {
      return [phase](std::uint32_t seen) { return seen >= phase; };
    }

    const std::unique_ptr<inbox[]> inboxes_;
  };
};

}  // namespace barriers::wrong
