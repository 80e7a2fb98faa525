#pragma once

#include <verify/wrong/wrong_base.hpp>

namespace barriers::wrong {

/// A tree of two levels: pairs of ranks, and the groups counted at the root.
template <class Env>
struct tree_of_pairs : central_counter<Env> {
  struct alignas(Env::line) leaf {
    std::uint32_t members = 0;
    atomic_of<Env> arrived{0U};
  };
  const std::uint32_t groups;
  const std::unique_ptr<leaf[]> leaves;

  explicit tree_of_pairs(std::uint32_t ranks)
      : central_counter<Env>{ranks},
        groups{(ranks + 1U) / 2U},
        leaves{std::make_unique<leaf[]>(groups)} {
    for (std::uint32_t rank = 0; rank != ranks; ++rank) {
      ++leaves[rank / 2U].members;
    }
  }
};

struct leaf_skips_its_own_group
    : wrong_pass<leaf_skips_its_own_group, scenario::separation, tree_of_pairs> {
  static constexpr std::string_view fault =
      "a rank that finds the root waiting for one more group goes there past its own group";
  static constexpr std::string_view reference = "Concurrency Kit commit 9ab7b7a";
  static constexpr verdict expected = verdict::assertion;
  static constexpr std::uint32_t team = 3;

  template <class Env>
  static wait_result pass(tree_of_pairs<Env>& all, rank_local& me) noexcept {
    me.sense ^= 1U;
    auto& mine = all.leaves[me.rank / 2U];
    // wrong: its own group is the one that the root waits for, and has not arrived.
    const bool shortcut = all.groups > 1U && all.arrived.load(acquire) + 1U == all.groups;
    if (shortcut || mine.arrived.fetch_add(1U, acq_rel) + 1U == mine.members) {
      mine.arrived.store(0U, relaxed);
      if (all.arrived.fetch_add(1U, acq_rel) + 1U == all.groups) {
        all.arrived.store(0U, relaxed);
        all.sense.publish(me.sense, release);
        return wait_result::leader();
      }
    }
    all.sense.await(me.sense, acquire);
    return wait_result::follower();
  }
};

}  // namespace barriers::wrong
