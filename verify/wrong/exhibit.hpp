#pragma once

#include "crime.hpp"

#include <barriers/barrier.hpp>

#include <verify/scenarios/all.hpp>

#include <cstdint>
#include <string_view>

/// Barriers that must fail. Each is a mistake that somebody has made, small enough to see at a
/// glance, and named in a card:
///
///     word           what it is called, like its file
///     fault          what is wrong, and what comes of it
///     reference      where it happened, or is warned of
///     escapes        which checker cannot see it and why, where there is one
///     policy         how its ranks wait
///     convicted_of   what every engine that convicts it convicts it of
///     convicted_by   the scenario that finds it, or would
///     team           the smallest team in which it is found
///
/// Only the lines that matter carry a comment, and only the wrong ones do.
namespace barriers::wrong {

/// What all wrong barriers have in common, which is nothing wrong: a team and its seats.
template <env::environment Env, class Local>
class exhibit {
 public:
  using environment = Env;
  using local = Local;
  static constexpr description about{.title = "a wrong barrier", .reference = "see its card"};

  explicit exhibit(team_size team) : team_{team}, seats_{team} {}
  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

 protected:
  using word = typename Env::template atomic<std::uint32_t>;
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
