#pragma once

#include <barriers/barrier.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace barriers {

/// A tree of counters, to spread the crowd that a central counter draws.
///
/// Ranks meet in groups of `fan_in`, each group at a node with a counter and a sense of its own.
/// The last of a group goes up and meets the last ones of the neighbouring groups; the last one at
/// the root ends the phase, and on the way down each turns the sense of the nodes it came through.
///
///                       [ root ]                 team 7, fan-in 2
///                      /        \                whoever is last at a node goes up
///                 [    ]        [    ]
///                 /    \        /    \.
///              [  ]   [  ]   [  ]    6
///              0  1   2  3   4  5                rank 6 has nobody to meet below
///
/// The parts of a tree differ by one rank at most, and no node is for one alone.
///
/// Reuse is safe at each node for the reason that it is in `sense_reversing`: the sense of a node
/// turns only when its whole group is there, after its counter was set back.
///
/// Cost for each phase and team P, fan-in k: one read-modify-write for each rank and for each node
/// but the root, about P + P / (k - 1), at most k on one line, and two stores for each node. The
/// critical path is log_k P nodes up and down.
/// Space: 3 lines for each node, of which there are about P / (k - 1), and a seat for each rank.
///
/// For the threads of one process, not for memory that processes share (see barrier.hpp).
///
/// Reference: P.-C. Yew, N.-F. Tzeng, D. H. Lawrie: Distributing hot-spot addressing in large-scale
/// multiprocessors. IEEE ToC C-36(4), 1987; as a barrier with the wake-up down the tree in
/// J. M. Mellor-Crummey, M. L. Scott, ACM TOCS 9(1), 1991, the software combining tree barrier.
template <env::environment Env = env::native<env::park>, completion Completion = no_completion>
class combining_tree {
  using enum std::memory_order;

  struct node {
    // Read-only once the tree stands.
    alignas(Env::line) node* parent = nullptr;
    std::uint32_t group = 0;
    alignas(Env::line) typename Env::template atomic<std::uint32_t> arrived{0U};
    alignas(Env::line) typename Env::template atomic<std::uint32_t> sense{0U};
  };
  static_assert(sizeof(node) >= 3 * Env::line, "parent, group | arrived | sense");

 public:
  using environment = Env;
  static constexpr description about{
      .title = "software combining tree",
      .reference = "Yew, Tzeng, Lawrie 1987; Mellor-Crummey, Scott 1991, combining tree"};

  /// What a rank keeps: the node where it meets others first, and the sense that ends its phase.
  struct local {
    node* leaf = nullptr;
    std::uint32_t sense = 0;
  };

  /// How many meet at a node, in any integer type.
  class group_size {
   public:
    /// Throws std::invalid_argument for fewer than 2.
    template <whole_number T>
    group_size(T ranks)
        : ranks_{static_cast<std::uint32_t>(
              std::min<std::uintmax_t>(static_cast<std::uintmax_t>(ranks), largest_team))} {
      if (std::cmp_less(ranks, 2)) {
        fail<std::invalid_argument>("a combining tree has a fan-in of at least 2, not " +
                                    std::to_string(ranks));
      }
    }
    operator std::uint32_t() const noexcept { return ranks_; }

   private:
    std::uint32_t ranks_;
  };

  /// How many meet at a node unless the constructor is told otherwise.
  static constexpr std::uint32_t usual_fan_in = 4;

  /// A barrier for `team` ranks that meet by `fan_in`; throws std::invalid_argument unless
  /// 1 <= team <= largest_team and 2 <= fan_in.
  explicit combining_tree(team_size team, Completion completion = {},
                          group_size fan_in = usual_fan_in)
      : completion_{std::move(completion)},
        nodes_{make_team_array<Env, node>(count_nodes(team, fan_in))},
        seats_{team} {
    build(0, team, fan_in, nullptr, 0);
  }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  wait_result arrive_and_wait(local& me) noexcept {
    me.sense ^= 1U;
    return meet(me.leaf, me.sense);
  }

 private:
  wait_result meet(node* where, std::uint32_t sense) noexcept {
    if (where == nullptr) {
      completion_();
      return wait_result::leader();
    }
    node& here = *where;
    // arrive <-> arrive: gives what came up with me to the last one here, who carries it on.
    if (here.arrived.fetch_add(1U, acq_rel) + 1U != here.group) {
      // pass <- open
      here.sense.await(sense, acquire);
      return wait_result::follower();
    }
    const wait_result result = meet(here.parent, sense);
    // relaxed: nobody counts here again before `open` lets them go.
    here.arrived.store(0U, relaxed);
    // equivalent: swapped with the next store: that sets back the counter of a node below, where
    //     nobody counts before its own `open`, which is still to come.
    // open -> pass: what the root gathered, and the reset, reach the group that waits here.
    here.sense.publish(sense, release);
    return result;
  }

  /// Into how many parts a tree falls: as few as trees of the next lower height can hold.
  static std::uint32_t count_parts(std::uint32_t ranks, std::uint32_t fan_in) noexcept {
    std::uint64_t held = 1;
    while (held * fan_in < ranks) {
      held *= fan_in;
    }
    return static_cast<std::uint32_t>((ranks - 1U) / held + 1U);
  }

  static std::uint32_t share(std::uint32_t ranks, std::uint32_t parts,
                             std::uint32_t part) noexcept {
    return ranks / parts + (part < ranks % parts ? 1U : 0U);
  }

  static std::size_t count_nodes(std::uint32_t ranks, std::uint32_t fan_in) noexcept {
    if (ranks == 1) {
      return 0;
    }
    std::size_t nodes = 1;
    const std::uint32_t parts = count_parts(ranks, fan_in);
    for (std::uint32_t part = 0; part != parts; ++part) {
      nodes += count_nodes(share(ranks, parts, part), fan_in);
    }
    return nodes;
  }

  /// Lets so many ranks, from `first` on, meet below `parent`, at the nodes from `next` on; gives
  /// the node that is the next to be used.
  std::size_t build(std::uint32_t first, std::uint32_t ranks, std::uint32_t fan_in, node* parent,
                    std::size_t next) noexcept {
    if (ranks == 1) {
      seats_[first].leaf = parent;
      return next;
    }
    node& here = nodes_[next++];
    here.parent = parent;
    here.group = count_parts(ranks, fan_in);
    for (std::uint32_t part = 0; part != here.group; ++part) {
      const std::uint32_t below = share(ranks, here.group, part);
      next = build(first, below, fan_in, &here, next);
      first += below;
    }
    return next;
  }

  // The completion lies where only the last one at the root goes.
  [[no_unique_address]] Completion completion_;
  alignas(Env::line) const team_array<Env, node> nodes_;
  seating<Env, local> seats_;
};

}  // namespace barriers
