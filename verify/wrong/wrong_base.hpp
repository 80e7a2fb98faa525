#pragma once

#include <verify/driver/engine.hpp>
#include <verify/scenarios/all.hpp>
#include <verify/scenarios/parking.hpp>

#include <barriers/barrier.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <source_location>
#include <string_view>

/// Barriers that must fail. Each is a fault that really happened, in as few lines as show it, with
/// what is expected of it:
///
///     fault             what is wrong, and what comes of it
///     reference         where it happened, or is warned of
///     missed_by_relacy  why Relacy does not detect it, where it does not
///     expected          the verdict of every engine that detects it
///     detected_by       the scenario that finds it, or would
///     team              the smallest team in which it is found
///     policy            how its ranks wait
///
/// Its name is that of its file. Only the lines that are wrong carry a comment.
namespace barriers::wrong {

using driver::verdict;
using here = std::source_location;
using scenario::atomic_of;
using enum std::memory_order;

/// What most of them have in common.
struct expectation {
  static constexpr std::uint32_t team = 2;
  using policy = env::spin;
};

/// What a rank keeps: its number, and its phase, counted in one bit or in all.
struct rank_local {
  std::uint32_t rank = 0;
  std::uint32_t sense = 0;
  std::uint32_t phase = 0;
};

/// The seats of a team, with which nothing is wrong.
template <env::environment Env>
class seated_team {
 public:
  using environment = Env;
  using local = rank_local;
  static constexpr description about{.title = "a wrong barrier", .reference = "see `reference`"};

  explicit seated_team(team_size team) : seats_{team} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank].rank = rank;
    }
  }
  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

 private:
  seating<Env, local> seats_;
};

/// What ranks share that count themselves: the count, and the sense or the generation that the
/// others wait for.
template <class Env>
struct central_counter {
  const std::uint32_t team;
  atomic_of<Env> arrived{0U};
  atomic_of<Env> sense{0U};
  atomic_of<Env> generation{Env::phases::first};

  explicit central_counter(std::uint32_t ranks) : team{ranks} {}
};

/// What ranks share that tell each other, round by round: flags that one other rank sets.
template <class Env>
class inboxes {
 public:
  const std::uint32_t team;

  explicit inboxes(std::uint32_t ranks) : team{ranks}, inboxes_{std::make_unique<inbox[]>(ranks)} {}

  atomic_of<Env>& told(std::uint32_t rank, std::uint32_t round) {
    return inboxes_[rank].told[round];
  }

 private:
  struct alignas(Env::line) inbox {
    std::array<atomic_of<Env>, 3> told{atomic_of<Env>{0U}, atomic_of<Env>{0U}, atomic_of<Env>{0U}};
  };
  const std::unique_ptr<inbox[]> inboxes_;
};

/// The barrier whose ranks go through a phase as `Wrong` has it.
template <class Wrong, class Shared, env::environment Env>
class barrier_by_pass : public seated_team<Env> {
 public:
  explicit barrier_by_pass(team_size team) : seated_team<Env>{team}, shared_{team} {}
  wait_result arrive_and_wait(rank_local& me) noexcept { return Wrong::pass(shared_, me); }

 private:
  Shared shared_;
};

/// The base of a `Wrong` barrier that is no more than `pass`: how a rank goes through a phase, with
/// what the team shares. `Scenario` is the one that detects it.
template <class Wrong, template <class, class> class Scenario,
          template <class> class Shared = central_counter>
struct wrong_pass : expectation {
  template <class Env>
  using detected_by = Scenario<Wrong, Env>;
  template <class Env>
  using barrier = barrier_by_pass<Wrong, Shared<Env>, Env>;
};

}  // namespace barriers::wrong
