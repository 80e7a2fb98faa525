#include <verify/stress/trial.hpp>

#include <thread>
#include <vector>

namespace barriers::verify {

void with_team(context& context, std::uint32_t team,
               const std::function<void(std::uint32_t)>& enter,
               std::chrono::milliseconds hang_timeout) {
  std::vector<std::jthread> ranks;
  ranks.reserve(team);
  for (std::uint32_t rank = 0; rank != team; ++rank) {
    ranks.emplace_back([&context, &enter, rank] {
      enter(rank);
      context.leaves(rank);
    });
  }
  context.await_team(hang_timeout);
}

}  // namespace barriers::verify
