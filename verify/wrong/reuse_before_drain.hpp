#pragma once

#include <verify/wrong/wrong_base.hpp>

#include <bit>
#include <cstddef>
#include <memory>

namespace barriers::wrong {

struct reuse_before_drain {
  static constexpr std::string_view name = "reuse_before_drain";
  static constexpr std::string_view fault =
      "a rank is told of the next phase before it has heard of this one";
  static constexpr std::string_view reference =
      "dissemination without parity; Mellor-Crummey, Scott 1991 say why it is there";
  static constexpr driver::verdict expected = driver::verdict::hang;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::lapping<reuse_before_drain, Env>;

  struct keeps_rank_and_sense {
    std::uint32_t rank = 0;
    std::uint32_t sense = 0;
  };

  template <class Env>
  class barrier : public wrong_base<Env, keeps_rank_and_sense> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_rank_and_sense>;

   public:
    explicit barrier(std::uint32_t team)
        : base{team},
          rounds_{static_cast<std::uint32_t>(std::bit_width(team - 1U))},
          told_{std::make_unique<inbox[]>(std::size_t{team} * rounds_)} {
      for (std::uint32_t rank = 0; rank != team; ++rank) {
        this->seats()[rank].rank = rank;
      }
    }

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      me.sense ^= 1U;
      for (std::uint32_t round = 0; round != rounds_; ++round) {
        // wrong: one flag for all phases. The other may not have looked at it yet.
        told((me.rank + (1U << round)) % this->team_, round).publish(me.sense, release);
        told(me.rank, round).await(me.sense, acquire);
      }
      return wait_result::leader_if(me.rank == 0);
    }

   private:
    struct alignas(Env::line) inbox {
      typename base::atomic told{0U};
    };

    typename base::atomic& told(std::uint32_t rank, std::uint32_t round) {
      return told_[std::size_t{rank} * rounds_ + round].told;
    }

    const std::uint32_t rounds_;
    const std::unique_ptr<inbox[]> told_;
  };
};

}  // namespace barriers::wrong
