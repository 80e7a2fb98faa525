#pragma once

#include <verify/wrong/wrong_base.hpp>

#include <memory>

namespace barriers::wrong {

struct leaf_skips_its_own_group {
  static constexpr std::string_view name = "leaf_skips_its_own_group";
  static constexpr std::string_view fault =
      "who finds that the root waits for one more group goes there past its own";
  static constexpr std::string_view reference = "Concurrency Kit commit 9ab7b7a";
  static constexpr driver::verdict expected = driver::verdict::assertion;
  static constexpr std::uint32_t team = 3;
  using policy = env::spin;
  template <class Env>
  using detected_by = scenario::separation<leaf_skips_its_own_group, Env>;

  struct keeps_group_and_sense {
    std::uint32_t group = 0;
    std::uint32_t sense = 0;
  };

  template <class Env>
  class barrier : public wrong_base<Env, keeps_group_and_sense> {
    using enum std::memory_order;
    using base = wrong_base<Env, keeps_group_and_sense>;

   public:
    explicit barrier(std::uint32_t team)
        : base{team}, groups_{(team + 1U) / 2U}, leaves_{std::make_unique<leaf[]>(groups_)} {
      for (std::uint32_t rank = 0; rank != team; ++rank) {
        this->seats()[rank].group = rank / 2U;
        ++leaves_[rank / 2U].members;
      }
    }

    wait_result arrive_and_wait(typename base::local& me) noexcept {
      me.sense ^= 1U;
      leaf& mine = leaves_[me.group];
      // wrong: its own group is the one that the root waits for, and has not arrived.
      const bool shortcut = groups_ > 1U && root_.load(acquire) + 1U == groups_;
      if (shortcut || mine.arrived.fetch_add(1U, acq_rel) + 1U == mine.members) {
        mine.arrived.store(0U, relaxed);
        if (root_.fetch_add(1U, acq_rel) + 1U == groups_) {
          root_.store(0U, relaxed);
          sense_.publish(me.sense, release);
          return wait_result::leader();
        }
      }
      sense_.await(me.sense, acquire);
      return wait_result::follower();
    }

   private:
    struct alignas(Env::line) leaf {
      std::uint32_t members = 0;
      typename base::atomic arrived{0U};
    };

    const std::uint32_t groups_;
    const std::unique_ptr<leaf[]> leaves_;
    typename base::atomic root_{0U};
    typename base::atomic sense_{0U};
  };
};

}  // namespace barriers::wrong
