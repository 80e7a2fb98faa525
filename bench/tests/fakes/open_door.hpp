#pragma once

#include <barriers/barrier.hpp>

#include <cstdint>

namespace barriers::fakes {

/// Lets every rank through at once.
template <env::environment Env>
class open_door {
 public:
  using environment = Env;
  static constexpr description about{.title = "lets every rank through", .reference = "none"};

  struct local {};

  explicit open_door(team_size team) : seats_{team} {}

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  wait_result arrive_and_wait(local&) noexcept { return wait_result::follower(); }

 private:
  seating<Env, local> seats_;
};

}  // namespace barriers::fakes
