#pragma once

#include <verify/driver/engine.hpp>
#include <verify/scenarios/all.hpp>

#include <barriers/barrier.hpp>

#include <cstdint>
#include <string_view>

/// Barriers that must fail. Each is a mistake that somebody has made, small enough to see at a
/// glance, with what is expected of it:
///
///     name              what it is called, like its file
///     fault             what is wrong, and what comes of it
///     reference         where it happened, or is warned of
///     missed_by_relacy  why Relacy does not detect it, where it does not
///     policy            how its ranks wait
///     expected          the verdict of every engine that detects it
///     detected_by       the scenario that finds it, or would
///     team              the smallest team in which it is found
///
/// Only the lines that matter carry a comment, and only the wrong ones do.
namespace barriers::wrong {

/// What all wrong barriers have in common, which is nothing wrong: a team and its seats.
template <env::environment Env, class Local>
class wrong_base {
 public:
  using environment = Env;
  using local = Local;
  static constexpr description about{.title = "a wrong barrier", .reference = "see `reference`"};

  explicit wrong_base(team_size team) : team_{team}, seats_{team} {}
  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

 protected:
  using atomic = typename Env::template atomic<std::uint32_t>;
  const std::uint32_t team_;

 private:
  seating<Env, local> seats_;
};

/// A rank that keeps nothing, and one that keeps its sense.
struct keeps_nothing {};
struct keeps_its_sense {
  std::uint32_t sense = 0;
};

}  // namespace barriers::wrong
