#pragma once

#include <barriers/barrier.hpp>

#include <barrier>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <thread>

namespace barriers::fakes {

/// In every seventh episode only rank 0 waits for the others: they go on while it still naps in
/// the episode before. Nobody is lost: who went too early waits the next time.
template <env::environment Env>
class leaky {
 public:
  using environment = Env;
  static constexpr description about{.title = "lets ranks through", .reference = "none"};

  struct local {
    std::uint32_t rank = 0;
    std::uint32_t episodes = 0;
    std::optional<std::barrier<>::arrival_token> early;
  };

  explicit leaky(std::uint32_t team)
      : barrier_{static_cast<std::ptrdiff_t>(valid_team(team))}, seats_{team} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank].rank = rank;
    }
  }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  wait_result arrive_and_wait(local& me) noexcept {
    if (me.early) {
      barrier_.wait(std::move(*me.early));
      me.early.reset();
    }
    const std::uint32_t turn = ++me.episodes % 7;
    if (turn == 3 && me.rank != 0) {
      me.early.emplace(barrier_.arrive());
    } else {
      barrier_.arrive_and_wait();
    }
    if (turn == 2 && me.rank == 0) {
      std::this_thread::sleep_for(std::chrono::microseconds{200});
    }
    return wait_result::leader_if(me.rank == 0);
  }

 private:
  std::barrier<> barrier_;
  seating<Env, local> seats_;
};

}  // namespace barriers::fakes
