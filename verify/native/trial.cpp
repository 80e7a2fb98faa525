#include "trial.hpp"

#include <thread>
#include <vector>

namespace barriers::verify {

void with_team(court& court, std::uint32_t team, const std::function<void(std::uint32_t)>& enter,
               std::chrono::milliseconds patience) {
  std::vector<std::jthread> ranks;
  ranks.reserve(team);
  for (std::uint32_t rank = 0; rank != team; ++rank) {
    ranks.emplace_back([&court, &enter, rank] {
      enter(rank);
      court.leaves(rank);
    });
  }
  court.await_team(patience);
}

}  // namespace barriers::verify
