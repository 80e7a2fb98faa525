#include <barriers/central.hpp>
#include <barriers/combining_tree.hpp>
#include <barriers/dissemination.hpp>
#include <barriers/env/native.hpp>
#include <barriers/sense_reversing.hpp>
#include <barriers/tournament.hpp>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <thread>
#include <vector>

/// What a user writes: a team goes through some phases, and each phase has a leader.
template <template <class> class Barrier>
static bool works() {
  constexpr std::uint32_t team = 3;
  constexpr std::uint32_t phases = 100;
  Barrier<barriers::env::native<barriers::env::park>> barrier{team};
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
  return works<barriers::central>() && works<barriers::sense_reversing>() &&
                 works<barriers::combining_tree>() && works<barriers::tournament>() &&
                 works<barriers::dissemination>()
             ? EXIT_SUCCESS
             : EXIT_FAILURE;
}
