// What a user writes, with every algorithm of the list.
#include <barriers/barriers.hpp>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <thread>
#include <vector>

/// A team goes through some phases, and each phase has a leader.
template <class Barrier>
static bool works() {
  constexpr std::uint32_t team = 3;
  constexpr std::uint32_t phases = 100;
  Barrier barrier{team};
  std::atomic<std::uint32_t> leaders{0};
  {
    std::vector<std::jthread> ranks;
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      ranks.emplace_back([&barrier, &leaders, rank] {
        barriers::participant me{barrier, rank};
        for (std::uint32_t phase = 0; phase != phases; ++phase) {
          if (me.arrive_and_wait().is_leader()) {
            ++leaders;
          }
        }
      });
    }
  }
  return leaders == phases;
}

int main() {
  bool all_work = true;
  barriers::registry::for_each_barrier([&all_work]<class Entry>() {
    all_work = works<typename Entry::template barrier<>>() && all_work;
  });
  return all_work ? EXIT_SUCCESS : EXIT_FAILURE;
}
