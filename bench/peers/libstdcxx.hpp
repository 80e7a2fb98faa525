#pragma once

#include <barriers/barrier.hpp>

#include <barrier>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace barriers::peers {

/// std::barrier as the standard library has it, behind our interface.
///
/// It waits by a policy of its own, whatever `Env` says. It does not tell which rank came last:
/// rank 0 leads every phase, which costs nothing.
template <env::environment Env, completion Completion = no_completion>
class libstdcxx {
 public:
  using environment = Env;
  using foreign = std::barrier<Completion>;
  static constexpr description about{.title = "std::barrier of libstdc++",
                                     .reference = "ISO C++20, [thread.barrier]; GCC, <barrier>"};
  static constexpr std::string_view differs = "a rank finds its place in a tree by a hash of its "
                                              "thread; it polls 16 times, yielding in the "
                                              "last four, then sleeps on a futex";

  /// What a rank keeps: its number, and the arrival that it has yet to wait for.
  struct local {
    std::uint32_t rank = 0;
    std::optional<typename foreign::arrival_token> arrival;
  };

  /// The arrival itself stays with its rank, because std::barrier's token cannot be copied.
  struct [[nodiscard]] token {};

  explicit libstdcxx(team_size team, Completion completion = {})
      : barrier_{static_cast<std::ptrdiff_t>(team), std::move(completion)}, seats_{team} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank].rank = rank;
    }
  }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  token arrive(local& me) noexcept {
    me.arrival.emplace(barrier_.arrive());
    return {};
  }

  wait_result wait(local& me, token) noexcept {
    barrier_.wait(std::move(*me.arrival));
    me.arrival.reset();
    return wait_result::leader_if(me.rank == 0);
  }

  wait_result arrive_and_wait(local& me) noexcept {
    barrier_.arrive_and_wait();
    return wait_result::leader_if(me.rank == 0);
  }

 private:
  foreign barrier_;
  seating<Env, local> seats_;
};

}  // namespace barriers::peers
