#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

struct packed_bytes_overlap {
  static constexpr std::string_view name = "packed_bytes_overlap";
  static constexpr std::string_view fault =
      "two ranks share a flag, and one of them counts for both";
  static constexpr std::string_view reference = "LLVM issue 117073";
  static constexpr driver::verdict expected = driver::verdict::assertion;
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::separation<packed_bytes_overlap, Env>;

  struct keeps_flag_and_sense {
    std::uint32_t flag = 0;
    std::uint32_t sense = 0;
  };

  /// One word holds the flags of all ranks: set in odd phases, cleared in even ones.
  template <class Env>
  class barrier : public wrong_base<Env, keeps_flag_and_sense> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_flag_and_sense>;

   public:
    explicit barrier(std::uint32_t team) : base{team} {
      for (std::uint32_t rank = 0; rank != team; ++rank) {
        // wrong: a bit for each rank is 1 << rank; so two ranks have the same.
        this->seats()[rank].flag = 1U << (rank / 2U);
        all_ |= this->seats()[rank].flag;
      }
    }

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      me.sense ^= 1U;
      const std::uint32_t awaited = me.sense == 1U ? all_ : 0U;
      const std::uint32_t change = me.sense == 1U ? me.flag : 0U - me.flag;
      if (flags_.fetch_add(change, acq_rel) + change == awaited) {
        sense_.publish(me.sense, release);
        return wait_result::leader();
      }
      sense_.await(me.sense, acquire);
      return wait_result::follower();
    }

   private:
    std::uint32_t all_ = 0;
    typename base::atomic flags_{0U};
    typename base::atomic sense_{0U};
  };
};

}  // namespace barriers::wrong
