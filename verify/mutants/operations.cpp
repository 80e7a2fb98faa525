#include "mutated.hpp"
#include "native_stage.hpp"
#include "table.hpp"

#include <verify/scenarios/all.hpp>

#include <barriers_registry.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

using namespace barriers;

namespace {

/// Where a promise is broken on the machine, there is no table to speak of.
struct court {
  static void expect(bool kept, const char* promise) {
    if (!kept) {
      std::fprintf(stderr, "operations: broken on the machine: %s\n", promise);
      std::exit(1);
    }
  }
  static void enter_phase(std::uint32_t, std::uint32_t) {}
  static void retry() {}
};

template <class Scenario>
void run(std::uint32_t team, std::uint32_t phases) {
  mutants::theatre.begin_execution();
  Scenario scenario{team, phases};
  court court;
  {
    std::vector<std::jthread> ranks;
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      ranks.emplace_back([&scenario, &court, rank] {
        mutants::native_stage::running = rank;
        scenario.run(rank, court);
      });
    }
  }
  scenario.after(court);
}

}  // namespace

/// The table of operations that the barrier named on the compiler's command line makes on the
/// machine, to be held against the one that it makes under the checker.
int main() {
  using world = mutants::mutated<mutants::native_stage, env::yield>;
  static mutants::table seen;
  mutants::theatre.record_in(seen);
  scenario::for_each_scenario<registry::entry::BARRIERS_WORD, world>(
      []<class Scenario>() { run<Scenario>(5, 4); });
  // Whether a rank leaves its seat while somebody watches it is left to the scheduler.
  const auto is_wake = [](const mutants::operation& one) {
    return one.what == mutants::kind::wake;
  };
  while (std::ranges::none_of(seen.operations("impls/"), is_wake)) {
    run<scenario::vacating<registry::entry::BARRIERS_WORD, world>>(5, 4);
  }
  mutants::print(seen.operations("impls/"));
}
