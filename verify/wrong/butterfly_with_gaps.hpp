#pragma once

#include <verify/wrong/wrong_base.hpp>

#include <array>
#include <memory>

namespace barriers::wrong {

struct butterfly_with_gaps {
  static constexpr std::string_view name = "butterfly_with_gaps";
  static constexpr std::string_view fault =
      "a rank whose partner does not exist leaves out the round, and whom it would have heard of";
  static constexpr std::string_view reference =
      "E. D. Brooks: The butterfly barrier, 1986: why it wants a power of two";
  static constexpr driver::verdict expected = driver::verdict::assertion;
  static constexpr std::uint32_t team = 3;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::separation<butterfly_with_gaps, Env>;

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
      for (std::uint32_t round = 0; (1U << round) < this->team_; ++round) {
        const std::uint32_t partner = me.rank ^ (1U << round);
        // wrong: others have told the missing one of themselves, and nobody else.
        if (partner < this->team_) {
          inboxes_[partner].told[round].publish(me.phase, release);
          inboxes_[me.rank].told[round].await(has_come(me.phase), acquire);
        }
      }
      return wait_result::leader_if(me.rank == 0);
    }

   private:
    static constexpr std::uint32_t most_rounds = 3;
    struct alignas(Env::line) inbox {
      std::array<typename base::atomic, most_rounds> told{
          typename base::atomic{0U}, typename base::atomic{0U}, typename base::atomic{0U}};
    };
    static auto has_come(std::uint32_t phase) noexcept {
      return [phase](std::uint32_t seen) { return seen >= phase; };
    }

    const std::unique_ptr<inbox[]> inboxes_;
  };
};

}  // namespace barriers::wrong
